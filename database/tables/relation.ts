import { sql } from 'drizzle-orm'
import { check, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { asOfView } from './as-of-view.ts'
import { oneOf } from './columns.ts'
import { BASES, CERTAINTIES, RELATION_KINDS } from './enums.ts'
import { events } from './event.ts'

/**
 * A directed relation from one event to another. `targetId` has no foreign key, so that events could be partitioned by
 * id.
 */
export const eventRelations = pgTable(
  'event_relations',
  {
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    kind: text({ enum: RELATION_KINDS }).notNull(),
    targetId: uuid().notNull(),
    certainty: text({ enum: CERTAINTIES }).notNull(),
    basis: text({ enum: BASES }).notNull(),
  },
  (t) => [
    primaryKey({ name: 'event_relations_pk', columns: [t.eventId, t.kind, t.targetId] }),
    check('event_relations_kind', oneOf(t.kind, RELATION_KINDS)),
    check('event_relations_certainty', oneOf(t.certainty, CERTAINTIES)),
    check('event_relations_basis', oneOf(t.basis, BASES)),
    check('event_relations_no_self_loop', sql`${t.eventId} <> ${t.targetId}`),
    index('event_relations_by_target').on(t.targetId),
  ],
)

export const asOfRelations = asOfView(eventRelations)

export type EventRelationRow = typeof eventRelations.$inferSelect
