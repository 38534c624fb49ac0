import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { projectRoot } from '../../database/project-root.ts'
import { readProjectFile } from '../support/documents/project-documents.ts'
import { installPackages } from '../support/processes/production-install.ts'
import { test } from '../support/service.ts'
import { parseCopy, parseDockerfile, type Stage } from './support/dockerfile.ts'

const [build, image] = parseDockerfile() as [Stage, Stage]
let folder = ''

/** The folder that stands for the file system of a stage. */
function folderOf(stage: string): string {
  return join(folder, stage)
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dateline-image-'))
})
afterAll(() => rmSync(folder, { recursive: true, maxRetries: 3 }))

/** Whether .dockerignore lets a path of the project into the image: it excludes all but the paths with "!". */
function isInContext(path: string): boolean {
  const kept = readProjectFile('.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'))
  return kept.some((line) => path === line.slice(1) || path.startsWith(`${line.slice(1)}/`))
}

/** Does what a COPY instruction does. */
function copy(text: string, stage: string): void {
  const { from, sources, target } = parseCopy(text)
  for (const source of sources) {
    const isReadable = from !== undefined || isInContext(source)
    expect([source, isReadable]).toEqual([source, true])
    const origin = from === undefined ? join(projectRoot, source) : join(folderOf(from), source.replace('/build/', ''))
    expect([source, existsSync(origin)]).toEqual([source, true])
    const destination = join(folderOf(stage), target, target.endsWith('/') ? basename(source) : '')
    mkdirSync(dirname(destination), { recursive: true })
    // Moves what the build made, which nothing needs afterwards, because a copy of all packages takes seconds.
    if (from !== undefined) renameSync(origin, destination)
    else cpSync(origin, destination, { recursive: true, verbatimSymlinks: true })
  }
}

/** Runs the commands of the build stage without a container; `npm ci` installs the packages of this project. */
function runBuildStep(command: string): void {
  const cwd = folderOf('build')
  if (command === 'npm ci --omit=dev --no-audit --no-fund') installPackages(cwd)
  else
    execFileSync('bash', ['-euc', command], { cwd, stdio: 'pipe', env: { ...process.env, npm_config_offline: 'true' } })
}

function textsOf({ instructions }: Stage, name: string): string[] {
  return instructions.filter((instruction) => instruction.name === name).map(({ text }) => text)
}

test(
  'the image is made of files of the project, has no compiler, and serves as its command says',
  { timeout: 600_000 },
  async ({ filled }) => {
    mkdirSync(folderOf('build'))
    expect(build.instructions.filter(({ name }) => !['COPY', 'RUN', 'WORKDIR'].includes(name))).toEqual([])
    for (const { name, text } of build.instructions) {
      if (name === 'COPY') copy(text, 'build')
      if (name === 'RUN') runBuildStep(text)
    }
    for (const text of textsOf(image, 'COPY')) copy(text, 'image')

    const app = folderOf('image')
    const compilers = [
      'esbuild-wasm',
      'typescript/package.json',
      '@typescript/typescript-linux-x64',
      '@types/node',
      'vitest',
      'tsx',
    ]
    expect(compilers.filter((name) => existsSync(join(app, 'node_modules', name)))).toEqual([])
    expect(existsSync(join(app, 'node_modules', 'graphql-yoga'))).toBe(true)
    expect(readdirSync(app).toSorted()).toEqual(
      [
        'LICENSE',
        'database',
        'dist',
        'docs',
        'explorer',
        'importers',
        'migrations',
        'node_modules',
        'package.json',
        'seeds',
      ].toSorted(),
    )
    const [command = '[]'] = textsOf(image, 'CMD')
    const [program, ...args] = JSON.parse(command) as string[]
    expect(program).toBe('node')
    const env = {
      PATH: process.env['PATH'],
      PORT: '0',
      DATA_DIR: 'dataDir' in filled ? filled.dataDir : '',
      NODE_ENV: 'production',
    }
    const service = spawn(process.execPath, args, { cwd: app, env, stdio: ['ignore', 'pipe', 'inherit'] })
    try {
      const ended = once(service, 'exit')
      let output = ''
      service.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
      await expect.poll(() => output, { timeout: 300_000 }).toContain('serves at')
      const [healthCheck = ''] = textsOf(image, 'HEALTHCHECK')
      const [, check = '[]'] = /CMD (\[.*\])$/.exec(healthCheck) ?? []
      const runCheck = (checkedPort: string) => {
        const [, ...checkArgs] = JSON.parse(check) as string[]
        return spawnSync(process.execPath, checkArgs, { env: { ...env, PORT: checkedPort } }).status
      }
      const { port } = new URL(/serves at (\S+)/.exec(output)?.[1] ?? '')
      expect([runCheck(port), runCheck('1')]).toEqual([0, 1])
      expect((await fetch(`http://127.0.0.1:${port}/events`)).status).toBe(200)
      service.kill('SIGTERM')
      expect(await ended).toEqual([0, null])
    } finally {
      service.kill('SIGKILL')
    }
  },
)

test('the image runs as a user without rights, on a version of Node.js that is promised', () => {
  expect(textsOf(image, 'USER')).toEqual(['node'])
  const { engines } = JSON.parse(readProjectFile('package.json')) as { engines: { node: string } }
  const oldest = Number(/\d+/.exec(engines.node)?.[0])
  for (const { base } of [build, image]) {
    const [, major] = /^node:(\d+)-bookworm-slim$/.exec(base) ?? []
    expect(Number(major)).toBeGreaterThanOrEqual(oldest)
  }
})

test('the variables, commands and paths of the compose file and the systemd unit exist', () => {
  const compose = readProjectFile('compose.yaml')
  const unit = readFileSync(join(projectRoot, 'packaging/dateline.service'), 'utf8')
  const operations = readProjectFile('docs/operations.md')
  const assigned = [
    ...(compose.split('  dateline:')[1] ?? '').matchAll(/^ {6}([A-Z_]+):/gm),
    ...unit.matchAll(/^Environment=([A-Z_]+)=/gm),
  ].map(([, name]) => name)
  expect(assigned.length).toBeGreaterThan(3)
  for (const name of assigned) expect(operations).toContain(`| \`${name}\` |`)
  const [command = '[]'] = textsOf(image, 'CMD')
  expect(unit).toContain(`ExecStart=/usr/bin/${(JSON.parse(command) as string[]).join(' ')}\n`)
  // Longer than the default of SHUTDOWN_SECONDS, which is 10.
  for (const text of [/^TimeoutStopSec=(\d+)$/m.exec(unit), /stop_grace_period: (\d+)s/.exec(compose)])
    expect(Number(text?.[1])).toBeGreaterThan(10)
  for (const path of operations.match(/packaging\/[\w.]+/g) ?? [])
    expect(existsSync(join(projectRoot, path))).toBe(true)
})
