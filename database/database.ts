import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'

/** A connection pool, a connection or a transaction of either engine. */
export type Database = PgDatabase<PgQueryResultHKT, Record<string, never>>

/**
 * Drops the driver from the type of a Drizzle handle. The drivers differ only in the results of raw statements, which
 * `readRows` reads.
 */
export function asDatabase<Result extends PgQueryResultHKT>(
  handle: PgDatabase<Result, Record<string, never>>,
): Database {
  return handle as Database
}
