import { sql } from 'drizzle-orm'
import { check, integer, jsonb, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { events } from './event.ts'

/**
 * What an event was in a version that another has followed: all its rows, by the name of their table, as they stood. The
 * version that it has now is in the tables themselves. `past` reads both together.
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
