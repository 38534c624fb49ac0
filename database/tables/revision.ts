import { sql } from 'drizzle-orm'
import { bigint, check, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { AS_OF, asOfViews } from './as-of-view.ts'
import { moment, oneOf } from './columns.ts'
import { REVISION_KINDS } from './enums.ts'
import { events } from './event.ts'

export interface FieldChange {
  field: string
  before: unknown
  after: unknown
}

/** The history of events: append-only, one row for each version. */
export const revisions = pgTable(
  'revisions',
  {
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    version: integer().notNull(),
    /** The position in the history of all events, in the order of commits. */
    position: bigint({ mode: 'number' }).notNull(),
    kind: text({ enum: REVISION_KINDS }).notNull(),
    reason: text(),
    by: text().notNull(),
    at: moment().notNull().defaultNow(),
    changes: jsonb().$type<FieldChange[]>().notNull().default([]),
  },
  (t) => [
    primaryKey({ name: 'revisions_pk', columns: [t.eventId, t.version] }),
    index('revisions_position').on(t.position, t.eventId),
    index('revisions_by_time').on(t.at, t.eventId),
    check('revisions_kind', oneOf(t.kind, REVISION_KINDS)),
    check('revisions_version', sql`${t.version} >= 1`),
  ],
)

/** The revisions up to the moment. */
export const asOfRevisions = asOfViews
  .view('revisions', {})
  .as(sql.raw(`select * from public.revisions where at <= ${AS_OF}`))

export type RevisionRow = typeof revisions.$inferSelect
