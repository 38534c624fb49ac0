import { desc, eq, sql } from 'drizzle-orm'
import { isDeepStrictEqual } from 'node:util'
import type { Database } from '../../database/database.ts'
import { insertNewRows } from '../../database/sql/insert.ts'
import { codes } from '../../database/tables/code.ts'
import { datasets } from '../../database/tables/dataset.ts'
import { imports, type ImportRow, type ReasonCount } from '../../database/tables/import.ts'
import { deriveUuid, newUuid } from '../../database/values/ids.ts'
import type { Importer, RejectedRow } from '../feed/importer.ts'
import { UnreadableFileError, type Input } from '../read/input.ts'

export type ImportCounts = Pick<
  ImportRow,
  | 'rowsRead'
  | 'rowsWritten'
  | 'rowsRepeated'
  | 'rowsSuperseded'
  | 'rowsUnchanged'
  | 'rowsMerged'
  | 'rowsRejected'
  | 'eventsCreated'
  | 'eventsCorrected'
  | 'eventsRetracted'
  | 'mentionsWritten'
> & {
  /** The number of rejected rows by rule. */
  rejectedRows: Map<string, number>
  /** The number of rows by warning. */
  warnings: Map<string, number>
}

/** The counts of an import that has read no row. */
export function emptyCounts(): ImportCounts {
  return {
    rowsRead: 0,
    rowsWritten: 0,
    rowsRepeated: 0,
    rowsSuperseded: 0,
    rowsUnchanged: 0,
    rowsMerged: 0,
    rowsRejected: 0,
    eventsCreated: 0,
    eventsCorrected: 0,
    eventsRetracted: 0,
    mentionsWritten: 0,
    rejectedRows: new Map(),
    warnings: new Map(),
  }
}

/** The counts of rows that together are `rowsRead`: an import does exactly one of these with each row. */
const PARTS_OF_ROWS_READ = [
  'rowsWritten',
  'rowsMerged',
  'rowsUnchanged',
  'rowsRepeated',
  'rowsSuperseded',
  'rowsRejected',
] as const

/**
 * Checks that every row that was read is in one count.
 * @throws {Error} if the counts do not add up, which is a fault of the importer
 */
export function assertRowsAddUp(counts: ImportCounts): void {
  const sum = PARTS_OF_ROWS_READ.reduce((total, name) => total + counts[name], 0)
  if (sum === counts.rowsRead) return
  const parts = PARTS_OF_ROWS_READ.map((name) => `${name} ${counts[name]}`).join(', ')
  throw new Error(
    `The import has read ${counts.rowsRead} rows but accounted for ${sum} (${parts}). This is a fault of the importer; please report it with the file.`,
  )
}

/** Adds the counts of some rows. */
export function addCounts(counts: ImportCounts, added: Partial<Omit<ImportCounts, 'rejectedRows' | 'warnings'>>): void {
  for (const [name, value] of Object.entries(added) as [keyof typeof added, number][]) counts[name] += value
}

/** Adds to a count. */
export function increment(counts: Map<string, number>, key: string, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by)
}

/** Counts a rejected row by its rule, without the value received, so that rows with the same error count together. */
export function countRejectedRow(counts: ImportCounts, { reason }: RejectedRow): void {
  counts.rowsRejected++
  increment(counts.rejectedRows, reason.replace(/; got .*$/s, ''))
}

/**
 * Stores the dataset of an importer and the labels of its codes; what is stored of them follows the importer.
 * @returns the UUID of the dataset
 * @throws {UnreadableFileError} if the stored dataset has another method, on which the evidence of its events depends
 */
