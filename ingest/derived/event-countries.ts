import { sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { eventCountries } from '../../database/tables/event-country.ts'
import { events } from '../../database/tables/event.ts'
import { placeAncestors, places } from '../../database/tables/place.ts'
import { inScope, type EventScope } from './scope.ts'

/**
 * Inserts the countries of events. The events must not have rows in the target yet.
 * @param target the table `event_countries` or a copy of it
 */
export async function insertEventCountries(
  db: Database,
  scope: EventScope,
  target: PgTable = eventCountries,
): Promise<void> {
  await db.execute(sql`insert into ${target} (event_id, country_id, occurred_sort)
    select e.id, a.ancestor_id, e.occurred_sort
    from ${events} e
    join ${placeAncestors} a on a.place_id = e.place_id
    join ${places} c on c.id = a.ancestor_id and c.kind = 'COUNTRY'
    where ${inScope(scope, sql`e.id`)}`)
}
