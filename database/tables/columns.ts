import { sql, type SQL } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import { customType, timestamp, type PgColumn } from 'drizzle-orm/pg-core'

/** A timestamp with milliseconds, read and written as text so that no driver rounds it. */
export function moment() {
  return timestamp({ withTimezone: true, precision: 3, mode: 'string' })
}

/** A text that is sorted by its bytes: the order of pages must not depend on the locale of the server. */
export const sortedText = customType<{ data: string; driverData: string }>({ dataType: () => 'text collate "C"' })

/** The condition of a CHECK that limits a text column to a list of values; null passes. */
export function oneOf(column: PgColumn, values: readonly string[]): SQL {
  return sql`${column} in (${sql.raw(values.map((value) => `'${value}'`).join(', '))})`
}

/** The condition of a CHECK that a half-open span starts before its end; a null start or end passes. */
export function halfOpen(from: PgColumn, until: PgColumn): SQL {
  return sql`${from} < ${until}`
}

/** The name of a column in the database. */
export function columnName({ name, keyAsName }: Pick<PgColumn, 'name' | 'keyAsName'>): string {
  return keyAsName ? toSnakeCase(name) : name
}
