import { index, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { moment } from './columns.ts'
import { events } from './event.ts'
import { places } from './place.ts'

/**
 * In which countries an event is located: those that its place lies within. A place on a border is in two, a disputed one
 * may be in none. Derived from the event's place; the event's sort time stands here too, for a country's list.
 */
export const eventCountries = pgTable(
  'event_countries',
  {
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    countryId: uuid()
      .notNull()
      .references(() => places.id),
    occurredSort: moment().notNull(),
  },
  (t) => [
    primaryKey({ name: 'event_countries_pk', columns: [t.eventId, t.countryId] }),
    index('event_countries_by_country').on(t.countryId, t.occurredSort, t.eventId),
  ],
)
