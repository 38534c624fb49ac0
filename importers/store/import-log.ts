import { desc, eq, sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { insertNewRows } from '../../database/sql/insert.ts'
import { codes } from '../../database/tables/code.ts'
import { datasets } from '../../database/tables/dataset.ts'
import { imports, type ImportRow, type ReasonCount } from '../../database/tables/import.ts'
import { deriveUuid, newUuid } from '../../database/values/ids.ts'
import type { Importer } from '../feed/importer.ts'
import type { Input } from '../read/input.ts'

/** What an import has come to so far. */
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
> & { rejectedRows: Map<string, number>; warnings: Map<string, number> }

/** An import that has done nothing yet. */
export function noCounts(): ImportCounts {
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

/** Counts one more of a reason. */
export function count(reasons: Map<string, number>, reason: string, by = 1): void {
  reasons.set(reason, (reasons.get(reason) ?? 0) + by)
}

/**
 * Stores a dataset as an importer declares it, and what its codes mean.
 * @returns its UUID
 */
export async function storeDataset(db: Database, { dataset: declaration, labels }: Importer): Promise<string> {
  const { scheme, codes: meanings } = labels
  await insertNewRows(
    db,
    codes,
    [...meanings].map(([code, label]) => ({ scheme, code, label })),
  )
  await insertNewRows(db, datasets, [{ id: deriveUuid(0, 'dataset', declaration.name), ...declaration }])
  const [stored] = await db.select({ id: datasets.id }).from(datasets).where(eq(datasets.name, declaration.name))
  return stored!.id
}

/** Which file of which command an import is. */
export interface CommandPosition {
  /** The same for the same command with the same files. */
  command: string
  /** From 0. */
  position: number
}

/**
 * Where to go on with a command that was interrupted. Only the last command goes on: what came after another one may be
 * older than what is stored, and is imported again from its beginning.
 * @param db a connection that no other import uses
 * @param command see `CommandPart`
 * @param files how many it has
 * @returns the position of its first file that is not done, and the digests of those before; 0 where it was not interrupted
 */
export async function resumePoint(
  db: Database,
  command: string,
  files: number,
): Promise<{ position: number; done: Map<number, string> }> {
  const entries = await db
    .select({ command: imports.command, position: imports.position, state: imports.state, sha256: imports.sha256 })
    .from(imports)
    .orderBy(desc(imports.startedAt), desc(imports.id))
    .limit(files)
  const done = new Map<number, string>()
  const [last] = entries
  if (last?.command !== command || last.position === null) return { position: 0, done }
  const position = last.state === 'DONE' ? last.position + 1 : last.position
  if (position >= files) return { position: 0, done }
  for (const entry of entries) {
    if (entry.command === command && entry.position !== null && entry.state === 'DONE' && !done.has(entry.position)) {
      done.set(entry.position, entry.sha256)
    }
  }
  return { position, done }
}

/**
 * Enters the beginning of an import. Whoever holds the lock of imports knows that no other one runs.
 * @returns the UUID of the entry
 */
export async function beginImport(
  db: Database,
  datasetId: string,
  importer: Importer,
  input: Input,
  part?: CommandPosition,
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
    ...part,
    startedAt: sql`now()`,
  })
  return id
}

function inOrder(reasons: Map<string, number>): ReasonCount[] {
  return [...reasons]
    .map(([reason, times]) => ({ reason, count: times }))
    .toSorted((one, other) => other.count - one.count)
}

/**
 * Enters how far an import has come, or how it has ended.
 * @param db where a batch is stored, its transaction: so that the ledger never says more than is stored
 */
export async function recordProgress(
  db: Database,
  id: string,
  { rejectedRows, warnings, ...counts }: ImportCounts,
  end: { state?: 'DONE' | 'FAILED'; error?: string } = {},
): Promise<void> {
  await db
    .update(imports)
    .set({
      ...counts,
      rejectedRows: inOrder(rejectedRows),
      warnings: inOrder(warnings),
      ...end,
      ...(end.state && { finishedAt: sql`now()` }),
    })
    .where(eq(imports.id, id))
}
