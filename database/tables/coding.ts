import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  doublePrecision,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import { asOfView } from './as-of-view.ts'
import { moment, oneOf } from './columns.ts'
import { CODING_KEYS } from './enums.ts'
import { events } from './event.ts'
import { locationChecks, locationColumns } from './location.ts'

/**
 * The machine codings of events: one for each row of a feed that describes the event, with what that row alone says. The
 * counts are of the fifteen minutes in which the feed first listed the row.
 */
export const eventCodings = pgTable(
  'event_codings',
  {
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    rowNumber: bigint({ mode: 'number' }).notNull(),
    /** What the rows of the event have in common, by which the row belongs to it. */
    key: text({ enum: CODING_KEYS }).notNull(),
    code: text().notNull(),
    goldsteinScale: doublePrecision(),
    quadClass: smallint(),
    isRootEvent: boolean(),
    averageTone: doublePrecision(),
    mentionCount: integer(),
    sourceCount: integer(),
    articleCount: integer(),
    addedAt: moment(),
    actor1Label: text(),
    actor2Label: text(),
    /** The places of the actors in the text, as the feed writes them; null if the row has none. */
    actor1PlaceText: text(),
    actor2PlaceText: text(),
    ...locationColumns(),
  },
  (t) => [
    primaryKey({ name: 'event_codings_pk', columns: [t.eventId, t.rowNumber] }),
    check('event_codings_key', oneOf(t.key, CODING_KEYS)),
    check('event_codings_quad_class', sql`${t.quadClass} between 1 and 4`),
    ...locationChecks('event_codings', t),
  ],
)

export const asOfCodings = asOfView(eventCodings)

export type EventCodingRow = typeof eventCodings.$inferSelect
