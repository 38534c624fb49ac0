import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inWorkshop } from './workshop.ts'

const require = createRequire(import.meta.url)
/** The path of the compiler; null if it has none for this platform. */
const compiler = require('relay-compiler') as string | null

const CONFIG = JSON.stringify({
  src: './src',
  schema: './schema.graphql',
  language: 'javascript',
  eagerEsModules: true,
  noSourceControl: true,
})

/** Compiles documents against the contract, and returns artifacts by their names. */
export async function compileRelay<Artifacts extends object>(
  documents: string[],
  names: (keyof Artifacts & string)[],
): Promise<Artifacts> {
  if (compiler === null) throw new Error('relay-compiler has no binary for this platform.')
  const path = compiler
  const files = {
    'package.json': JSON.stringify({ type: 'module' }),
    'relay.config.json': CONFIG,
    'src/Documents.js': documents.map((text) => `graphql\`${text}\``).join('\n'),
  }
  return inWorkshop(files, async ({ folder }) => {
    execFileSync(path, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
    const entries = names.map(async (name) => {
      const url = pathToFileURL(join(folder, 'src', '__generated__', `${name}.graphql.js`)).href
      return [name, ((await import(url)) as { default: unknown }).default] as const
    })
    return Object.fromEntries(await Promise.all(entries)) as Artifacts
  })
}
