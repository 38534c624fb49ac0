import { getTableColumns, sql, type SQL } from 'drizzle-orm'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../database.ts'
import { columnName } from '../tables/columns.ts'
import { readRows } from './rows.ts'

/** A row as JSON, with the column names of the database. */
export type JsonRow = Record<string, unknown>

/** The names of the columns of the primary key in the database. */
export function keyColumns(table: PgTable): string[] {
  const { primaryKeys, columns } = getTableConfig(table)
  const composite = primaryKeys.flatMap((key) => key.columns)
  return (composite.length > 0 ? composite : columns.filter(({ primary }) => primary)).map(columnName)
}

/** @returns the values of a row as one text, to find equal rows; the order of the columns does not matter */
export function contentOf(row: JsonRow, ignored: readonly string[] = []): string {
  return JSON.stringify(
    Object.entries(row)
      .filter(([name]) => !ignored.includes(name))
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )
}

/** @returns the key of a row as one text */
export function keyOf(table: PgTable, row: JsonRow): string {
  return JSON.stringify(keyColumns(table).map((name) => row[name]))
}

/**
 * Reads all rows of some owners.
 * @param column the name of a uuid column in the database
 */
export async function readRowsOf(
  tx: Database,
  table: PgTable,
  column: string,
  ids: readonly string[],
): Promise<JsonRow[]> {
  const found = await readRows<{ row: JsonRow }>(
    tx,
    sql`select to_jsonb(t) as row from ${table} t where t.${sql.identifier(column)} = any(${sql.param(ids)}::uuid[])`,
  )
  return found.map(({ row }) => row)
}

/**
 * Reads the current rows that have the values of others in some columns; they are returned with all columns.
 * @param columns names in the database; the default is the key
 */
export async function readCurrent(
  tx: Database,
  table: PgTable,
  rows: readonly JsonRow[],
  columns: readonly string[] = keyColumns(table),
): Promise<JsonRow[]> {
  if (rows.length === 0) return []
  const keys = keyColumns(table)
  const equal = columns.map((name) =>
    sql.raw(keys.includes(name) ? `t."${name}" = r."${name}"` : `t."${name}" is not distinct from r."${name}"`),
  )
  const found = await readRows<{ row: JsonRow }>(
    tx,
    sql`select to_jsonb(t) as row from ${table} t join ${recordset(table, rows)} r on ${sql.join(equal, sql` and `)}`,
  )
  return found.map(({ row }) => row)
}

/** Deletes the rows with these keys. */
export async function deleteJson(tx: Database, table: PgTable, rows: readonly JsonRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.execute(sql`delete from ${table} t using ${recordset(table, rows)} r where ${sameKey(table, 't', 'r')}`)
}

/** Inserts rows. Columns that they do not have get their defaults. */
export async function insertJson(tx: Database, table: PgTable, rows: readonly JsonRow[]): Promise<void> {
  const stored = new Set(Object.values(getTableColumns(table)).map(columnName))
  for (const [names, group] of byColumns(rows)) {
    const columns = sql.join(
      names.filter((name) => stored.has(name)).map((name) => sql.identifier(name)),
      sql`, `,
    )
    await tx.execute(sql`insert into ${table} (${columns}) select ${columns} from ${recordset(table, group)} r`)
  }
}

/** Sets the columns that the rows have in the stored rows with the same keys. */
export async function updateJson(tx: Database, table: PgTable, rows: readonly JsonRow[]): Promise<void> {
  const keys = keyColumns(table)
  for (const [names, group] of byColumns(rows)) {
    const assignments = names
      .filter((name) => !keys.includes(name))
      .map((name) => sql`${sql.identifier(name)} = r.${sql.identifier(name)}`)
    if (assignments.length === 0) continue
    await tx.execute(sql`update ${table} t set ${sql.join(assignments, sql`, `)} from ${recordset(table, group)} r
      where ${sameKey(table, 't', 'r')}`)
  }
}

/** @returns rows with the same columns in one group, with the names of the columns */
function byColumns(rows: readonly JsonRow[]): [names: string[], group: JsonRow[]][] {
  const groups = new Map<string, [string[], JsonRow[]]>()
  for (const row of rows) {
    const names = Object.keys(row).toSorted()
    const group = groups.get(names.join())
    if (group) group[1].push(row)
    else groups.set(names.join(), [names, [row]])
  }
  return [...groups.values()]
}

function recordset(table: PgTable, rows: readonly JsonRow[]): SQL {
  return sql`jsonb_populate_recordset(null::${table}, ${JSON.stringify(rows)}::jsonb)`
}

function sameKey(table: PgTable, left: string, right: string): SQL {
  const equal = keyColumns(table).map((name) => sql.raw(`${left}."${name}" = ${right}."${name}"`))
  return sql.join(equal, sql` and `)
}
