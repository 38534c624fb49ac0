import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { projectRoot } from '../../../database/project-root.ts'

const OUTPUT = join(projectRoot, 'node_modules', '.cache', 'dateline-compiled')
const IS_COMPILED = Symbol.for('dateline.compiled')

/** A global setup of Vitest, which runs before all tests: once for each project, of which the first one compiles. */
export function setup({ vitest }: TestProject): void {
  if (Reflect.has(vitest, IS_COMPILED)) return
  Reflect.set(vitest, IS_COMPILED, true)
  compile()
}

/**
 * Compiles the service and the programs of this folder, because a process starts in half the time from JavaScript.
 */
export function compile(): void {
  const compiler = join(projectRoot, 'node_modules', '.bin', 'tsc')
  execFileSync(compiler, ['-p', join(import.meta.dirname, 'tsconfig.json')], { stdio: 'inherit' })
}

/** Does not optimise WebAssembly in the background: a process of a test ends before that pays. */
export const QUICK_START = ['--liftoff-only']

/**
 * The JavaScript file of a TypeScript file.
 * @param path relative to the root of the project
 */
export function compiledFile(path: string): string {
  return join(OUTPUT, path.replace(/\.ts$/, '.js'))
}
