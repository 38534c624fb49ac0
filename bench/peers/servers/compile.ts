import { buildSync } from 'esbuild'
import { execFileSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { projectRoot } from '../../../database/project-root.ts'

/** The folder of the servers that Dateline is compared with. */
export const LAB = join(projectRoot, 'lab/peers')
const PEER_OUTPUT = join(LAB, 'node_modules/.cache/dateline')
const LIMIT_OUTPUT = join(projectRoot, 'node_modules/.cache/dateline-limit')

/** The JavaScript of the limit. */
export const LIMIT_FILE = join(LIMIT_OUTPUT, 'limit.js')

/** @returns the JavaScript file of a server of the lab */
export function compiledPeer(name: string): string {
  return join(PEER_OUTPUT, `${name}.js`)
}

/**
 * Installs the packages of the other servers if they are missing or outdated, with npm.
 * @returns why it failed; undefined if they are installed
 */
export function installPeers(): string | undefined {
  const installed = join(LAB, 'node_modules/.package-lock.json')
  const lock = join(LAB, 'package-lock.json')
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return undefined
  console.error('Installing the other servers ...')
  try {
    execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: LAB, stdio: 'inherit' })
    return undefined
  } catch (error) {
    return `npm ci failed in lab/peers: ${(error as Error).message}`
  }
}

/**
 * Builds Dateline as it is shipped. Checks the types of the other servers and bundles them, so that all run as
 * JavaScript without a loader.
 */
export function compilePeers(isInstalled: boolean): void {
  execFileSync(process.execPath, ['scripts/build-if-stale.mjs'], { cwd: projectRoot, stdio: 'inherit' })
  bundle([join(projectRoot, 'bench/peers/servers/limit.ts')], LIMIT_OUTPUT)
  if (!isInstalled) return
  const compiler = join(createRequire(import.meta.url).resolve('typescript/package.json'), '..', 'bin', 'tsc')
  execFileSync(process.execPath, [compiler, '-p', LAB], { cwd: projectRoot, stdio: 'inherit' })
  bundle(
    ['apollo', 'mercurius', 'postgraphile'].map((name) => join(LAB, `${name}.ts`)),
    PEER_OUTPUT,
  )
}

function bundle(entryPoints: string[], outdir: string): void {
  buildSync({
    entryPoints,
    outdir,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    keepNames: true,
    logLevel: 'warning',
  })
}
