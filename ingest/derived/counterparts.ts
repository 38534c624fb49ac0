import { sql, type SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { readRows } from '../../database/sql/rows.ts'
import { events } from '../../database/tables/event.ts'
import { participations } from '../../database/tables/participation.ts'
import { ALL, counterparts } from '../../database/tables/rollups.ts'
import { isDefault } from './event-counts.ts'
import { inScope, type EventScope } from './scope.ts'

/** Two actors and what brought them together. */
interface Counterpart {
  actor: string
  kind: string
  counterpart: string
}

/** Every two actors of every event that took place, in both directions, once for its kind and once for any. */
function meetings(of: SQL): SQL {
  return sql`
  select one.actor_id, k.kind, other.actor_id as counterpart_id, count(*)::int as event_count, max(e.occurred_sort) as last_occurred
  from ${events} e
  cross join lateral (select distinct actor_id from ${participations} where event_id = e.id) one
  cross join lateral (select distinct actor_id from ${participations} where event_id = e.id and actor_id <> one.actor_id) other
  cross join lateral (values (${ALL}), (e.kind)) k(kind)
  where ${isDefault} and ${of}
  group by 1, 2, 3`
}

/**
 * Adds the contacts that events are.
 * @param db a transaction
 * @param scope which events
 * @param target the table of contacts, or one that is made like it
 */
export async function addCounterparts(db: Database, scope: EventScope, target: PgTable = counterparts): Promise<void> {
  await db.execute(sql`insert into ${target} as stored (actor_id, kind, counterpart_id, event_count, last_occurred)
    ${meetings(inScope(scope, sql`e.id`))} order by 1, 3, 2
    on conflict (actor_id, counterpart_id, kind) do update set event_count = stored.event_count + excluded.event_count,
      last_occurred = greatest(stored.last_occurred, excluded.last_occurred)`)
}

/**
 * Takes out the contacts that events are.
 * @param db a transaction
 * @param scope which events, as they are stored now
 * @returns the contacts that are left and may have been the last one with these: see `dateContacts`
 */
export async function removeCounterparts(db: Database, scope: readonly string[]): Promise<Counterpart[]> {
  const rows = await readRows<Counterpart>(
    db,
    sql`insert into ${counterparts} as stored (actor_id, kind, counterpart_id, event_count, last_occurred)
    select actor_id, kind, counterpart_id, -event_count, last_occurred from (${meetings(inScope(scope, sql`e.id`))}) gone order by 1, 3, 2
    on conflict (actor_id, counterpart_id, kind) do update set event_count = stored.event_count + excluded.event_count
    returning stored.actor_id as actor, stored.kind, stored.counterpart_id as counterpart`,
  )
  return rows
}

/**
 * Finds out again when contacts last took place.
 * @param db a transaction in which all that was to be taken out or added is
 */
export async function dateCounterparts(db: Database, touched: readonly Counterpart[]): Promise<void> {
  const [actorIds, kinds, counterpartIds] = [
    touched.map(({ actor }) => actor),
    touched.map(({ kind }) => kind),
    touched.map(({ counterpart }) => counterpart),
  ]
  if (touched.length === 0) return
  await db.execute(sql`update ${counterparts} stored set last_occurred = found.last_occurred
    from unnest(${sql.param(actorIds)}::uuid[], ${sql.param(kinds)}::text[], ${sql.param(counterpartIds)}::uuid[]) as t(actor_id, kind, counterpart_id)
    cross join lateral (
      select coalesce(max(e.occurred_sort), '-infinity') as last_occurred
      from ${participations} one
      join ${participations} other on other.event_id = one.event_id and other.actor_id = t.counterpart_id
      join ${events} e on e.id = one.event_id
      where one.actor_id = t.actor_id and (t.kind = ${ALL} or e.kind = t.kind)
        and ${isDefault}
    ) found
    where stored.actor_id = t.actor_id and stored.kind = t.kind and stored.counterpart_id = t.counterpart_id`)
}
