import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect } from 'vitest'
import type { Database } from '../../database/database.ts'
import type { RejectedRow } from '../../importers/feed/importer.ts'
import { importerOf } from '../../importers/importers.ts'
import { openInput } from '../../importers/read/input.ts'
import { importFile } from '../../importers/store/import-file.ts'
import type { ImportCounts } from '../../importers/store/import-log.ts'
import type { ImportOptions } from '../../importers/store/session.ts'
import { verifyDerived } from '../../ingest/derived/rebuild.ts'
import { makeScratch } from './scratch.ts'
import type { Service } from './service.ts'

/** The counts of an import, and the rejected rows. */
export interface Imported {
  counts: ImportCounts
  rejectedRows: RejectedRow[]
}

/**
 * Imports a file into the database of a service, as the command does.
 * @param feed such as `gdelt`
 */
export async function importInto(
  { open }: Pick<Service, 'open'>,
  feed: string,
  path: string,
  options: ImportOptions = {},
): Promise<Imported> {
  const input = await openInput(path, () => undefined)
  const importer = await importerOf(feed, input)
  const rejectedRows: RejectedRow[] = []
  const counts = await open.bulkLoad(
    (loading) => importFile(loading, importer, input, { ...options, onRejectedRow: (row) => rejectedRows.push(row) }),
    () => undefined,
  )
  return { counts, rejectedRows }
}

/** Imports lines as a gzip file. */
export async function importLines(
  service: Pick<Service, 'open'>,
  feed: string,
  lines: readonly string[],
  options: ImportOptions = {},
): Promise<Imported> {
  const { folder, remove } = makeScratch()
  try {
    const path = join(folder, 'lines.gz')
    writeFileSync(path, gzipSync(lines.map((line) => `${line}\n`).join('')))
    return await importInto(service, feed, path, options)
  } finally {
    remove()
  }
}

/** Asserts that the derived tables are what a rebuild would give. */
export async function expectNoDrift({ db }: { db: Database }): Promise<void> {
  for (const { table, missing, surplus } of await verifyDerived(db)) {
    expect({ table, missing, surplus }).toEqual({ table, missing: 0, surplus: 0 })
  }
}
