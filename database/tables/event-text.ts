import { customType, index, pgTable, uuid } from 'drizzle-orm/pg-core'
import { asOfView } from './as-of-view.ts'
import { moment } from './columns.ts'
import { events } from './event.ts'

const tsvector = customType<{ data: string; driverData: string }>({ dataType: () => 'tsvector' })

/**
 * Derived table for full-text search in events. Weight A is the title, B the names of participants and places, C the
 * summary, D the quotes. `occurredSort` is a copy of the event's, to list matches by time.
 */
export const eventTexts = pgTable(
  'event_texts',
  {
    eventId: uuid()
      .primaryKey()
      .references(() => events.id, { onDelete: 'cascade' }),
    occurredSort: moment().notNull(),
    words: tsvector().notNull(),
  },
  (t) => [
    index('event_texts_by_word').using('gin', t.words).with({ fastupdate: false }),
    index('event_texts_by_time').on(t.occurredSort, t.eventId),
  ],
)

export const asOfTexts = asOfView(eventTexts)
