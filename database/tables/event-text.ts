import { customType, index, pgTable, uuid } from 'drizzle-orm/pg-core'
import { moment } from './columns.ts'
import { events } from './event.ts'

const tsvector = customType<{ data: string; driverData: string }>({ dataType: () => 'tsvector' })

/**
 * The words by which an event is found: weight A its title, B the names of its participants and places, C its summary,
 * D its quotes. Derived; the event's sort time stands here too, so that matches come newest first.
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
