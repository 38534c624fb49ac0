import { certaintyWithoutClaims, evidenceByMethod, type DatasetMethod } from '../ingest/derived/evidence.ts'
import { tableSizes } from './entities.ts'
import { type Step } from './step.ts'

/** The share of each kind of event; the remaining events are OTHER. */
const KINDS: [kind: string, share: number][] = [
  ['STATEMENT', 0.25],
  ['ATTACK', 0.12],
  ['ARMED_CLASH', 0.1],
  ['COOPERATION', 0.09],
  ['APPEAL', 0.07],
  ['ACCUSATION', 0.06],
  ['MEETING', 0.06],
  ['VISIT', 0.05],
  ['PROTEST', 0.04],
  ['THREAT', 0.03],
  ['AGREEMENT', 0.02],
  ['NEGOTIATION', 0.015],
  ['PHONE_CALL', 0.01],
  ['MEDIATION', 0.005],
  ['CEASEFIRE', 0.004],
  ['EXERCISE', 0.003],
]

/** The SQL of a pseudo-random choice between values. */
function choiceSql(seed: number, options: readonly [value: string, share: number][], otherwise: string): string {
  let sum = 0
  const cases = options.map(
    ([value, share]) => `when bench.pseudo_random(i, ${seed}) < ${(sum += share)} then '${value}'`,
  )
  return `case ${cases.join(' ')} else '${otherwise}' end`
}

/** The SQL condition of an event with a claim, which makes it QUOTED: a fifth of the events. */
const IS_QUOTED = 'bench.pseudo_random(i, 60) < 0.2'

/**
 * The steps that insert events and participations.
 * @param method decides on the evidence of the events without a claim: see `evidenceByMethod`
 */
export function generateEvents(events: number, method: DatasetMethod): Step[] {
  const unquoted = evidenceByMethod(method)
  const { actors, countries, divisions, settlements, words } = tableSizes(events)
  const places = countries + divisions + settlements
  // The busiest actor takes part in about 4 % of the events and the busiest place has 2 %, for any number of rows.
  const exponent = (size: number, busiest: number) => (Math.log(size) / Math.log(1 / busiest)).toFixed(4)
  const actorSql = (i: string, seed: number) => `bench.skewed(${i}, ${seed}, ${actors}, ${exponent(actors, 0.02)})`
  const wordSql = (seed: number) => `bench.skewed(i, ${seed}, ${words}, 2)`
  return [
    [
      'event drafts',
      `create table bench.event_draft as
        select i, bench.id('event', i) as id, ${choiceSql(10, KINDS, 'OTHER')} as kind,
          ${choiceSql(
            11,
            [
              ['ACTUAL', 0.88],
              ['SCHEDULED', 0.05],
              ['DESIRED', 0.04],
            ],
            'HYPOTHETICAL',
          )} as realis,
          case when bench.pseudo_random(i, 12) < 0.97 then 'POSITIVE' else 'NEGATIVE' end as polarity,
          case when ${IS_QUOTED} then 'QUOTED' else '${unquoted}' end as evidence,
          case when bench.pseudo_random(i, 13) < 0.01 then 'RETRACTED'
            when ${IS_QUOTED} then 'REPORTED' else '${certaintyWithoutClaims(unquoted)}' end as certainty,
          case when bench.pseudo_random(i, 14) < 0.99 then '2021-01-01'::date + (1825 * power(i::float8 / ${events}, 0.7) - 3 * bench.pseudo_random(i, 15))::int end as day,
          case when bench.pseudo_random(i, 16) < 0.85 then ${places} - 1 - bench.skewed(i, 17, ${places}, ${exponent(places, 0.02)}) end as place,
          greatest(0, floor(power(bench.pseudo_random(i, 18), 30) * 20)::int - 2) + (bench.pseudo_random(i, 19) < 0.1)::int as extra_mentions,
          case floor(5 * bench.pseudo_random(i, 20)) when 4 then 1 + floor(4 * bench.pseudo_random(i, 21))::int else 0 end as dataset,
          ${wordSql(22)} as word1, ${wordSql(23)} as word2, ${wordSql(24)} as word3
        from generate_series(0, ${events - 1}) i;
      create unique index on bench.event_draft (i)`,
    ],
    [
      'participations',
      `create table bench.participation as
        select d.i, d.id, d.day, n, a.id as actor, a.name, case when n = 0 then 'PARTICIPANT' when n = 1 then 'OTHER' else 'SOURCE' end as role,
          row_number() over (partition by d.i, a.id) as occurrence, a.i as number
        from bench.event_draft d
        cross join lateral generate_series(0, case when bench.pseudo_random(d.i, 30) < 0.2 then 0 when bench.pseudo_random(d.i, 30) < 0.4 then 1 when bench.pseudo_random(d.i, 30) < 0.8 then 2 else 4 end) n
        join bench.actor a on a.i = ${actorSql('d.i * 8 + n', 31)};
      insert into participations (event_id, actor_id, role, ordinal, basis, office_id, occurred_sort)
        select id, actor, role, n, 'EXPLICIT', case when number < 200 and bench.pseudo_random(i, 32) < 0.5 then bench.id('office', number) end, coalesce(day::timestamp at time zone 'UTC', '-infinity')
        from bench.participation where occurrence = 1`,
    ],
    [
      'events',
      `insert into events (id, kind, title, summary, realis, polarity, certainty, evidence, edtf, earliest, latest, time_precision, time_basis, place_id, location_precision, latitude, longitude, radius_km, mention_count, publisher_count, dataset_id, created_at, updated_at)
        select d.id, d.kind, coalesce(w.names, 'An unnamed group') || ' ' || lower(replace(d.kind, '_', ' ')) || ' ' || concat_ws(' ', w1.word, w2.word, w3.word) || case when d.i % 20011 = 7 then ' quixotic' else '' end,
          case when bench.pseudo_random(d.i, 40) < 0.3 then 'It is said that ' || w2.word || ' and ' || w3.word || ' came of ' || w1.word || '.' end,
          d.realis, d.polarity, d.certainty, d.evidence, coalesce(d.day::text, 'XXXX-XX-XX'), d.day::timestamp at time zone 'UTC', (d.day + 1)::timestamp at time zone 'UTC',
          case when d.day is null then 'UNKNOWN' else 'DAY' end, 'EXPLICIT', p.id, case when d.place is not null then 'SETTLEMENT' end,
          q.latitude, q.longitude, case when p.id is not null then (array[0, 5, 25, 200])[1 + floor(4 * bench.pseudo_random(d.i, 41))::int] end,
          1 + d.extra_mentions, 1, bench.id('dataset', d.dataset), '2026-01-01'::timestamptz + d.i * interval '20 seconds', '2026-01-01'::timestamptz + d.i * interval '20 seconds'
        from bench.event_draft d
        left join (select i, string_agg(name, ' and ' order by n) as names from bench.participation where n < 2 and occurrence = 1 group by i) w on w.i = d.i
        left join bench.place p on p.i = d.place left join places q on q.id = p.id
        join bench.word w1 on w1.i = d.word1 join bench.word w2 on w2.i = d.word2 join bench.word w3 on w3.i = d.word3`,
    ],
  ]
}
