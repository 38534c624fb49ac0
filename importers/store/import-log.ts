import { desc, eq, sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { insertNewRows } from '../../database/sql/insert.ts'
import { codes } from '../../database/tables/code.ts'
import { datasets } from '../../database/tables/dataset.ts'
import { IMPORTED_METHODS } from '../../database/tables/enums.ts'
import { imports, type ImportRow, type ReasonCount } from '../../database/tables/import.ts'
import { deriveUuid, newUuid } from '../../database/values/ids.ts'
import type { Importer, RejectedRow } from '../feed/importer.ts'
import type { Input } from '../read/input.ts'

export type ImportCounts = Pick<
  ImportRow,
  | 'rowsRead'
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

/** Adds one to a count. */
export function increment(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

/** Counts a rejected row by its rule, without the value received, so that rows with the same error count together. */
export function countRejectedRow(counts: ImportCounts, { reason }: RejectedRow): void {
  counts.rowsRejected++
  increment(counts.rejectedRows, reason.replace(/; got .*$/s, ''))
}

/**
 * Stores the dataset of an importer and the labels of its codes.
 * @returns the UUID of the dataset
 */
export async function storeDataset(db: Database, { dataset: declaration, labels }: Importer): Promise<string> {
  const { scheme, codes: labelsByCode } = labels
  await insertNewRows(
    db,
    codes,
    [...labelsByCode].map(([code, label]) => ({ scheme, code, label })),
  )
  await insertNewRows(db, datasets, [
    { id: deriveUuid(0, 'dataset', declaration.name), ...declaration, method: IMPORTED_METHODS[declaration.name] },
  ])
  const [stored] = await db.select({ id: datasets.id }).from(datasets).where(eq(datasets.name, declaration.name))
  if (stored === undefined) throw new Error(`The dataset ${declaration.name} was not stored.`)
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
 * Adds an import to the import log. The caller holds the import lock, so an entry that is still RUNNING belongs to a
 * process that died; it becomes INTERRUPTED.
 * @returns the UUID of the entry
 */
export async function beginImport(
  db: Database,
  datasetId: string,
  importer: Importer,
  input: Input,
  commandPosition?: CommandPosition,
): Promise<string> {
  await db
    .update(imports)
    .set({ state: 'INTERRUPTED', finishedAt: sql`now()` })
    .where(eq(imports.state, 'RUNNING'))
  const id = newUuid()
  const { name: file, sha256, byteCount } = input
  await db.insert(imports).values({
    id,
    datasetId,
    format: importer.format,
    file,
    sha256,
    byteCount,
    state: 'RUNNING',
    ...commandPosition,
    startedAt: sql`now()`,
  })
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
