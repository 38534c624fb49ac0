import { sql } from 'drizzle-orm'
import { readRows } from '../../database/sql/rows.ts'
import { InvalidReportError } from '../../ingest/format/problem.ts'
import { publishReport } from '../../ingest/publish.ts'
import type { Service } from './service.ts'

/** Stores a report. */
export function accept({ db }: Service, document: unknown) {
  return publishReport(db, document, { by: 'test' })
}

/** What is wrong with a report that must be refused. */
export async function problemsOf(service: Service, document: unknown): Promise<string[]> {
  const refused = await accept(service, document).then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(refused instanceof InvalidReportError)) throw refused ?? new Error('The report was accepted')
  return refused.message.split('\n').slice(1)
}

const TABLES = [
  'actors',
  'articles',
  'claims',
  'datasets',
  'events',
  'offices',
  'participations',
  'places',
  'publishers',
  'mentions',
  'revisions',
  'storylines',
  'submissions',
  'tenures',
]

/** How many rows the tables have that a report is stored in. */
export async function countRows({ db }: Service): Promise<Record<string, number>> {
  const parts = TABLES.map(
    (name) => sql`select ${name}::text as name, count(*)::int as rows from ${sql.identifier(name)}`,
  )
  const rows = await readRows<{ name: string; rows: number }>(db, sql.join(parts, sql` union all `))
  return Object.fromEntries(rows.map((row) => [row.name, row.rows]))
}
