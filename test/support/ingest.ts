import { sql } from 'drizzle-orm'
import { ReportRefused } from '../../ingest/format/problem.ts'
import { acceptReport } from '../../ingest/publish.ts'
import type { Service } from './service.ts'

/** Stores a report. */
export const accept = ({ db }: Service, document: unknown) => acceptReport(db, document, { by: 'test' })

/** What is wrong with a report that must be refused. */
export const problemsOf = async (service: Service, document: unknown): Promise<string[]> => {
  const refused = await accept(service, document).then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(refused instanceof ReportRefused)) throw refused ?? new Error('The report was accepted')
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
  'reports',
  'revisions',
  'storylines',
  'submissions',
  'tenures',
]

/** How many rows the tables have that a report is stored in. */
export const countRows = async ({ db }: Service): Promise<Record<string, number>> => {
  const parts = TABLES.map(
    (name) => sql`select ${name}::text as name, count(*)::int as rows from ${sql.identifier(name)}`,
  )
  const { rows } = (await db.execute(sql.join(parts, sql` union all `))) as unknown as {
    rows: { name: string; rows: number }[]
  }
  return Object.fromEntries(rows.map((row) => [row.name, row.rows]))
}
