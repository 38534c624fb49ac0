import { and, eq, gte, inArray } from 'drizzle-orm'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BulkLoader } from '../../database/connection/bulk-load.ts'
import type { Database } from '../../database/database.ts'
import { imports } from '../../database/tables/import.ts'
import { openInput } from '../read/input.ts'
import { importFile, type ImportOptions } from '../store/import-file.ts'
import type { ImportCounts } from '../store/import-log.ts'
import { fetchFile, fetchListing, FileMissingError, type FeedSite } from './download.ts'
import { gdelt2Events, gdelt2Mentions } from './importers.ts'
import { parseListing, type ListedFile } from './listing.ts'

/** What became of a file of the feed. */
export type SyncOutcome = { file: ListedFile } & ({ tally: ImportCounts } | { error: string; isMissing: boolean })

const IMPORTERS = { export: gdelt2Events, mentions: gdelt2Mentions }
const QUARTER_MS = 900_000

/**
 * Takes in what the feed has and the ledger has not: the newest slice, and those that were missed since the first one. A
 * file that cannot be had is left for the next time.
 * @param loading a connection that no other import uses
 * @param feed from where
 * @param since the first slice that is wanted, such as 20160405121500; where left out, that of the first slice in the
 * ledger, else the newest one
 * @param options of each import
 * @returns what became of each file, as it happens
 */
export async function* syncGdelt(
  loading: BulkLoader,
  feed: FeedSite,
  since: string | undefined,
  options: ImportOptions = {},
): AsyncGenerator<SyncOutcome> {
  const newest = parseListing(await fetchListing(feed, 'lastupdate.txt'))
  const done = await doneFiles(loading.db, since)
  const first = since ?? [...done].toSorted((one, other) => (one < other ? -1 : 1))[0]?.slice(0, 14)
  const without = new Set<string>()
  for (const file of await missing(feed, newest, done, first)) {
    if (feed.signal.aborted) return
    // Most mentions are of events of their own slice: they wait for them.
    if (without.has(file.slice)) continue
    const folder = mkdtempSync(join(tmpdir(), 'dateline-sync-'))
    try {
      const path = join(folder, file.name)
      await fetchFile(feed, file, path)
      const input = await openInput(path, () => undefined)
      yield { file, tally: await importFile(loading, IMPORTERS[file.kind], input, options) }
    } catch (error) {
      if (feed.signal.aborted) return
      if (file.kind === 'export') without.add(file.slice)
      yield { file, error: (error as Error).message, isMissing: error instanceof FileMissingError }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

async function doneFiles(db: Database, since: string | undefined): Promise<Set<string>> {
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

async function missing(
  feed: FeedSite,
  newest: ListedFile[],
  done: Set<string>,
  first: string | undefined,
): Promise<ListedFile[]> {
  const isWanted = ({ name, slice }: ListedFile) => !done.has(name) && (first === undefined || slice >= first)
  const last = newest.at(-1)?.slice
  if (last === undefined) throw new Error('lastupdate.txt names no file of the feed. Is the address that of GDELT 2.0?')
  if (first === undefined || hasAll(done, first, last)) return newest.filter(isWanted)
  // The list of all files is large; it is read only where something between the first slice and the newest is missing.
  const all = new Map(
    [...parseListing(await fetchListing(feed, 'masterfilelist.txt')), ...newest].map((file) => [file.name, file]),
  )
  return [...all.values()]
    .filter((file) => isWanted(file) && file.slice <= last)
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
}

function hasAll(done: Set<string>, first: string, last: string): boolean {
  for (let at = timeOf(first); at < timeOf(last); at += QUARTER_MS) {
    const slice = new Date(at).toISOString().replace(/\D/g, '').slice(0, 14)
    if (!done.has(`${slice}.export.CSV.zip`) || !done.has(`${slice}.mentions.CSV.zip`)) return false
  }
  return true
}

function timeOf(slice: string): number {
  return Date.parse(slice.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6Z'))
}
