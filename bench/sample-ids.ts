import { sql } from 'drizzle-orm'
import type { Database } from '../database/database.ts'
import { readRow } from '../database/sql/rows.ts'
import { toId, type Concept } from '../database/values/ids.ts'
import { scopeOf } from '../schema/list/order.ts'
import { writeCursor } from '../schema/relay/cursor.ts'
import type { SampleIds } from './queries.ts'

/**
 * Finds the ids that the queries use, in a filled database.
 * @param cursorKey the key with which the service signs cursors
 */
export async function findSampleIds(db: Database, cursorKey: string): Promise<SampleIds> {
  /** The id at a rank in the order of the number of rows that have it; 0 is the most frequent one. */
  const ranked = async (concept: Concept, table: string, column: string, rank: number): Promise<string> => {
    const { id } = await readRow<{ id: string }>(
      db,
      sql`select ${sql.identifier(column)} as id from ${sql.identifier(table)} where ${sql.identifier(column)} is not null
        group by 1 order by count(*) desc, 1 offset ${rank} limit 1`,
    )
    return toId(concept, id)
  }
  const { actors, countries, publishers } = await readRow<Record<'actors' | 'countries' | 'publishers', number>>(
    db,
    sql`select (select count(distinct actor_id)::int from participations) as actors,
      (select count(distinct country_id)::int from event_countries) as countries, (select count(distinct publisher_id)::int from mentions) as publishers`,
  )
  const located = await readRow<{ id: string; latitude: number; longitude: number }>(
    db,
    sql`select id, latitude, longitude from events where latitude is not null order by occurred_sort desc, id desc offset 1000 limit 1`,
  )
  const middle = await readRow<{ sort: string; id: string }>(
    db,
    sql`select occurred_sort::text as sort, id::text as id from events order by occurred_sort desc, id desc offset (select count(*) / 2 from events) limit 1`,
  )
  return {
    busyActor: await ranked('actor', 'participations', 'actor_id', 0),
    middleActor: await ranked('actor', 'participations', 'actor_id', 100),
    rareActor: await ranked('actor', 'participations', 'actor_id', Math.floor(actors / 2)),
    busyCountry: await ranked('place', 'event_countries', 'country_id', 0),
    rareCountry: await ranked('place', 'event_countries', 'country_id', countries - 5),
    division: await ranked('place', 'place_ancestors', 'ancestor_id', 250),
    busyPublisher: await ranked('publisher', 'mentions', 'publisher_id', 0),
    rarePublisher: await ranked('publisher', 'mentions', 'publisher_id', publishers - 50),
    storyline: await ranked('storyline', 'event_storylines', 'storyline_id', 10),
    office: await ranked('office', 'participations', 'office_id', 5),
    event: toId('event', located.id),
    latitude: located.latitude,
    longitude: located.longitude,
    halfway: writeCursor(cursorKey, JSON.stringify(['events', scopeOf({ where: {} })]), [middle.sort, middle.id]),
  }
}
