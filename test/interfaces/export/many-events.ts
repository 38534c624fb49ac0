import { sql } from 'drizzle-orm'
import type { Service } from '../../support/service.ts'

/** Texts that a spreadsheet could run, or that a reader of CSV could take for something else. */
const TITLES = [
  '=HYPERLINK("https://evil.example","click")',
  '+1+1',
  '-2+3',
  '@SUM(1)',
  "'quoted",
  '\t=1',
  '＝1+1',
  '# no comment',
  'a,b;c',
  'a "quote"',
  'two\nlines',
  ' spaces ',
  '12',
  'Übung 🇦🇲 演習',
]

/** Stores events without reports: only lists and files read them. */
export async function fill({ db }: Service, count: number): Promise<void> {
  await db.execute(sql`insert into events
    (id, kind, title, summary, realis, polarity, certainty, evidence, edtf, earliest, latest, time_precision, time_basis,
      dataset_id, latitude, longitude, location_precision)
    select gen_random_uuid(), 'OTHER', (${sql.param(TITLES)}::text[])[1 + n % ${TITLES.length}::int],
      case n % 3 when 0 then null when 1 then '' else 'Summary ' || n end,
      'ACTUAL', 'POSITIVE', 'REPORTED', 'LISTED', '2020', '2020-01-01Z'::timestamptz + n / 3 * interval '1 minute',
      '2021-01-01Z'::timestamptz, 'YEAR', 'EXPLICIT', (select id from datasets limit 1),
      case when n % 5 > 0 then -(n % 9000) / 100.0 end, case when n % 5 > 0 then (n % 9000) / 50.0 end, case when n % 5 > 0 then 'SITE' end
    from generate_series(1, ${count}::int) n`)
}
