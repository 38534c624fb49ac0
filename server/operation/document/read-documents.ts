import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'
import type { TrustedDocument } from './persisted-documents.ts'

/** The manifest of Apollo's clients, as `generate-persisted-query-manifest` writes it. */
const ApolloManifest = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string(), body: z.string() })),
})

/** The texts by their ids, as relay-compiler and graphql-codegen write them. */
const IdManifest = z.record(z.string(), z.string())

/** A folder of documents that cannot be read as such. */
export class DocumentsError extends Error {}

/**
 * Reads the persisted documents of folders: files `*.graphql` by their names, without a leading number, and the
 * documents of manifests `*.json`. Folders within are not read.
 * @throws {DocumentsError} if a folder or a file cannot be read, or two documents have one id
 */
export function readDocuments(folders: readonly string[]): TrustedDocument[] {
  const fileById = new Map<string, string>()
  return folders.flatMap(filesOf).flatMap((file) => {
    const documents = readFile(file)
    for (const { id } of documents) {
      const other = fileById.get(id)
      if (other !== undefined) {
        throw new DocumentsError(
          `Two documents have the id ${JSON.stringify(id)}: in ${other} and in ${file}. Rename one.`,
        )
      }
      fileById.set(id, file)
    }
    return documents
  })
}

function filesOf(folder: string): string[] {
  return attempt(folder, () => readdirSync(folder))
    .filter((file) => /\.(?:graphql|json)$/.test(file))
    .toSorted()
    .map((file) => join(folder, file))
}

function readFile(file: string): TrustedDocument[] {
  const text = attempt(file, () => readFileSync(file, 'utf8'))
  if (file.endsWith('.graphql')) return [{ id: basename(file, '.graphql').replace(/^\d+-/, ''), text }]
  const json: unknown = attempt(file, () => JSON.parse(text) as unknown)
  const apollo = ApolloManifest.safeParse(json)
  if (apollo.success) return apollo.data.operations.map(({ id, body }) => ({ id, text: body }))
  const byId = IdManifest.safeParse(json)
  if (byId.success) return Object.entries(byId.data).map(([id, body]) => ({ id, text: body }))
  throw new DocumentsError(
    `${file} is no manifest. It must be that of Apollo's clients, or an object with the texts of documents by their ids, as relay-compiler and graphql-codegen write it.`,
  )
}

function attempt<Value>(path: string, read: () => Value): Value {
  try {
    return read()
  } catch (error) {
    throw new DocumentsError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
