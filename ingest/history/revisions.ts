import { sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { insertRows } from '../../database/sql/insert.ts'
import { readRow } from '../../database/sql/rows.ts'
import { takeWriteLock } from '../../database/sql/write-lock.ts'
import { events } from '../../database/tables/event.ts'
import { revisions } from '../../database/tables/revision.ts'

/** One more entry of an event's history. */
export type RevisionDraft = Omit<typeof revisions.$inferInsert, 'position' | 'at'>

/** The channel of the bell that rings when the history has grown. It carries nothing: whoever hears it reads the history. */
export const CHANGES_CHANNEL = 'dateline_changes'

/**
 * Enters what was done to events into the history, in an order that is the order of commits: whoever has read up to a
 * position has missed nothing before it, and what is done later is never dated earlier. This comes last, so that little
 * time lies between the moment that is entered and the commit.
 * @param tx a transaction
 * @param drafts what was done
 * @param insert how very many rows are stored; their events then stay dated by when the transaction began
 */
export async function appendRevisions(
  tx: Database,
  drafts: readonly RevisionDraft[],
  insert?: (table: PgTable, rows: readonly object[]) => Promise<void>,
): Promise<void> {
  if (drafts.length === 0) return
  await takeWriteLock(tx)
  const latest = await readRow<{ last: number; at: string }>(
    tx,
    sql`select coalesce(max(position), 0)::float8 as last, greatest(max(at), date_trunc('milliseconds', clock_timestamp()))::text as at
    from (select position, at from ${revisions} order by position desc limit 1) latest`,
  )
  const { last, at } = latest
  const rows = drafts.map((draft, n) => ({ ...draft, position: last + n + 1, at }))
  await (insert ? insert(revisions, rows) : insertRows(tx, revisions, rows))
  // What an event says of its own making and last change is what its history says.
  if (insert === undefined) {
    await tx.execute(sql`update ${events} set updated_at = ${at}, created_at = case when version = 1 then ${at} else created_at end
      where id = any(${sql.param(drafts.map(({ eventId }) => eventId))}::uuid[])`)
  }
  await tx.execute(sql`select pg_notify(${CHANGES_CHANNEL}, '')`)
}
