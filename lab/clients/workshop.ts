import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { inject } from 'vitest'
import { projectRoot } from '../service.ts'

/** Where generators write: below the lab, so that what they write finds the packages of the lab. */
const workFolder = join(projectRoot, 'lab', '.work')

/** The folder of a frontend that has nothing of Dateline but the contract of clients. */
export interface Workshop {
  folder: string
  /** Checks the types of all files. @throws {Error} with what the compiler found */
  checkTypes: () => void
}

/** Returns the contract that the service serves to clients. */
export async function fetchContract(): Promise<string> {
  const response = await fetch(new URL('/schema.graphql', inject('url')))
  if (!response.ok) throw new Error(`GET /schema.graphql has the status ${String(response.status)}.`)
  return response.text()
}

/** Makes a folder with the contract, as `schema.graphql`, and with files; removes it after use. */
export async function inWorkshop<Result>(
  files: Record<string, string>,
  use: (workshop: Workshop) => Promise<Result>,
): Promise<Result> {
  mkdirSync(workFolder, { recursive: true })
  const folder = mkdtempSync(join(workFolder, 'client-'))
  try {
    const all = { 'schema.graphql': await fetchContract(), 'tsconfig.json': TSCONFIG, ...files }
    for (const [file, text] of Object.entries(all)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), text)
    }
    return await use({ folder, checkTypes: () => checkTypes(folder) })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const TSCONFIG = JSON.stringify({
  compilerOptions: {
    strict: true,
    noEmit: true,
    target: 'es2023',
    module: 'esnext',
    moduleResolution: 'bundler',
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    types: ['node'],
  },
  include: ['**/*.ts'],
})

function checkTypes(folder: string): void {
  try {
    execFileSync(process.execPath, [join(projectRoot, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', folder], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  } catch (error) {
    const { stdout } = error as { stdout?: string }
    throw new Error(`The types do not fit:\n${stdout ?? String(error)}`, { cause: error })
  }
}
