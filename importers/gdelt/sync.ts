import { and, eq, gte, inArray } from 'drizzle-orm'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BulkLoader } from '../../database/connection/bulk-load.ts'
import type { Database } from '../../database/database.ts'
import { imports } from '../../database/tables/import.ts'
import { openInput } from '../read/input.ts'
import { importFile } from '../store/import-file.ts'
import type { ImportCounts } from '../store/import-log.ts'
import type { ImportOptions } from '../store/session.ts'
import { fetchFile, fetchListing, parseListing, type FeedSite, type ListedFile } from './download.ts'
import { gdelt2Events, gdelt2Mentions } from './importers.ts'

export type SyncOutcome = { file: ListedFile } & ({ counts: ImportCounts } | { error: string })

const IMPORTERS = { export: gdelt2Events, mentions: gdelt2Mentions }
const SLICE_MS = 900_000

/**
 * Imports the files of the feed that the import log lacks: the newest slice and the missed slices before it. A file
 * that cannot be downloaded is left for the next call.
 * @param loader a connection that no other import uses
 * @param since the first slice to import, such as 20160405121500; by default the first slice in the import log, or the
 *   newest slice if the log has none
 * @returns the result of each file
 */
export async function* syncGdelt(
  loader: BulkLoader,
  site: FeedSite,
  since: string | undefined,
  options: ImportOptions = {},
): AsyncGenerator<SyncOutcome> {
  const newest = parseListing(await fetchListing(site, 'lastupdate.txt'))
  const importedNames = await findImportedNames(loader.db, since)
  const firstSlice = since ?? [...importedNames].toSorted((a, b) => (a < b ? -1 : 1))[0]?.slice(0, 14)
  const failedSlices = new Set<string>()
  for (const file of await listMissingFiles(site, newest, importedNames, firstSlice)) {
    if (site.signal.aborted) return
    // Mentions need the events of their slice, so they wait until the events are imported.
    if (failedSlices.has(file.slice)) continue
    const folder = mkdtempSync(join(tmpdir(), 'dateline-sync-'))
    try {
      const path = join(folder, file.name)
      await fetchFile(site, file, path)
      const input = await openInput(path, () => undefined)
      yield { file, counts: await importFile(loader, IMPORTERS[file.kind], input, options) }
    } catch (error) {
      if (site.signal.aborted) return
      if (file.kind === 'export') failedSlices.add(file.slice)
      yield { file, error: (error as Error).message }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

async function findImportedNames(db: Database, since: string | undefined): Promise<Set<string>> {
  const rows = await db
    .select({ file: imports.file })
    .from(imports)
    .where(
      and(
        eq(imports.state, 'DONE'),
        inArray(imports.format, [gdelt2Events.format, gdelt2Mentions.format]),
        since === undefined ? undefined : gte(imports.file, since),
      ),
    )
  return new Set(rows.map(({ file }) => file).filter((file) => /^\d{14}\.(export|mentions)\.CSV\.zip$/i.test(file)))
}

async function listMissingFiles(
  site: FeedSite,
  newest: ListedFile[],
  importedNames: Set<string>,
  firstSlice: string | undefined,
): Promise<ListedFile[]> {
  const isMissing = ({ name, slice }: ListedFile) =>
    !importedNames.has(name) && (firstSlice === undefined || slice >= firstSlice)
  const lastSlice = newest.at(-1)?.slice
  if (lastSlice === undefined)
    throw new Error(`${new URL('lastupdate.txt', site.baseUrl)} lists no file of GDELT 2.0. Check --base-url.`)
  if (firstSlice === undefined || hasAllSlices(importedNames, firstSlice, lastSlice)) return newest.filter(isMissing)
  // The list of all files is large, so it is downloaded only if a slice before the newest is missing.
  const listed = parseListing(await fetchListing(site, 'masterfilelist.txt'))
  const filesByName = new Map([...listed, ...newest].map((file) => [file.name, file]))
  return [...filesByName.values()]
    .filter((file) => isMissing(file) && file.slice <= lastSlice)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

function hasAllSlices(importedNames: Set<string>, firstSlice: string, lastSlice: string): boolean {
  for (let time = timeOf(firstSlice); time < timeOf(lastSlice); time += SLICE_MS) {
    const slice = new Date(time).toISOString().replace(/\D/g, '').slice(0, 14)
    if (!importedNames.has(`${slice}.export.CSV.zip`) || !importedNames.has(`${slice}.mentions.CSV.zip`)) return false
  }
  return true
}

function timeOf(slice: string): number {
  return Date.parse(slice.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6Z'))
}
