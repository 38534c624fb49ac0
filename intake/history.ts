import { sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../schema/tables/database.ts'
import { revisions } from '../schema/tables/revision.ts'
import { insertRows } from './insert.ts'

/** One more entry of an event's history. */
export type RevisionDraft = Omit<typeof revisions.$inferInsert, 'position' | 'at'>

/** Whoever holds it writes the history; the others wait until that is committed. */
const HISTORY_LOCK = 7_203_654_903

/** The channel of the bell that rings when the history has grown. It carries nothing: whoever hears it reads the history. */
export const BELL = 'dateline_changes'

/**
 * Enters what was done to events into the history, in an order that is the order of commits: whoever has read up to a
 * position has missed nothing before it. Other writers wait from here until the transaction ends, so this comes last.
 * @param tx a transaction
 * @param drafts what was done
 * @param insert how the rows are stored
 */
export const enterHistory = async (
  tx: Database,
  drafts: readonly RevisionDraft[],
  insert: (table: PgTable, rows: readonly object[]) => Promise<void> = (table, rows) =>
    insertRows(tx, table, rows as never),
): Promise<void> => {
  if (drafts.length === 0) return
  await tx.execute(sql`select pg_advisory_xact_lock(${HISTORY_LOCK}::bigint)`)
  const { rows } = (await tx.execute(
    sql`select coalesce(max(position), 0)::float8 as last from ${revisions}`,
  )) as unknown as { rows: [{ last: number }] }
  const { last } = rows[0]
  await insert(
    revisions,
    drafts.map((draft, n) => ({ ...draft, position: last + n + 1 })),
  )
  await tx.execute(sql`select pg_notify(${BELL}, '')`)
}
