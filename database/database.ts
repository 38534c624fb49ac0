import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type { FastReads } from './fast-reads.ts'

/**
 * A connection pool, a connection or a transaction of either engine. Those that serve requests have faster ways to read;
 * transactions have not.
 */
export type Database = PgDatabase<PgQueryResultHKT, Record<string, never>> & { reads?: FastReads }

/**
 * Drops the driver from the type of a Drizzle handle. The drivers differ only in the results of raw statements, which
 * `readRows` reads.
 */
export function asDatabase<Result extends PgQueryResultHKT>(
  handle: PgDatabase<Result, Record<string, never>>,
): Database {
  return handle as Database
}
