import type { QueryName } from '../queries/query-name.ts'
import type { Sample } from '../samples.ts'

/** One hand-written statement that answers a query. It returns one text, the JSON of `data`. */
interface Statement {
  sql: string
  /** Without a name, PostgreSQL plans it for each value, as it must for full text. */
  isUnnamed?: boolean
  valuesOf: (sample: Sample) => unknown[]
}

/** The condition of default lists. */
const IS_DEFAULT =
  "e.realis = 'ACTUAL' and e.polarity = 'POSITIVE' and e.certainty <> 'RETRACTED' and e.evidence <> 'CODED'"

function listOf(select: string): string {
  return `(select coalesce(json_agg(x), '[]') from (${select}) x)`
}

function occurred(further = ''): string {
  return `json_build_object('edtf', e.edtf, 'earliest', e.earliest${further}) as occurred`
}

const PLACE = `(select json_build_object('id', l.id, 'name', l.name, 'kind', l.kind, 'latitude', l.latitude,
  'longitude', l.longitude) from places l where l.id = e.place_id)`

function participations(columns: string, ofActor = ''): string {
  const select = `select ${columns}, json_build_object('id', a.id${ofActor}, 'name', a.name) as actor
    from participations p join actors a on a.id = p.actor_id
    where p.event_id = e.id order by p.ordinal, p.actor_id, p.role`
  return `${listOf(select)} as participations`
}

function article(id: string): string {
  return `(select json_build_object('id', t.id, 'url', t.url, 'headline', (
      select headline from article_versions where article_id = t.id order by version desc limit 1),
    'publishedOn', t.published_on, 'publisher', (
      select json_build_object('id', u.id, 'name', u.name) from publishers u where u.id = t.publisher_id))
    from articles t where t.id = ${id}) as article`
}

/** The data of a list of events under the alias `e`, the latest first. */
function events(columns: string, rows: string): string {
  const nodes = listOf(`select ${columns} from (${rows}) e order by e.occurred_sort desc, e.id desc`)
  return `select json_build_object('events', json_build_object('nodes', ${nodes}))::text`
}

const IN_MONTH = `select * from events e where e.kind = $1::text and ${IS_DEFAULT}
  and e.occurred_sort >= $2::timestamptz and e.occurred_sort < $3::timestamptz
  order by e.occurred_sort desc, e.id desc limit $4::int`
function monthOf({ kind, from, to, first }: Sample): unknown[] {
  return [kind, from, to, first]
}

const DETAIL_COLUMNS = `e.id, e.kind, e.title, e.summary, e.realis, e.polarity, e.certainty,
  e.mention_count as "mentionCount", e.publisher_count as "publisherCount", e.version, e.created_at as "createdAt",
  e.updated_at as "updatedAt",
  ${occurred(", 'latest', e.latest, 'precision', e.time_precision, 'basis', e.time_basis, 'text', e.time_text")},
  case when e.location_precision is not null then json_build_object('precision', e.location_precision,
    'latitude', e.latitude, 'longitude', e.longitude, 'radiusKm', e.radius_km, 'text', e.location_text,
    'place', ${PLACE}) end as location,
  (select json_build_object('id', d.id, 'name', d.name, 'title', d.title, 'licence', d.licence) from datasets d
    where d.id = e.dataset_id) as dataset,
  ${participations('p.role, p.side, p.label, p.basis', ", 'kind', a.kind")},
  ${listOf(`select c.id, c.aspect, c.detail, c.certainty, c.polarity, c.hedge, json_build_object('exact', c.quote_exact,
      'prefix', c.quote_prefix, 'suffix', c.quote_suffix, 'start', c.quote_start, 'end', c.quote_end,
      'sentence', c.quote_sentence) as quote, ${article('c.article_id')},
      ${listOf(`select s.mode, s.label, s.verb, (
        select json_build_object('id', g.id, 'name', g.name) from actors g where g.id = s.agent_id) as agent
        from claim_attributions s where s.event_id = c.event_id and s.claim_id = c.id order by s.ordinal`)} as attribution
    from claims c where c.event_id = e.id order by c.ordinal`)} as claims,
  ${listOf(`select measure, "of", side, low, best, high, approximation, unit, text from quantities q
    where q.event_id = e.id order by q.ordinal`)} as quantities,
  ${listOf(`select r.kind, case when r.event_id = e.id then 'OUTGOING' else 'INCOMING' end as direction, r.certainty, (
      select json_build_object('id', o.id, 'title', o.title) from events o
      where o.id = case when r.event_id = e.id then r.target_id else r.event_id end) as event
    from event_relations r where r.event_id = e.id or r.target_id = e.id`)} as relations,
  json_build_object('nodes', ${listOf(`select m.sentence, m.tone, m.extraction_confidence as "extractionConfidence",
      ${article('m.article_id')} from mentions m where m.event_id = e.id order by m.article_id limit 5`)}) as mentions,
  ${listOf(`select scheme, code from event_codes k where k.event_id = e.id order by scheme, code`)} as codes,
  ${listOf(`select s.id, s.title from event_storylines es join storylines s on s.id = es.storyline_id
    where es.event_id = e.id order by s.id`)} as storylines`

