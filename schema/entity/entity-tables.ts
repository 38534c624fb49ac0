import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'

/** The tables of a concept whose rows have names and external ids: actors or places. */
export interface EntityTables {
  table: PgTable & { id: PgColumn; name: PgColumn; kind: PgColumn; mergedIntoId: PgColumn }
  /** The names besides the main name. */
  names: PgTable & { name: PgColumn }
  nameOwner: PgColumn
  /** All names in normalized form, for searches. */
  spellings: PgTable & { folded: PgColumn }
  spellingOwner: PgColumn
  externalIds: PgTable & { scheme: PgColumn; value: PgColumn }
  externalIdOwner: PgColumn
}
