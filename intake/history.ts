import { sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { actors } from '../schema/tables/actor.ts'
import { claimAttributions } from '../schema/tables/claim.ts'
import type { Database } from '../schema/tables/database.ts'
import { events } from '../schema/tables/event.ts'
import { participations } from '../schema/tables/participation.ts'
import { places } from '../schema/tables/place.ts'
import { eventRelations } from '../schema/tables/relation.ts'
import { revisions } from '../schema/tables/revision.ts'
import { holdHistory } from './history-lock.ts'
import { insertRows } from './insert.ts'
import { Overtaken } from './transact.ts'

/** One more entry of an event's history. */
export type RevisionDraft = Omit<typeof revisions.$inferInsert, 'position' | 'at'>

/** The channel of the bell that rings when the history has grown. It carries nothing: whoever hears it reads the history. */
export const BELL = 'dateline_changes'

/**
 * Enters what was done to events into the history, in an order that is the order of commits: whoever has read up to a
 * position has missed nothing before it, and what is done later is never dated earlier. This comes last, so that little
 * time lies between the moment that is entered and the commit.
 * @param tx a transaction
 * @param drafts what was done
 * @param insert how very many rows are stored; their events then stay dated by when the transaction began
 * @throws {Overtaken} where what the events speak of was merged meanwhile: the transaction is to be begun anew
 */
export const enterHistory = async (
  tx: Database,
  drafts: readonly RevisionDraft[],
  insert?: (table: PgTable, rows: readonly object[]) => Promise<void>,
): Promise<void> => {
  if (drafts.length === 0) return
  await holdHistory(tx)
  const { rows: ends } =
    (await tx.execute(sql`select coalesce(max(position), 0)::float8 as last, greatest(max(at), date_trunc('milliseconds', clock_timestamp()))::text as at
    from (select position, at from ${revisions} order by position desc limit 1) latest`)) as unknown as {
      rows: [{ last: number; at: string }]
    }
  const { last, at } = ends[0]
  const rows = drafts.map((draft, n) => ({ ...draft, position: last + n + 1, at }))
  await (insert ? insert(revisions, rows) : insertRows(tx, revisions, rows))
  await refuseOvertaken(tx, drafts)
  // What an event says of its own making and last change is what its history says.
  if (insert === undefined) {
    await tx.execute(sql`update ${events} set updated_at = ${at}, created_at = case when version = 1 then ${at} else created_at end
      where id = any(${sql.param(drafts.map(({ eventId }) => eventId))}::uuid[])`)
  }
  await tx.execute(sql`select pg_notify(${BELL}, '')`)
}

/**
 * Whoever merges waits for those who speak of what is merged, or they for him: then it stands there no more. From here on
 * nobody else commits.
 */
const refuseOvertaken = async (tx: Database, drafts: readonly RevisionDraft[]): Promise<void> => {
  const ids = sql.param(drafts.map(({ eventId }) => eventId))
  const idsWhere = (isMerged: boolean) =>
    sql.param(drafts.flatMap(({ eventId, kind }) => ((kind === 'MERGED') === isMerged ? [eventId] : [])))
  const { rows } = (await tx.execute(sql`select 1 from ${participations} p join ${actors} a on a.id = p.actor_id
      where p.event_id = any(${ids}::uuid[]) and a.merged_into_id is not null
    union all select 1 from ${claimAttributions} c join ${actors} a on a.id = c.agent_id
      where c.event_id = any(${ids}::uuid[]) and a.merged_into_id is not null
    union all select 1 from ${events} e join ${places} p on p.id = e.place_id
      where e.id = any(${ids}::uuid[]) and p.merged_into_id is not null
    union all select 1 from ${eventRelations} r join ${events} e on e.id = r.target_id
      where r.event_id = any(${ids}::uuid[]) and e.merged_into_id is not null
    union all select 1 from ${eventRelations} r where r.target_id = any(${idsWhere(true)}::uuid[])
    union all select 1 from ${events} e where e.id = any(${idsWhere(false)}::uuid[]) and e.merged_into_id is not null limit 1`)) as unknown as {
    rows: object[]
  }
  if (rows.length > 0) throw new Overtaken('What an event speaks of was merged meanwhile.')
}
