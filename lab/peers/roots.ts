import { EVENT_COLUMNS, IS_DEFAULT } from './columns.ts'
import { rows, type Row } from './database.ts'

interface EventsArguments {
  kind: string
  from?: Date | null
  to?: Date | null
  first: number
  after?: string | null
}

/** A list of events, latest first. Its cursors are the base64url of the JSON of sort value and id. */
export async function readEvents({ kind, from, to, first, after }: EventsArguments) {
  const values: unknown[] = [kind, first + 1]
  const conditions = ['e.kind = $1', IS_DEFAULT]
  if (from != null) conditions.push(`e.occurred_sort >= $${values.push(from)}`)
  if (to != null) conditions.push(`e.occurred_sort < $${values.push(to)}`)
  if (after != null) {
    const [sort, id] = JSON.parse(Buffer.from(after, 'base64url').toString()) as [string, string]
    conditions.push(`(e.occurred_sort, e.id) < ($${values.push(sort)}, $${values.push(id)})`)
  }
  const where = conditions.join(' and ')
  const found = await rows(
    // PostgreSQL cuts longer names.
    ['events', from != null && 'from', to != null && 'to', after != null && 'after'].filter(Boolean).join(' '),
    `select ${EVENT_COLUMNS}, e.occurred_sort::text as sort from events e
      where ${where} order by e.occurred_sort desc, e.id desc limit $2`,
    values,
  )
  const nodes = found.slice(0, first)
  const last = nodes.at(-1)
  const endCursor = last && Buffer.from(JSON.stringify([last['sort'], last['id']])).toString('base64url')
  return { nodes, pageInfo: { hasNextPage: found.length > first, endCursor } }
}

/** The latest events that match a text. The statement has no name, so that each text has a plan of its own. */
export function searchEvents({ text, first }: { text: string; first: number }): Promise<Row[]> {
  return rows(
    undefined,
    `select ${EVENT_COLUMNS} from event_texts t join events e on e.id = t.event_id
      where t.words @@ websearch_to_tsquery('dateline', search_words($1)) and ${IS_DEFAULT}
      order by t.occurred_sort desc, t.event_id desc limit $2`,
    [text, first],
  )
}

/** The counts of a country by month and kind, from Dateline's derived table. */
export function countEvents({ country }: { country: string }): Promise<Row[]> {
  return rows(
    'event counts',
    `select nullif(starts_on, '-infinity') as month, kind, event_count as count from event_counts
      where view = 'DEFAULT' and grain = 'MONTH' and country_id = $1 and event_count <> 0
      order by starts_on = '-infinity', starts_on, kind collate "C" limit 1000`,
    [country],
  )
}

/** The counterparts of an actor, from Dateline's derived table. */
export function readCounterparts(actorId: unknown, first: number): Promise<Row[]> {
  return rows(
    'counterparts',
    `select event_count as "eventCount", nullif(last_occurred, '-infinity') as "lastContact",
      counterpart_id as "actorId" from counterparts
      where actor_id = $1 and kind = 'ALL' and event_count > 0
      order by event_count desc, counterpart_id desc limit $2`,
    [actorId, first],
  )
}
