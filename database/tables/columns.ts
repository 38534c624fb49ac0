import { sql, type SQL } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import { customType, timestamp, type PgColumn } from 'drizzle-orm/pg-core'

/** A moment, kept and read as text at millisecond precision, so that no driver's clock rounds it. */
export function moment() {
  return timestamp({ withTimezone: true, precision: 3, mode: 'string' })
}

/** Text that sorts by its bytes, the same on every engine and machine: a keyset must not depend on a locale. */
export const sortedText = customType<{ data: string; driverData: string }>({ dataType: () => 'text collate "C"' })

/** The condition of a CHECK that holds a text column to a closed list of words; null passes. */
export function oneOf(column: PgColumn, words: readonly string[]): SQL {
  return sql`${column} in (${sql.raw(words.map((word) => `'${word}'`).join(', '))})`
}

/** The condition of a CHECK that keeps a half-open span the right way round; an open end passes. */
export function halfOpen(from: PgColumn, until: PgColumn): SQL {
  return sql`${from} < ${until}`
}

/** The name that a column has in the database. */
export function columnName({ name, keyAsName }: Pick<PgColumn, 'name' | 'keyAsName'>): string {
  return keyAsName ? toSnakeCase(name) : name
}
