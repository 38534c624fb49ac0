import { ARTICLES, EVENT_COLUMNS, IS_DEFAULT } from './columns.ts'
import { rows, type Row } from './database.ts'

/** Reads one result for each key, in the order of the keys. */
export type Batch<Result> = (keys: readonly string[]) => Promise<Result[]>

function one(name: string, select: string): Batch<Row | null> {
  return async (keys) => {
    const found = new Map((await rows(name, `${select} = any($1::uuid[])`, [keys])).map((row) => [row['id'], row]))
    return keys.map((key) => found.get(key) ?? null)
  }
}

function group(keys: readonly string[], found: readonly Row[]): Row[][] {
  const byParent = new Map<unknown, Row[]>(keys.map((key) => [key, []]))
  for (const row of found) byParent.get(row['parentId'])?.push(row)
  return keys.map((key) => byParent.get(key) ?? [])
}

function many(name: string, statement: string): Batch<Row[]> {
  return async (keys) => group(keys, await rows(name, statement, [keys]))
}

/** Objects by id. */
export const byId = {
  event: one('event', `select ${EVENT_COLUMNS} from events e where e.id`),
  place: one('place', 'select id, name, kind, latitude, longitude from places where id'),
  actor: one('actor', 'select id, name, kind from actors where id'),
  dataset: one('dataset', 'select id, name, title, licence from datasets where id'),
  article: one('article', `${ARTICLES} where a.id`),
  publisher: one('publisher', 'select id, name from publishers where id'),
}

/** The parts of events by the id of the event. */
export const ofEvent = {
  participations: many(
    'participations',
    `select event_id as "parentId", actor_id as "actorId", role, side, label, basis from participations
      where event_id = any($1::uuid[]) order by ordinal, actor_id, role`,
  ),
  claims: many(
    'claims',
    `select event_id as "parentId", id, aspect, detail, certainty, polarity, hedge, article_id as "articleId",
      quote_exact as "exact", quote_prefix as "prefix", quote_suffix as "suffix", quote_start as "start",
      quote_end as "end", quote_sentence as "sentence" from claims where event_id = any($1::uuid[]) order by ordinal`,
  ),
  quantities: many(
    'quantities',
    `select event_id as "parentId", measure, "of", side, low, best, high, approximation, unit, text from quantities
      where event_id = any($1::uuid[]) order by ordinal`,
  ),
  codes: many(
    'codes',
    `select event_id as "parentId", scheme, code from event_codes
      where event_id = any($1::uuid[]) order by scheme, code`,
  ),
  storylines: many(
    'storylines',
    `select es.event_id as "parentId", s.id, s.title from event_storylines es join storylines s on s.id = es.storyline_id
      where es.event_id = any($1::uuid[]) order by s.id`,
  ),
  relations: many(
    'relations',
    `select event_id as "parentId", kind, 'OUTGOING' as direction, certainty, target_id as "eventId"
        from event_relations where event_id = any($1::uuid[])
      union all select target_id, kind, 'INCOMING', certainty, event_id from event_relations
        where target_id = any($1::uuid[])`,
  ),
}

/** The attribution chains of claims by the id of the claim. */
export const attributionOf: Batch<Row[]> = many(
  'attribution',
  `select a.claim_id as "parentId", a.mode, a.label, a.verb, a.agent_id as "agentId"
    from claims c join claim_attributions a on a.event_id = c.event_id and a.claim_id = c.id
    where c.id = any($1::uuid[]) order by a.ordinal`,
)

/** The first articles that report events. */
export async function mentionsOf(eventIds: readonly string[], first: number): Promise<Row[][]> {
  const found = await rows(
    'mentions',
    `select k.id as "parentId", m.* from unnest($1::uuid[]) k(id) cross join lateral (
      select sentence, tone, extraction_confidence as "extractionConfidence", article_id as "articleId" from mentions
      where event_id = k.id order by article_id limit $2) m`,
    [eventIds, first],
  )
  return group(eventIds, found)
}

/** The latest events of actors. */
export async function eventsOf(actorIds: readonly string[], first: number): Promise<Row[][]> {
  const found = await rows(
    'events of actors',
    `select k.id as "parentId", l.* from unnest($1::uuid[]) k(id) cross join lateral (
      select ${EVENT_COLUMNS} from participations p join events e on e.id = p.event_id
      where p.actor_id = k.id and ${IS_DEFAULT} order by p.occurred_sort desc, p.event_id desc limit $2) l`,
    [actorIds, first],
  )
  return group(actorIds, found)
}
