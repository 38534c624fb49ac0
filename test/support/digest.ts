import { sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { readRow, readRows } from '../../database/sql/rows.ts'

/** What differs from run to run: when something was stored, and the diary of how. */
const CLOCKS = ['created_at', 'updated_at', 'at']
/** What is kept of an event has its times too. */
const KEPT: Record<string, string> = { state: `("state" #- '{events,0,created_at}' #- '{events,0,updated_at}')` }
const DIARIES = ['imports', 'settings', 'submissions']

/**
 * A digest of every table, so that two databases can be compared: of all rows, in whatever order, without the times at
 * which they were stored. Counts that have come to nothing count as not there.
 * @returns by the name of the table
 */
export async function digestOf(db: Database): Promise<Record<string, string>> {
  const rows = await readRows<{ name: string; columns: string[] }>(
    db,
    sql`select table_name as name, array_agg(column_name::text order by column_name) as columns
    from information_schema.columns where table_schema = 'public' and table_name in (select tablename from pg_tables where schemaname = 'public')
    group by 1 order by 1`,
  )
  const digests: Record<string, string> = {}
  for (const { name, columns } of rows) {
    if (DIARIES.includes(name)) continue
    const told = columns.filter((column) => !CLOCKS.includes(column)).map((column) => KEPT[column] ?? `"${column}"`)
    const telling = columns.includes('event_count') ? 'where event_count <> 0' : ''
    const row = await readRow<{ digest: string; count: number }>(
      db,
      sql.raw(`select md5(coalesce(string_agg(digest, '' order by digest), '')) as digest, count(*)::int as count
        from (select md5(row(${told.join(', ')})::text) as digest from "${name}" ${telling}) each`),
    )
    digests[name] = `${row.count} ${row.digest}`
  }
  return digests
}
