import { sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { eventCountries } from '../../database/tables/event-country.ts'
import { eventLocations } from '../../database/tables/event-location.ts'
import { events } from '../../database/tables/event.ts'
import { placeAncestors, places } from '../../database/tables/place.ts'
import { inScope, type EventScope } from './scope.ts'

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