export async function storeDataset(db: Database, { dataset: declaration, labels }: Importer): Promise<string> {
  const { name, method, ...described } = declaration
  await insertNewRows(db, datasets, [{ id: deriveUuid(0, 'dataset', name), ...declaration }])
  const [stored] = await db.select().from(datasets).where(eq(datasets.name, name))
  if (stored === undefined) throw new Error(`The dataset ${name} was not stored.`)
  if (stored.method !== method) {
    throw new UnreadableFileError(
      `The dataset ${name} is stored with the method ${stored.method}, but the import declares ` +
        `${method}. Import into a dataset of another name, or declare ${stored.method}. No row was stored.`,
    )
  }
  const { title, licence, citation, homepage } = stored
  if (!isDeepStrictEqual({ title, licence, citation, homepage }, described))
    await db.update(datasets).set(described).where(eq(datasets.id, stored.id))
  const [labelled, texts] = [[...labels.codes.keys()], [...labels.codes.values()]]
  await db.execute(sql`insert into ${codes} as stored (scheme, code, label)
    select ${labels.scheme}, * from unnest(${sql.param(labelled)}::text[], ${sql.param(texts)}::text[])
    on conflict (scheme, code) do update set label = excluded.label where stored.label <> excluded.label`)
  return stored.id
}

export interface CommandPosition {
  /** The digest of the command and its files: equal for equal commands. */
  command: string
  /** The position of the file among the files of the command, from 0. */
  position: number
}

/**
 * Finds where to continue an interrupted command. Only the latest command continues. An earlier one starts again at its
 * first file, because the commands after it may have stored other data since.
 * @param db a connection that no other import uses
 * @returns the position of the first file that is not done (0 if the command was not interrupted), and the SHA-256 of
 *   each file that is done, by position
 */
export async function findResumePoint(
  db: Database,
  command: string,
  fileCount: number,
): Promise<{ position: number; done: Map<number, string> }> {
  const entries = await db
    .select({ command: imports.command, position: imports.position, state: imports.state, sha256: imports.sha256 })
    .from(imports)
    .orderBy(desc(imports.startedAt), desc(imports.id))
    .limit(fileCount)
  const done = new Map<number, string>()
  const [last] = entries
  if (last?.command !== command || last.position === null) return { position: 0, done }
  const position = last.state === 'DONE' ? last.position + 1 : last.position
  if (position >= fileCount) return { position: 0, done }
  for (const entry of entries) {
    if (entry.command === command && entry.position !== null && entry.state === 'DONE' && !done.has(entry.position)) {
      done.set(entry.position, entry.sha256)
    }
  }
  return { position, done }
}

/**
 * Marks imports that are still RUNNING as INTERRUPTED. The caller holds the import lock, so that they belong to processes
 * that died.
 */
export async function markInterrupted(db: Database): Promise<void> {
  await db
    .update(imports)
    .set({ state: 'INTERRUPTED', finishedAt: sql`now()` })
    .where(eq(imports.state, 'RUNNING'))
}

/**
 * Adds an import to the import log.
 * @param format such as `gdelt-2-events`
 * @returns the UUID of the entry
 */
export async function beginImport(
  db: Database,
  datasetId: string,
  format: string,
  { name: file, sha256, byteCount }: Pick<Input, 'name' | 'sha256' | 'byteCount'>,
  { commandPosition, release }: { commandPosition?: CommandPosition; release?: string } = {},
): Promise<string> {
  const id = newUuid()
  const state = 'RUNNING' as const
  const entry = { id, datasetId, format, file, sha256, byteCount, state, release: release ?? null, ...commandPosition }
  await db.insert(imports).values({ ...entry, startedAt: sql`now()` })
  return id
}

function toReasonCounts(counts: Map<string, number>): ReasonCount[] {
  return [...counts].map(([reason, count]) => ({ reason, count })).toSorted((a, b) => b.count - a.count)
}

/**
 * Updates the counts of an import in the import log.
 * @param db the transaction of a batch, so that the import log never counts rows that are not stored
 * @param end the final state, at the end of the import
 */
export async function recordProgress(
  db: Database,
  importId: string,
  { rejectedRows, warnings, ...counts }: ImportCounts,
  end: { state?: 'DONE' | 'FAILED' | 'INTERRUPTED'; error?: string } = {},
): Promise<void> {
  await db
    .update(imports)
    .set({
      ...counts,
      rejectedRows: toReasonCounts(rejectedRows),
      warnings: toReasonCounts(warnings),
      ...end,
      ...(end.state && { finishedAt: sql`now()` }),
    })
    .where(eq(imports.id, importId))
}
