import { getTableName, sql, type SQL } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { contentOf, keyColumns, type JsonRow } from '../../database/sql/json-rows.ts'
import { readRows } from '../../database/sql/rows.ts'
import { columnName } from '../../database/tables/columns.ts'
import type { RowChanges } from '../../database/tables/merge-origin.ts'

/** The rows of a table that a merge can change. */
export interface RowScope {
  table: PgTable
  where: SQL
  /** The columns that are recorded besides the key; the default is all. */
  columns?: readonly PgColumn[]
}

/** What a merge changed, by the name of the table. */
export type ChangesByTable = Record<string, RowChanges>

/**
 * Records what a change does to rows, by comparing them before and after.
 * @param scopes at most one for each table; a row must be in scope before and after the change
 */
export async function recordChanges(
  tx: Database,
  scopes: readonly RowScope[],
  change: () => Promise<void>,
): Promise<ChangesByTable> {
  const before = await readScopes(tx, scopes)
  await change()
  const after = await readScopes(tx, scopes)
  const changes = scopes.map(({ table }, i): [string, RowChanges] => [
    getTableName(table),
    { removed: without(before[i], after[i]), added: without(after[i], before[i]) },
  ])
  return Object.fromEntries(changes.filter(([, { removed, added }]) => removed.length + added.length > 0))
}

async function readScopes(tx: Database, scopes: readonly RowScope[]): Promise<JsonRow[][]> {
  const rows: JsonRow[][] = []
  for (const scope of scopes) rows.push(await readJson(tx, scope))
  return rows
}

async function readJson(tx: Database, { table, where, columns }: RowScope): Promise<JsonRow[]> {
  const names = columns && [...keyColumns(table), ...columns.map(columnName)]
  const row = names
    ? sql`jsonb_build_object(${sql.join(
        names.flatMap((name) => [sql.raw(`'${name}'`), sql`${table}.${sql.identifier(name)}`]),
        sql`, `,
      )})`
    : sql`to_jsonb(${table})`
  const rows = await readRows<{ row: JsonRow }>(tx, sql`select ${row} as row from ${table} where ${where}`)
  return rows.map(({ row: json }) => json)
}

function without(rows: readonly JsonRow[] = [], others: readonly JsonRow[] = []): JsonRow[] {
  const otherTexts = new Set(others.map((row) => contentOf(row)))
  return rows.filter((row) => !otherTexts.has(contentOf(row)))
}
