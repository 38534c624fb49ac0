import { sql } from 'drizzle-orm'
import { readRows } from '../../database/sql/rows.ts'
import { InvalidReportError } from '../../ingest/format/problem.ts'
import { publishReport } from '../../ingest/publish.ts'
import type { Service } from './service.ts'

/** Publishes a report. */
export function accept({ db }: Service, document: unknown) {
  return publishReport(db, document, { by: 'test' })
}

/**
 * The problems of a report that must be rejected.
 * @throws {Error} if it is accepted
 */
export async function problemsOf(service: Service, document: unknown): Promise<string[]> {
  const error = await accept(service, document).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof InvalidReportError)) throw error ?? new Error('The report was accepted.')
  return error.message.split('\n').slice(1)
}

const TABLES = [
  'actors',
  'article_versions',
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

/** The row counts of the tables that a report is stored in. */
export async function countRows({ db }: Service): Promise<Record<string, number>> {
  const selects = TABLES.map(
    (name) => sql`select ${name}::text as name, count(*)::int as rows from ${sql.identifier(name)}`,
  )
  const rows = await readRows<{ name: string; rows: number }>(db, sql.join(selects, sql` union all `))
  return Object.fromEntries(rows.map((row) => [row.name, row.rows]))
}
