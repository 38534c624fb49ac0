import { check, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { asOfView } from './as-of-view.ts'
import { oneOf, sortedText } from './columns.ts'
import { CODE_SCHEMES } from './enums.ts'
import { events } from './event.ts'

export const codes = pgTable(
  'codes',
  {
    scheme: text({ enum: CODE_SCHEMES }).notNull(),
    code: text().notNull(),
    label: text().notNull(),
  },
  (t) => [
    primaryKey({ name: 'codes_pk', columns: [t.scheme, t.code] }),
    check('codes_scheme', oneOf(t.scheme, CODE_SCHEMES)),
  ],
)

/** The codes of an event in coding schemes. A code is a text: CAMEO's "041" is not 41. */
export const eventCodes = pgTable(
  'event_codes',
  {
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    scheme: text({ enum: CODE_SCHEMES }).notNull(),
    code: sortedText().notNull(),
  },
  (t) => [
    primaryKey({ name: 'event_codes_pk', columns: [t.eventId, t.scheme, t.code] }),
    check('event_codes_scheme', oneOf(t.scheme, CODE_SCHEMES)),
    index('event_codes_by_code').on(t.scheme, t.code, t.eventId),
  ],
)

export const asOfCodes = asOfView(eventCodes)

export type EventCodeRow = typeof eventCodes.$inferSelect
