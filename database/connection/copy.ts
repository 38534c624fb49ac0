import { getTableColumns, getTableName } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { columnName } from '../tables/columns.ts'

/** A COPY of rows into a table, in PostgreSQL's text format. */
export interface CopyText {
  /** `"events" ("id", "kind")`: the table and its columns, in the order of the text. */
  target: string
  /** The rows, in chunks of about 64 K characters. */
  chunks: Iterable<string>
}

interface CopyColumn {
  property: string
  name: string
  format: (value: unknown) => string
}

const CHUNK_LENGTH = 1 << 16
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/**
 * Formats rows for COPY (https://www.postgresql.org/docs/current/sql-copy.html, "Text Format").
 * @param rows at least one; values by the Drizzle names of the columns. The first row defines the columns
 * @throws {Error} if the table has no such column
 */
export function copyText(table: PgTable, rows: readonly object[]): CopyText {
  const columns = getTableColumns(table)
  const copied = Object.keys(rows[0] ?? {}).map((property): CopyColumn => {
    const column = columns[property]
    if (column === undefined) throw new Error(`Table ${getTableName(table)} has no column ${property}.`)
    const isJson = column.getSQLType() === 'jsonb'
    return { property, name: columnName(column), format: isJson ? formatJson : formatValue }
  })
  const target = `"${getTableName(table)}" (${copied.map(({ name }) => `"${name}"`).join(', ')})`
  return { target, chunks: chunksOf(rows as readonly Record<string, unknown>[], copied) }
}

function* chunksOf(
  rows: readonly Record<string, unknown>[],
  columns: readonly CopyColumn[],
): Generator<string, void, undefined> {
  let chunk = ''
  for (const row of rows) {
    let separator = ''
    for (const { property, format } of columns) {
      const value = row[property]
      chunk += separator
      chunk += value === null || value === undefined ? '\\N' : format(value)
      separator = '\t'
    }
    chunk += '\n'
    if (chunk.length > CHUNK_LENGTH) {
      yield chunk
      chunk = ''
    }
  }
  if (chunk !== '') yield chunk
}

function formatValue(value: unknown): string {
  if (typeof value === 'string') return escapeText(value)
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (Array.isArray(value)) return escapeText(formatArray(value as string[]))
  return String(value)
}

function formatJson(value: unknown): string {
  return escapeText(JSON.stringify(value))
}

/** An array of texts: the tables have no other arrays. */
function formatArray(values: readonly (string | null)[]): string {
  return `{${values.map((value) => (value === null ? 'NULL' : `"${value.replace(/["\\]/g, '\\$&')}"`)).join(',')}}`
}

function escapeText(text: string): string {
  return /[\\\n\r\t]/.test(text) ? text.replace(/[\\\n\r\t]/g, (character) => ESCAPES[character] ?? character) : text
}
