import { build, buildSync } from 'esbuild'
import { readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { projectRoot } from '../../../database/project-root.ts'
import { buildAssets } from '../../../scripts/build-assets.mjs'

const OUTPUT = join(projectRoot, 'node_modules', '.cache', 'dateline-bundled')
const IS_COMPILED = Symbol.for('dateline.compiled')

const PROGRAMS = [
  'server/main.ts',
  // The worker thread of the embedded engine has a file of its own, beside the code that starts it.
  'database/pglite/pglite-worker.js',
  'test/support/processes/importing.ts',
  'test/support/processes/second-process.ts',
  'test/support/processes/writer.ts',
]

/** A global setup of Vitest, which runs before all tests: once for each project, of which the first one compiles. */
export async function setup({ vitest }: TestProject): Promise<void> {
  if (Reflect.has(vitest, IS_COMPILED)) return
  Reflect.set(vitest, IS_COMPILED, true)
  compile()
  await buildAssets({ build })
}

/**
 * Bundles the service and the programs of this folder without their packages, because a process starts faster from a
 * few JavaScript files than from hundreds. The tests of `npm start` and of the image run what `npm run build` makes.
 */
export function compile(): void {
  const { metafile } = buildSync({
    entryPoints: Object.fromEntries(PROGRAMS.map((path) => [nameOf(path), join(projectRoot, path)])),
    outdir: OUTPUT,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    splitting: true,
    keepNames: true,
    metafile: true,
    logLevel: 'warning',
    absWorkingDir: projectRoot,
  })
  const written = new Set(Object.keys(metafile.outputs).map((path) => basename(path)))
  for (const name of readdirSync(OUTPUT)) if (!written.has(name)) rmSync(join(OUTPUT, name))
}

/** Does not optimise WebAssembly in the background: a process of a test ends before that pays. */
export const QUICK_START = ['--liftoff-only']

/**
 * The JavaScript file of a program.
 * @param path of its TypeScript file, relative to the root of the project
 */
export function compiledFile(path: string): string {
  return join(OUTPUT, `${nameOf(path)}.js`)
}

function nameOf(path: string): string {
  return basename(path).replace(/\.[jt]s$/, '')
}
