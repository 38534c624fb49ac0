import type pg from 'pg'
import { QUERY_NAMES, type QueryName } from './queries/query-name.ts'

/** The values of one request, under the names of this benchmark; ids are UUIDs. Each server translates them. */
export interface Sample {
  id?: string
  kind?: string
  /** Such as 2023-05, with its first moment and that of the next month. */
  month?: string
  from?: string
  to?: string
  first?: number
  /** The event after which the page begins: its sort value, its id and its number in the list, from 0. */
  afterSort?: string
  afterId?: string
  rank?: number
  search?: string
  country?: string
  ids?: string[]
  events?: string[]
  actors?: string[]
  places?: string[]
  articles?: string[]
}

const IS_DEFAULT = "realis = 'ACTUAL' and polarity = 'POSITIVE' and certainty <> 'RETRACTED' and evidence <> 'CODED'"

/** The statements that select the samples, always the same ones of the same rows. */
const SELECTS: Record<Exclude<QueryName, 'Q6' | 'Q8' | 'Q9' | 'Q10'>, string> = {
  Q1: 'select id from events order by md5(id::text) limit 300',
  // So that each page is full.
  Q2: `select kind, to_char(month, 'YYYY-MM') as month, to_char(month, 'YYYY-MM-DD"T"00:00:00"Z"') as from,
      to_char(month + interval '1 month', 'YYYY-MM-DD"T"00:00:00"Z"') as to, 50 as first
    from (select kind, date_trunc('month', earliest at time zone 'UTC') as month from events
      where ${IS_DEFAULT} and earliest is not null) e
    group by kind, month having count(*) >= 60 order by md5(kind || month::text) limit 200`,
  Q3: `select kind, id::text as "afterId", sort as "afterSort", rank::int as rank from (
      select kind, id, occurred_sort::text as sort,
        row_number() over (partition by kind order by occurred_sort desc, id desc) - 1 as rank,
        count(*) over (partition by kind) as size from events where ${IS_DEFAULT} and occurred_sort > '-infinity') e
    where rank between 500 and size - 200 order by md5(id::text) limit 60`,
  Q4: `select distinct substring(title from '[a-z]+$') as search
    from (select title from events where ${IS_DEFAULT} order by md5(id::text) limit 200) e
    where title ~ ' [a-z]+$' order by search`,
  Q5: `select country_id::text as country from event_countries group by country_id order by count(*) desc, 1 limit 50`,
  Q7: 'select actor_id as id from participations group by 1 having count(*) >= 5 order by md5(actor_id::text) limit 200',
}

async function idsOf(client: pg.Client, statement: string): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(statement)
  return rows.map(({ id }) => id)
}

function inSets(ids: readonly string[], size: number): string[][] {
  const sets = Array.from({ length: Math.floor(ids.length / size) }, (_, i) => ids.slice(i * size, (i + 1) * size))
  // One order of ids for all servers, those that sort by id included.
  return sets.map((set) => set.toSorted())
}

/** Selects the values of the requests of each query. */
export async function selectSamples(client: pg.Client): Promise<Record<QueryName, Sample[]>> {
  const samples = Object.fromEntries(QUERY_NAMES.map((name) => [name, []])) as unknown as Record<QueryName, Sample[]>
  for (const [name, statement] of Object.entries(SELECTS) as [QueryName, string][])
    samples[name] = (await client.query<Sample>(statement)).rows
  samples.Q8 = [{}]
  samples.Q9 = samples.Q2
  const actors = await idsOf(
    client,
    'select actor_id as id from participations group by 1 having count(*) >= 5 order by md5(actor_id::text) limit 4000',
  )
  samples.Q6 = inSets(actors, 100).map((ids) => ({ ids }))
  const pick = async (table: string) =>
    inSets(await idsOf(client, `select id from ${table} order by md5(id::text) limit 1000`), 25)
  const [events, places, articles] = [await pick('events'), await pick('places'), await pick('articles')]
  const sets = inSets(actors.slice(0, 1000), 25)
  samples.Q10 = sets.map((set, i) => ({
    events: events[i] ?? [],
    actors: set,
    places: places[i] ?? [],
    articles: articles[i] ?? [],
  }))
  const empty = QUERY_NAMES.filter((name) => samples[name].length === 0)
  if (empty.length > 0) throw new Error(`The database has no rows for ${empty.join(', ')}: generate more events.`)
  return samples
}
