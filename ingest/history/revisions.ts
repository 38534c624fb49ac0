import { sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { insertRows } from '../../database/sql/insert.ts'
import { readRow } from '../../database/sql/rows.ts'
import { takeWriteLock } from '../../database/sql/write-lock.ts'
import { events } from '../../database/tables/event.ts'
import { revisions } from '../../database/tables/revision.ts'

/** A revision without its position in the history and its time. */
export type RevisionDraft = Omit<typeof revisions.$inferInsert, 'position' | 'at'>

/** The NOTIFY channel of new revisions. Its payload is empty: a listener reads the history. */
export const CHANGES_CHANNEL = 'dateline_changes'

/**
 * Appends revisions to the history. Positions and times increase in the order of commits: a client that has read up to
 * a position has missed no earlier revision. Call it last in a transaction, so that the recorded time is close to the
 * commit.
 * @param tx a transaction
 * @param insert inserts large numbers of rows, for bulk loads. The events then keep the start of the transaction as
 *   their times instead of the time of the revisions.
 */
export async function appendRevisions(
  tx: Database,
  drafts: readonly RevisionDraft[],
  insert?: (table: PgTable, rows: readonly object[]) => Promise<void>,
): Promise<void> {
  if (drafts.length === 0) return
  await takeWriteLock(tx)
  const { last, at } = await readRow<{ last: number; at: string }>(
    tx,
    sql`select coalesce(max(position), 0)::float8 as last, greatest(max(at), date_trunc('milliseconds', clock_timestamp()))::text as at
    from (select position, at from ${revisions} order by position desc limit 1) latest`,
  )
  const rows = drafts.map((draft, n) => ({ ...draft, position: last + n + 1, at }))
  await (insert ? insert(revisions, rows) : insertRows(tx, revisions, rows))
  // The times of an event must equal the times of its first and last revision.
  if (insert === undefined) {
    await tx.execute(sql`update ${events} set updated_at = ${at}, created_at = case when version = 1 then ${at} else created_at end
      where id = any(${sql.param(drafts.map(({ eventId }) => eventId))}::uuid[])`)
  }
  await tx.execute(sql`select pg_notify(${CHANGES_CHANNEL}, '')`)
}
