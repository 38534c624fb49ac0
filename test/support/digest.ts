import { sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { readRow, readRows } from '../../database/sql/rows.ts'

/** Columns with the time of writing, which differs between runs. */
const TIME_COLUMNS = ['created_at', 'updated_at', 'merged_at', 'recorded_at', 'at', 'since']
/** SQL of columns that contain such times: the archived versions of events. */
const COLUMN_SQL: Record<string, string> = { state: `("state" #- '{events,0,created_at}' #- '{events,0,updated_at}')` }
/** Tables about the writing itself. */
const LOG_TABLES = ['imports', 'settings', 'submissions']

/** The history of the objects, and the columns that count their versions. */
const HISTORY_TABLES = ['entity_revisions', 'event_versions', 'revisions']
const VERSION_COLUMNS = ['version']

/**
 * A digest of each table without the history and the versions: of what is stored now, however it came about.
 * @returns row count and digest by table name
 */
export async function digestOfContent(db: Database): Promise<Record<string, string>> {
  return digestOf(db, HISTORY_TABLES, VERSION_COLUMNS)
}

/**
 * A digest of each table, to compare two databases. It does not depend on the order of rows or the time of writing, and
 * ignores derived counts of 0.
 * @returns row count and digest by table name
 */
export async function digestOf(
  db: Database,
  omittedTables: readonly string[] = [],
  omittedColumns: readonly string[] = [],
): Promise<Record<string, string>> {
  const rows = await readRows<{ name: string; columns: string[] }>(
    db,
    sql`select table_name as name, array_agg(column_name::text order by column_name) as columns
    from information_schema.columns where table_schema = 'public' and table_name in (select tablename from pg_tables where schemaname = 'public')
    group by 1 order by 1`,
  )
  const digests: Record<string, string> = {}
  for (const { name, columns } of rows) {
    if ([...LOG_TABLES, ...omittedTables].includes(name)) continue
    const comparedColumns = columns
      .filter((column) => ![...TIME_COLUMNS, ...omittedColumns].includes(column))
      .map((column) => COLUMN_SQL[column] ?? `"${column}"`)
    const condition = columns.includes('event_count') ? 'where event_count <> 0' : ''
    const row = await readRow<{ digest: string; count: number }>(
      db,
      sql.raw(`select md5(coalesce(string_agg(digest, '' order by digest), '')) as digest, count(*)::int as count
        from (select md5(row(${comparedColumns.join(', ')})::text) as digest from "${name}" ${condition}) rows`),
    )
    digests[name] = `${row.count} ${row.digest}`
  }
  return digests
}
