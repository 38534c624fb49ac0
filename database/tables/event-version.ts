import { sql } from 'drizzle-orm'
import { check, integer, jsonb, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { events } from './event.ts'

/**
 * The archived versions of events: `state` has all rows of a version by table name. The current version is in the
 * tables themselves. The views of `as_of` combine both.
 */
export const eventVersions = pgTable(
  'event_versions',
  {
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    version: integer().notNull(),
    state: jsonb().notNull(),
  },
  (t) => [
    primaryKey({ name: 'event_versions_pk', columns: [t.eventId, t.version] }),
    check('event_versions_version', sql`${t.version} >= 1`),
  ],
)
