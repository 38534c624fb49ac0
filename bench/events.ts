import { worldSizes } from './entities.ts'
import { type Step } from './step.ts'

/** Of a hundred events so many are of a kind; the rest is OTHER. */
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

function choice(seed: number, options: readonly [word: string, share: number][], rest: string): string {
  let sum = 0
  const cases = options.map(([word, share]) => `when bench.chance(i, ${seed}) < ${(sum += share)} then '${word}'`)
  return `case ${cases.join(' ')} else '${rest}' end`
}

/** The steps that make events, and who took part in them. */
export function generateEvents(events: number): Step[] {
  const { actors, countries, divisions, settlements, words } = worldSizes(events)
  const places = countries + divisions + settlements
  // The busiest actor takes part in about four of a hundred events, and the busiest place in two, however many there are.
  const exponent = (size: number, busiest: number) => (Math.log(size) / Math.log(1 / busiest)).toFixed(4)
  const actor = (i: string, seed: number) => `bench.skewed(${i}, ${seed}, ${actors}, ${exponent(actors, 0.02)})`
  const word = (seed: number) => `bench.skewed(i, ${seed}, ${words}, 2)`
  return [
    [
      'happenings',
      `create table bench.happening as
        select i, bench.id('event', i) as id, ${choice(10, KINDS, 'OTHER')} as kind,
          ${choice(
            11,
            [
              ['ACTUAL', 0.88],
              ['SCHEDULED', 0.05],
              ['DESIRED', 0.04],
            ],
            'HYPOTHETICAL',
          )} as realis,
          case when bench.chance(i, 12) < 0.97 then 'POSITIVE' else 'NEGATIVE' end as polarity,
          ${choice(
            13,
            [
              ['REPORTED', 0.8],
              ['CONFIRMED', 0.1],
              ['UNCLEAR', 0.04],
              ['DISPUTED', 0.04],
              ['DENIED', 0.01],
            ],
            'RETRACTED',
          )} as certainty,
          case when bench.chance(i, 14) < 0.99 then '2021-01-01'::date + (1825 * power(i::float8 / ${events}, 0.7) - 3 * bench.chance(i, 15))::int end as day,
          case when bench.chance(i, 16) < 0.85 then ${places} - 1 - bench.skewed(i, 17, ${places}, ${exponent(places, 0.02)}) end as place,
          greatest(0, floor(power(bench.chance(i, 18), 30) * 20)::int - 2) + (bench.chance(i, 19) < 0.1)::int as more_reports,
          case floor(5 * bench.chance(i, 20)) when 4 then 1 + floor(4 * bench.chance(i, 21))::int else 0 end as dataset,
          ${word(22)} as word1, ${word(23)} as word2, ${word(24)} as word3
        from generate_series(0, ${events - 1}) i;
      create unique index on bench.happening (i)`,
    ],
    [
      'participations',
      `create table bench.part as
        select h.i, h.id, h.day, n, a.id as actor, a.name, case when n = 0 then 'PARTICIPANT' when n = 1 then 'OTHER' else 'SOURCE' end as role,
          row_number() over (partition by h.i, a.id) as again, a.i as number
        from bench.happening h
        cross join lateral generate_series(0, case when bench.chance(h.i, 30) < 0.2 then 0 when bench.chance(h.i, 30) < 0.4 then 1 when bench.chance(h.i, 30) < 0.8 then 2 else 4 end) n
        join bench.actor a on a.i = ${actor('h.i * 8 + n', 31)};
      insert into participations (event_id, actor_id, role, ordinal, basis, office_id, occurred_sort)
        select id, actor, role, n, 'EXPLICIT', case when number < 200 and bench.chance(i, 32) < 0.5 then bench.id('office', number) end, coalesce(day::timestamp at time zone 'UTC', '-infinity')
        from bench.part where again = 1`,
    ],
    [
      'events',
      `insert into events (id, kind, title, summary, realis, polarity, certainty, edtf, earliest, latest, time_precision, time_basis, place_id, location_precision, latitude, longitude, radius_km, mention_count, publisher_count, dataset_id, created_at, updated_at)
        select h.id, h.kind, coalesce(w.names, 'Somebody') || ' ' || lower(replace(h.kind, '_', ' ')) || ' ' || concat_ws(' ', w1.word, w2.word, w3.word) || case when h.i % 20011 = 7 then ' quixotic' else '' end,
          case when bench.chance(h.i, 40) < 0.3 then 'It is said that ' || w2.word || ' and ' || w3.word || ' came of ' || w1.word || '.' end,
          h.realis, h.polarity, h.certainty, coalesce(h.day::text, 'XXXX-XX-XX'), h.day::timestamp at time zone 'UTC', (h.day + 1)::timestamp at time zone 'UTC',
          case when h.day is null then 'UNKNOWN' else 'DAY' end, 'EXPLICIT', p.id, case when h.place is not null then 'SETTLEMENT' end,
          q.latitude, q.longitude, case when p.id is not null then (array[0, 5, 25, 200])[1 + floor(4 * bench.chance(h.i, 41))::int] end,
          1 + h.more_reports, 1, bench.id('dataset', h.dataset), '2026-01-01'::timestamptz + h.i * interval '20 seconds', '2026-01-01'::timestamptz + h.i * interval '20 seconds'
        from bench.happening h
        left join (select i, string_agg(name, ' and ' order by n) as names from bench.part where n < 2 and again = 1 group by i) w on w.i = h.i
        left join bench.place p on p.i = h.place left join places q on q.id = p.id
        join bench.word w1 on w1.i = h.word1 join bench.word w2 on w2.i = h.word2 join bench.word w3 on w3.i = h.word3`,
    ],
  ]
}