/** The statements of the limit: what a query costs at least. */
export const STATEMENTS: Record<Exclude<QueryName, 'Q8'>, Statement> = {
  Q1: {
    sql: `select json_build_object('event', (select row_to_json(x) from (
      select e.id, e.kind, e.title, e.summary, e.realis, e.certainty, e.mention_count as "mentionCount", ${occurred()},
        ${participations('p.role, p.label')} from events e where e.id = $1::uuid) x))::text`,
    valuesOf: ({ id }) => [id],
  },
  Q2: {
    sql: events(
      `e.id, e.kind, e.title, e.certainty, e.mention_count as "mentionCount", ${occurred()},
      case when e.location_precision is not null
        then json_build_object('precision', e.location_precision, 'place', ${PLACE}) end as location,
      ${participations('p.role')},
      ${listOf(`select c.certainty, c.hedge, json_build_object('exact', c.quote_exact) as quote from claims c
        where c.event_id = e.id order by c.ordinal`)} as claims`,
      IN_MONTH,
    ),
    valuesOf: monthOf,
  },
  Q3: {
    sql: `with page as (
        select *, row_number() over (order by occurred_sort desc, id desc) as n from (
          select e.id, e.kind, e.title, e.certainty, e.edtf, e.earliest, e.occurred_sort from events e
          where e.kind = $1::text and ${IS_DEFAULT} and (e.occurred_sort, e.id) < ($2::timestamptz, $3::uuid)
          order by e.occurred_sort desc, e.id desc limit 101) e)
      select json_build_object('events', json_build_object('nodes', ${listOf(`select e.id, e.kind, e.title, e.certainty,
        ${occurred()} from page e where n <= 100 order by n`)}, 'pageInfo', json_build_object(
        'hasNextPage', (select count(*) > 100 from page),
        'endCursor', (select json_build_array(occurred_sort, id)::text from page where n = 100))))::text`,
    valuesOf: ({ kind, afterSort, afterId }) => [kind, afterSort, afterId],
  },
  Q4: {
    sql: `select json_build_object('events', json_build_object('nodes', ${listOf(`select e.id, e.kind, e.title, e.summary,
        e.certainty, ${occurred()} from event_texts t join events e on e.id = t.event_id
      where t.words @@ websearch_to_tsquery('dateline', search_words($1::text)) and ${IS_DEFAULT}
      order by t.occurred_sort desc, t.event_id desc limit 20`)}))::text`,
    isUnnamed: true,
    valuesOf: ({ search }) => [search],
  },
  Q5: {
    sql: `select json_build_object('events', json_build_object('groups', ${listOf(`
      select json_build_object('month', nullif(starts_on, '-infinity'), 'kind', kind) as key, event_count as count from event_counts
      where view = 'DEFAULT' and grain = 'MONTH' and country_id = $1::uuid and event_count <> 0
      order by starts_on = '-infinity', starts_on, kind collate "C" limit 1000`)}))::text`,
    valuesOf: ({ country }) => [country],
  },
  Q6: {
    sql: `select json_build_object('nodes', (select json_agg(json_build_object('id', a.id, 'name', a.name, 'events',
        json_build_object('nodes', ${listOf(`select e.id, e.kind, e.title, ${occurred()}
          from participations p join events e on e.id = p.event_id where p.actor_id = a.id and ${IS_DEFAULT}
          order by p.occurred_sort desc, p.event_id desc limit 5`)})) order by k.n)
      from unnest($1::uuid[]) with ordinality k(id, n) join actors a on a.id = k.id))::text`,
    valuesOf: ({ ids }) => [ids],
  },
  Q7: {
    sql: `select json_build_object('actor', (select json_build_object('id', a.id, 'counterparts', ${listOf(`
        select c.event_count as "eventCount", nullif(c.last_occurred, '-infinity') as "lastContact",
          json_build_object('id', o.id, 'name', o.name) as actor
        from (select * from counterparts where actor_id = a.id and kind = 'ALL' and event_count > 0
          order by event_count desc, counterpart_id desc limit 20) c join actors o on o.id = c.counterpart_id
        order by c.event_count desc, c.counterpart_id desc`)}) from actors a where a.id = $1::uuid))::text`,
    valuesOf: ({ id }) => [id],
  },
  Q9: { sql: events(DETAIL_COLUMNS, IN_MONTH), valuesOf: monthOf },
  Q10: {
    sql: `select json_build_object('_entities', (select json_agg(j order by n) from (
      select k.n, json_build_object('__typename', 'Event', 'id', e.id, 'title', e.title, 'certainty', e.certainty,
          'occurred', json_build_object('edtf', e.edtf)) as j
        from unnest($1::uuid[]) with ordinality k(id, n) join events e on e.id = k.id
      union all select 1000 + k.n, json_build_object('__typename', a.kind, 'id', a.id, 'name', a.name)
        from unnest($2::uuid[]) with ordinality k(id, n) join actors a on a.id = k.id
      union all select 2000 + k.n, json_build_object('__typename', 'Place', 'id', l.id, 'name', l.name,
          'latitude', l.latitude, 'longitude', l.longitude)
        from unnest($3::uuid[]) with ordinality k(id, n) join places l on l.id = k.id
      union all select 3000 + k.n, json_build_object('__typename', 'Article', 'id', t.id, 'url', t.url, 'headline', (
          select headline from article_versions where article_id = t.id order by version desc limit 1))
        from unnest($4::uuid[]) with ordinality k(id, n) join articles t on t.id = k.id) entity))::text`,
    valuesOf: (sample) => [sample.events, sample.actors, sample.places, sample.articles],
  },
}
