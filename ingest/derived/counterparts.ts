import { sql, type SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { readRows } from '../../database/sql/rows.ts'
import { events } from '../../database/tables/event.ts'
import { participations } from '../../database/tables/participation.ts'
import { ALL, counterparts } from '../../database/tables/rollups.ts'
import { isDefault } from './counts/event-counts.ts'
import { inScope, type EventScope } from './scope.ts'

/** A pair of actors that took part in the same events of a kind. */
interface Counterpart {
  actor: string
  kind: string
  counterpart: string
}

/**
 * Selects the pairs of actors of the events that took place, in both directions, once for the kind of the event and
 * once for all kinds.
 */
function selectPairs(condition: SQL): SQL {
  return sql`
  select actor.actor_id, k.kind, other.actor_id as counterpart_id, count(*)::int as event_count, max(e.occurred_sort) as last_occurred
  from ${events} e
  cross join lateral (select distinct actor_id from ${participations} where event_id = e.id) actor
  cross join lateral (select distinct actor_id from ${participations} where event_id = e.id and actor_id <> actor.actor_id) other
  cross join lateral (values (${ALL}), (e.kind)) k(kind)
  where ${isDefault} and ${condition}
  group by 1, 2, 3`
}

/**
 * Adds events to the counterparts of their actors.
 * @param target the table `counterparts` or a copy of it
 */
export async function addCounterparts(db: Database, scope: EventScope, target: PgTable = counterparts): Promise<void> {
  await db.execute(sql`insert into ${target} as stored (actor_id, kind, counterpart_id, event_count, last_occurred)
    ${selectPairs(inScope(scope, sql`e.id`))} order by 1, 3, 2
    on conflict (actor_id, counterpart_id, kind) do update set event_count = stored.event_count + excluded.event_count,
      last_occurred = greatest(stored.last_occurred, excluded.last_occurred)`)
}

/**
 * Subtracts events from the counterparts of their actors.
 * @param scope UUIDs of events, in their current state
 * @returns the changed pairs. Their last date may be wrong now; `dateCounterparts` recomputes it.
 */
export async function removeCounterparts(db: Database, scope: readonly string[]): Promise<Counterpart[]> {
  return readRows<Counterpart>(
    db,
    sql`insert into ${counterparts} as stored (actor_id, kind, counterpart_id, event_count, last_occurred)
    select actor_id, kind, counterpart_id, -event_count, last_occurred from (${selectPairs(inScope(scope, sql`e.id`))}) removed order by 1, 3, 2
    on conflict (actor_id, counterpart_id, kind) do update set event_count = stored.event_count + excluded.event_count
    returning stored.actor_id as actor, stored.kind, stored.counterpart_id as counterpart`,
  )
}

/** Recomputes the last date of pairs of actors. Call it after the changed events were added again. */
export async function dateCounterparts(db: Database, pairs: readonly Counterpart[]): Promise<void> {
  const [actorIds, kinds, counterpartIds] = [
    pairs.map(({ actor }) => actor),
    pairs.map(({ kind }) => kind),
    pairs.map(({ counterpart }) => counterpart),
  ]
  if (pairs.length === 0) return
  await db.execute(sql`update ${counterparts} stored set last_occurred = latest.last_occurred
    from unnest(${sql.param(actorIds)}::uuid[], ${sql.param(kinds)}::text[], ${sql.param(counterpartIds)}::uuid[]) as t(actor_id, kind, counterpart_id)
    cross join lateral (
      select coalesce(max(e.occurred_sort), '-infinity') as last_occurred
      from ${participations} actor
      join ${participations} other on other.event_id = actor.event_id and other.actor_id = t.counterpart_id
      join ${events} e on e.id = actor.event_id
      where actor.actor_id = t.actor_id and (t.kind = ${ALL} or e.kind = t.kind)
        and ${isDefault}
    ) latest
    where stored.actor_id = t.actor_id and stored.kind = t.kind and stored.counterpart_id = t.counterpart_id`)
}
