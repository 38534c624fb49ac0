import { sql } from 'drizzle-orm'
import { check, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { moment, oneOf } from './columns.ts'
import { REVISED_CONCEPTS, REVISION_KINDS } from './enums.ts'
import type { FieldChange } from './revision.ts'

/**
 * The history of actors, places, offices, articles, storylines and publishers: append-only, one row for each version but the first.
 * What reports add to them has no revision; names and external ids have columns for it.
 */
export const entityRevisions = pgTable(
  'entity_revisions',
  {
    entityId: uuid().notNull(),
    version: integer().notNull(),
    concept: text({ enum: REVISED_CONCEPTS }).notNull(),
    kind: text({ enum: REVISION_KINDS }).notNull(),
    reason: text(),
    by: text().notNull(),
    at: moment()
      .notNull()
      .default(sql`clock_timestamp()`),
    changes: jsonb().$type<FieldChange[]>().notNull(),
  },
  (t) => [
    primaryKey({ name: 'entity_revisions_pk', columns: [t.entityId, t.version] }),
    check('entity_revisions_concept', oneOf(t.concept, REVISED_CONCEPTS)),
    check('entity_revisions_kind', oneOf(t.kind, REVISION_KINDS)),
    check('entity_revisions_version', sql`${t.version} >= 2`),
  ],
)

export type EntityRevisionRow = typeof entityRevisions.$inferSelect
