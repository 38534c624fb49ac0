import { index, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { asOfView } from './as-of-view.ts'
import { moment } from './columns.ts'
import { events } from './event.ts'
import { places } from './place.ts'

/**
 * Derived table: the countries of an event, which are those that contain its place. A place on a border is in two
 * countries; a disputed place may be in none. `occurredSort` is a copy of the event's, to list the events of a country.
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

export const asOfCountries = asOfView(eventCountries)
