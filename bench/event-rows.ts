import { type Step } from './step.ts'

/** The details table of each typed kind, and the values of its columns after the id. */
const DETAILS_TABLES: Record<string, string | [target: string, values: string]> = {
  PHONE_CALL: ['phone_calls (event_id, duration_minutes)', '1 + floor(90 * bench.pseudo_random(i, 70))::int'],
  EXERCISE: 'exercises (event_id)',
  MEETING: 'meetings (event_id)',
  VISIT: 'visits (event_id)',
  STATEMENT: 'statements (event_id)',
  APPEAL: 'appeals (event_id)',
  AGREEMENT: 'agreements (event_id)',
  CEASEFIRE: [
    'ceasefires (event_id, phase)',
    `(array['PROPOSED', 'AGREED', 'IN_EFFECT', 'VIOLATED'])[1 + floor(4 * bench.pseudo_random(i, 71))::int]`,
  ],
  ARMED_CLASH: 'armed_clashes (event_id)',
  NEGOTIATION: 'negotiations (event_id)',
  MEDIATION: 'mediations (event_id)',
}

/** The steps that insert the details, mentions, claims and other parts of events. */
export function generateEventRows(): Step[] {
  return [
    [
      'details',
      Object.entries(DETAILS_TABLES)
        .map(([kind, details]) => {
          const [target, ...values] = [details].flat()
          return `insert into ${target} select ${['id', ...values].join(', ')} from bench.event_draft where kind = '${kind}'`
        })
        .join(';\n'),
    ],
    [
      'mentions',
      `insert into mentions (event_id, article_id, publisher_id, sentence, extraction_confidence, tone, occurred_sort)
      select d.id, a.id, a.publisher_id, 1, 10 + floor(90 * bench.pseudo_random(d.i, 50))::int, 10 * bench.pseudo_random(d.i, 51) - 5, coalesce(d.day::timestamp at time zone 'UTC', '-infinity')
      from bench.event_draft d cross join lateral generate_series(0, d.extra_mentions) n
      join articles a on a.id = bench.id('article', (d.i + n * 7) % (select count(*) from bench.event_draft))
      on conflict do nothing`,
    ],
    [
      'claims',
      `insert into claims (event_id, id, ordinal, aspect, certainty, polarity, article_id, article_version, quote_exact, quote_start, quote_end, is_verified)
      select d.id, bench.id('claim', d.i), 0, 'OCCURRENCE', 'REPORTED', 'POSITIVE', bench.id('article', d.i), 1, w.word || ' was said', 0, length(w.word) + 9, true
      from bench.event_draft d join bench.word w on w.i = d.word2 where d.evidence = 'QUOTED';
    insert into claim_attributions (event_id, claim_id, ordinal, agent_id, mode, occurred_sort)
      select p.id, bench.id('claim', p.i), 0, p.actor, 'INDIRECT_SPEECH', coalesce(p.day::timestamp at time zone 'UTC', '-infinity')
      from bench.participation p join bench.event_draft d on d.i = p.i where p.n = 0 and d.evidence = 'QUOTED'`,
    ],
    [
      'quantities, codes, storylines, revisions',
      `insert into quantities (event_id, ordinal, measure, low, best, high, approximation)
      select id, 0, 'FATALITIES', floor(power(bench.pseudo_random(i, 70), 6) * 300), floor(power(bench.pseudo_random(i, 70), 6) * 350), floor(power(bench.pseudo_random(i, 70), 6) * 400), 'RANGE'
      from bench.event_draft where bench.pseudo_random(i, 71) < 0.1;
    insert into event_codes (event_id, scheme, code)
      select id, 'CAMEO', lpad((1 + bench.skewed(i, 80, 20, 1.5))::text, 2, '0') || floor(10 * bench.pseudo_random(i, 81))::text from bench.event_draft where bench.pseudo_random(i, 82) < 0.8;
    insert into event_storylines (event_id, storyline_id, occurred_sort)
      select id, bench.id('storyline', bench.skewed(i, 90, 200, 2)), coalesce(day::timestamp at time zone 'UTC', '-infinity') from bench.event_draft where bench.pseudo_random(i, 91) < 0.1;
    insert into revisions (event_id, version, position, kind, by) select id, 1, row_number() over (order by i), 'CREATED', 'bench' from bench.event_draft`,
    ],
  ]
}
