import { sql, type SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { eventCodings } from '../../database/tables/coding.ts'
import { eventCountries } from '../../database/tables/event-country.ts'
import { eventLocations } from '../../database/tables/event-location.ts'
import { events } from '../../database/tables/event.ts'
import { placeAncestors, places } from '../../database/tables/place.ts'
import { inScope, type EventScope } from './scope.ts'

const LOCATION = sql.raw('place_id, location_precision, latitude, longitude, radius_km, location_text')

/** The order of locations after the first: the one that most rows state, then by the id of the place. */
const RANK = sql.raw(
  'row_count desc, place_id nulls last, location_precision, latitude, longitude, radius_km, location_text collate "C"',
)

/**
 * Inserts the locations of events that have several, or one that several rows state: the location in `events`, those of
 * the events merged into it, and those of the rows of feeds. The events must not have rows in the target yet.
 * @param target the table `event_locations` or a copy of it
 */
export async function insertEventLocations(
  db: Database,
  scope: EventScope,
  target: PgTable = eventLocations,
): Promise<void> {
  await db.execute(sql`insert into ${target} (event_id, ordinal, ${LOCATION}, row_count)
    with recursive merged(event_id, id, ${LOCATION}) as (
      select e.id, m.* from ${events} e cross join lateral (${mergedInto(sql`e.id`)}) m where ${inScope(scope, sql`e.id`)}
      union all select merged.event_id, m.* from merged cross join lateral (${mergedInto(sql`merged.id`)}) m
    ), stated as (
      select event_id, ${LOCATION}, coalesce(nullif(count(*) filter (where is_coded), 0), count(*))::int as row_count, bool_or(is_own) as is_own
      from (
        select e.id as event_id, ${LOCATION}, false as is_coded, true as is_own from ${events} e where ${inScope(scope, sql`e.id`)}
        union all select event_id, ${LOCATION}, false, false from merged
        union all select c.event_id, ${LOCATION}, true, false from ${eventCodings} c where ${inScope(scope, sql`c.event_id`)}
      ) statement
      where location_precision is not null
      group by event_id, ${LOCATION}
    ), ranked as (
      select *, row_number() over (partition by event_id order by is_own desc, ${RANK}) - 1 as ordinal,
        count(*) over (partition by event_id) as location_count
      from stated
    )
    select event_id, ordinal, ${LOCATION}, row_count from ranked
    where not (is_own and location_count = 1 and row_count = 1)`)
}

/**
 * Selects the events merged into an event. `offset 0` keeps this a look-up by index for each event: while tables are
 * loaded, PostgreSQL expects too few events to choose one.
 */
function mergedInto(id: SQL): SQL {
  return sql`select m.id, ${LOCATION} from ${events} m where m.merged_into_id = ${id} offset 0`
}

/**
 * Inserts the countries of events, of all their locations: see `insertEventLocations`. The events must not have rows in the target yet.
 * @param target the table `event_countries` or a copy of it
 */
export async function insertEventCountries(
  db: Database,
  scope: EventScope,
  target: PgTable = eventCountries,
): Promise<void> {
  await db.execute(sql`insert into ${target} (event_id, country_id, occurred_sort)
    select distinct e.id, a.ancestor_id, e.occurred_sort
    from ${events} e
    cross join lateral (
      select e.place_id union select l.place_id from ${eventLocations} l where l.event_id = e.id
    ) located
    join ${placeAncestors} a on a.place_id = located.place_id
    join ${places} c on c.id = a.ancestor_id and c.kind = 'COUNTRY'
    where ${inScope(scope, sql`e.id`)}`)
}
