// Builds `dist` if it is missing or older than its sources; else does nothing, so that a start needs no compiler.
// Plain JavaScript, because it runs before anything is compiled.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import { buildAssets, printSizes } from './build-assets.mjs'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')
/** The digest of the sources that `dist` was built from. Contents, because a checkout or a copy changes times. */
const stampFile = join(dist, '.sources.sha256')
const settingsFiles = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json', 'scripts/build-assets.mjs']
/** Sources that only browsers run: bundled into `dist/assets`, not compiled. */
const browserSources = join('explorer', 'islands')

function sourceFolders() {
  /** @type {{ include: string[] }} */
  const { include } = JSON.parse(readFileSync(join(root, 'tsconfig.build.json'), 'utf8'))
  return include.map((folder) => join(root, folder)).filter((folder) => existsSync(folder))
}

function listSources() {
  return sourceFolders()
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /\.([jt]sx?|css)$/.test(entry.name))
        .map((entry) => join(entry.parentPath, entry.name)),
    )
    .toSorted()
}

/** @param {string[]} files */
function digestOf(files) {
  const hash = createHash('sha256')
  for (const file of files) {
    const content = readFileSync(file)
    hash.update(`${relative(root, file)}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

function findCompiler() {
  try {
    return join(createRequire(import.meta.url).resolve('typescript/package.json'), '..', 'bin', 'tsc')
  } catch {
    return undefined
  }
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

/** @param {boolean} isComplete whether each source has its output */
function noCompilerMessage(isComplete) {
  const problem = isComplete ? 'older than its sources' : 'missing or incomplete'
  return `The folder dist is ${problem}, and the compiler is not installed. Run npm ci without --omit=optional, or copy dist from a build of the same sources.`
}

/** @param {string} compiler */
function startBuild(compiler) {
  // An incremental build does not write outputs again that were deleted.
  if (!isComplete) rmSync(join(dist, '.tsbuildinfo'), { force: true })
  process.stderr.write('Building, because the sources have changed since the last build ...\n')
  return spawn(process.execPath, [compiler, '-p', join(root, 'tsconfig.build.json')], { stdio: 'inherit' })
}

const sources = listSources()
// An image has only `dist`.
if (sources.length === 0)
  process.exit(existsSync(join(dist, 'server', 'main.js')) ? 0 : fail('There is no dist folder.'))

const digest = digestOf([...settingsFiles.map((file) => join(root, file)), ...sources])
const outputs = sources
  .filter((file) => !/\.(d\.ts|css)$/.test(file) && !relative(root, file).startsWith(browserSources))
  .map((file) => join(dist, relative(root, file).replace(/\.tsx?$/, '.js')))
  .concat(join(dist, 'assets', 'manifest.json'))
const isComplete = outputs.every((file) => existsSync(file))
if (isComplete && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === digest) process.exit(0)

const compiler = findCompiler()
const build = compiler === undefined ? fail(noCompilerMessage(isComplete)) : startBuild(compiler)
process.on('SIGTERM', (signal) => build.kill(signal))
process.on('SIGINT', (signal) => build.kill(signal))
build.once('exit', async (code, signal) => {
  if (signal !== null) {
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
    return
  }
  if (code === 0) {
    printSizes(await buildAssets())
    mkdirSync(dist, { recursive: true })
    writeFileSync(stampFile, digest)
  }
  process.exitCode = code ?? 1
})
