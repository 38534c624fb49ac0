import { sql, type SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { events } from '../../database/tables/event.ts'
import { participations } from '../../database/tables/participation.ts'
import { ANY, contacts } from '../../database/tables/rollups.ts'
import { isDefault } from './event-counts.ts'
import { isIn, type Scope } from './scope.ts'

/** Two actors and what brought them together. */
interface Contact {
  actor: string
  kind: string
  counterpart: string
}

/** Every two actors of every event that took place, in both directions, once for its kind and once for any. */
const meetings = (of: SQL): SQL => sql`
  select one.actor_id, k.kind, other.actor_id as counterpart_id, count(*)::int as event_count, max(e.occurred_sort) as last_occurred
  from ${events} e
  cross join lateral (select distinct actor_id from ${participations} where event_id = e.id) one
  cross join lateral (select distinct actor_id from ${participations} where event_id = e.id and actor_id <> one.actor_id) other
  cross join lateral (values (${ANY}), (e.kind)) k(kind)
  where ${isDefault} and ${of}
  group by 1, 2, 3`

/**
 * Adds the contacts that events are.
 * @param db a transaction
 * @param scope which events
 * @param target the table of contacts, or one that is made like it
 */
export const addContacts = async (db: Database, scope: Scope, target: PgTable = contacts): Promise<void> => {
  await db.execute(sql`insert into ${target} as stored (actor_id, kind, counterpart_id, event_count, last_occurred)
    ${meetings(isIn(scope, sql`e.id`))} order by 1, 3, 2
    on conflict (actor_id, counterpart_id, kind) do update set event_count = stored.event_count + excluded.event_count,
      last_occurred = greatest(stored.last_occurred, excluded.last_occurred)`)
}

/**
 * Takes out the contacts that events are.
 * @param db a transaction
 * @param scope which events, as they are stored now
 * @returns the contacts that are left and may have been the last one with these: see `dateContacts`
 */
export const removeContacts = async (db: Database, scope: readonly string[]): Promise<Contact[]> => {
  const { rows } =
    (await db.execute(sql`insert into ${contacts} as stored (actor_id, kind, counterpart_id, event_count, last_occurred)
    select actor_id, kind, counterpart_id, -event_count, last_occurred from (${meetings(isIn(scope, sql`e.id`))}) gone order by 1, 3, 2
    on conflict (actor_id, counterpart_id, kind) do update set event_count = stored.event_count + excluded.event_count
    returning stored.actor_id as actor, stored.kind, stored.counterpart_id as counterpart`)) as unknown as {
      rows: Contact[]
    }
  return rows
}

/**
 * Finds out again when contacts last took place.
 * @param db a transaction in which all that was to be taken out or added is
 */
export const dateContacts = async (db: Database, touched: readonly Contact[]): Promise<void> => {
  const [actors, kinds, counterparts] = [
    touched.map(({ actor }) => actor),
    touched.map(({ kind }) => kind),
    touched.map(({ counterpart }) => counterpart),
  ]
  if (touched.length === 0) return
  await db.execute(sql`update ${contacts} stored set last_occurred = found.last_occurred
    from unnest(${sql.param(actors)}::uuid[], ${sql.param(kinds)}::text[], ${sql.param(counterparts)}::uuid[]) as t(actor_id, kind, counterpart_id)
    cross join lateral (
      select coalesce(max(e.occurred_sort), '-infinity') as last_occurred
      from ${participations} one
      join ${participations} other on other.event_id = one.event_id and other.actor_id = t.counterpart_id
      join ${events} e on e.id = one.event_id
      where one.actor_id = t.actor_id and (t.kind = ${ANY} or e.kind = t.kind)
        and ${isDefault}
    ) found
    where stored.actor_id = t.actor_id and stored.kind = t.kind and stored.counterpart_id = t.counterpart_id`)
}
