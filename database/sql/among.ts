import { sql, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'

/**
 * The condition that a column holds one of these UUIDs: one parameter, however many they are. A list of parameters
 * would end at 65,535, and a report may have more references than that.
 */
export const isAmong = (column: PgColumn, uuids: Iterable<string>): SQL =>
  sql`${column} = any(${sql.param([...new Set(uuids)])}::uuid[])`
