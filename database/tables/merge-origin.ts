import { index, integer, jsonb, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core'

/**
 * What a merge changed in one table, as rows in JSON with the column names of the database. A row that it changed under
 * the same key is in both lists.
 */
export interface RowChanges {
  /** The rows as they were. */
  removed: Record<string, unknown>[]
  /** The rows as they became: without those that the target already had. */
  added: Record<string, unknown>[]
}

/**
 * The origin of the rows that a merge moved, so that a split can return them: for each merged event, actor or place what
 * changed in each table. A split deletes the rows of its merge. `part` counts the rows of one merge, so that none grows
 * with the number of events; `ordinal` counts all merges.
 */
export const mergeOrigins = pgTable(
  'merge_origins',
  {
    mergedId: uuid().notNull(),
    part: integer().notNull(),
    targetId: uuid().notNull(),
    ordinal: integer().notNull(),
    changes: jsonb().$type<Record<string, RowChanges>>().notNull(),
  },
  (t) => [
    primaryKey({ name: 'merge_origins_pk', columns: [t.mergedId, t.part] }),
    index('merge_origins_by_target').on(t.targetId, t.ordinal),
    index('merge_origins_by_ordinal').on(t.ordinal),
  ],
)
