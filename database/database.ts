import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'

/** A connection or a transaction of either engine; what reads or writes through it never cares which. */
export type Database = PgDatabase<PgQueryResultHKT, Record<string, never>>
