import { getTableColumns, getTableName } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { columnName } from '../tables/columns.ts'

/** A COPY of rows into a table, in PostgreSQL's text format. */
export interface CopyText {
  /** `"events" ("id", "kind")`: the table and its columns, in the order of the text. */
  target: string
  /** The rows, in pieces of some size. */
  pieces: Iterable<string>
}

const PIECE = 1 << 16
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/**
 * Writes rows for COPY (https://www.postgresql.org/docs/current/sql-copy.html, "Text Format").
 * @param table where to
 * @param rows by the names of the table's columns in Drizzle, one at least; the first tells which columns there are
 */
export function copyText(table: PgTable, rows: readonly object[]): CopyText {
  const columns = getTableColumns(table)
  const names = Object.keys(rows[0]!)
  const writers = names.map((name) => {
    const column = columns[name]
    if (column === undefined) throw new Error(`${getTableName(table)} has no column ${name}`)
    return column.getSQLType() === 'jsonb' ? (value: unknown) => escaped(JSON.stringify(value)) : written
  })
  const target = `"${getTableName(table)}" (${names.map((name) => `"${columnName(columns[name]!)}"`).join(', ')})`
  return { target, pieces: piecesOf(rows as readonly Record<string, unknown>[], names, writers) }
}

function* piecesOf(
  rows: readonly Record<string, unknown>[],
  names: readonly string[],
  writers: readonly ((value: unknown) => string)[],
): Iterable<string> {
  let piece = ''
  for (const row of rows) {
    for (let n = 0; n < names.length; n++) {
      const value = row[names[n]!]
      piece += n === 0 ? '' : '\t'
      piece += value === null || value === undefined ? '\\N' : writers[n]!(value)
    }
    piece += '\n'
    if (piece.length > PIECE) {
      yield piece
      piece = ''
    }
  }
  if (piece !== '') yield piece
}

function written(value: unknown): string {
  if (typeof value === 'string') return escaped(value)
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (Array.isArray(value)) return escaped(arrayOf(value as string[]))
  return String(value)
}

/** An array of words, as all arrays of the tables are. */
function arrayOf(values: readonly (string | null)[]): string {
  return `{${values.map((value) => (value === null ? 'NULL' : `"${value.replace(/["\\]/g, '\\$&')}"`)).join(',')}}`
}

function escaped(text: string): string {
  return /[\\\n\r\t]/.test(text) ? text.replace(/[\\\n\r\t]/g, (each) => ESCAPES[each]!) : text
}
