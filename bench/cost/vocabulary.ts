import { sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { readRows } from '../../database/sql/rows.ts'
import { toId, type Concept } from '../../database/values/ids.ts'

/** The values that generated queries use, each list with the most frequent values first. */
export interface Vocabulary {
  actors: string[]
  places: string[]
  countries: string[]
  divisions: string[]
  publishers: string[]
  storylines: string[]
  offices: string[]
  articles: string[]
  events: string[]
  datasets: string[]
  /** Words of titles. */
  words: string[]
  /** Words of names of actors. */
  names: string[]
  /** The points of places. */
  points: { latitude: number; longitude: number }[]
  /** The days on which events took place. */
  days: string[]
}

const MAX_VALUES = 300

/** Reads the values for queries from a sample of a generated database. The same database gives the same values. */
export async function readVocabulary(db: Database): Promise<Vocabulary> {
  const valuesOf = async (statement: string): Promise<string[]> => {
    const rows = await readRows<{ value: string }>(
      db,
      sql.raw(
        `select value from (${statement}) v(value) where value is not null group by 1 order by count(*) desc, 1 limit ${MAX_VALUES}`,
      ),
    )
    return rows.map(({ value }) => value)
  }
  const sampled = (column: string, table: string) =>
    `select ${column}::text from ${table} tablesample bernoulli (5) repeatable (1)`
  const idsOf = async (concept: Concept, statement: string) =>
    (await valuesOf(statement)).map((uuid) => toId(concept, uuid))
  return {
    actors: await idsOf('actor', sampled('actor_id', 'participations')),
    places: await idsOf('place', sampled('place_id', 'events')),
    countries: await idsOf('place', sampled('country_id', 'event_countries')),
    divisions: await idsOf('place', `select id::text from places where kind = 'ADM1'`),
    publishers: await idsOf('publisher', sampled('publisher_id', 'mentions')),
    storylines: await idsOf('storyline', sampled('storyline_id', 'event_storylines')),
    offices: await idsOf('office', sampled('office_id', 'participations')),
    articles: await idsOf('article', sampled('article_id', 'mentions')),
    events: await idsOf('event', sampled('id', 'events')),
    datasets: await valuesOf('select name from datasets'),
    words: await valuesOf(
      `select regexp_split_to_table(lower(title), ' ') from events tablesample bernoulli (5) repeatable (1)`,
    ),
    names: await valuesOf(
      `select regexp_split_to_table(name, ' ') from actors tablesample bernoulli (50) repeatable (1)`,
    ),
    points: await readRows(
      db,
      sql`select latitude, longitude from places where latitude is not null order by id limit ${MAX_VALUES}`,
    ),
    days: await valuesOf(
      `select to_char(earliest at time zone 'UTC', 'YYYY-MM-DD') from events tablesample bernoulli (5) repeatable (1)`,
    ),
  }
}
