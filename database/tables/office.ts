import { date, check, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { actors } from './actor.ts'
import { halfOpen } from './columns.ts'
import { places } from './place.ts'

/** Popolo's post: "President of Armenia", whoever holds it. */
export const offices = pgTable(
  'offices',
  {
    id: uuid().primaryKey(),
    title: text().notNull(),
    organizationId: uuid().references(() => actors.id),
    placeId: uuid().references(() => places.id),
  },
  (t) => [unique('offices_once').on(t.title, t.organizationId).nullsNotDistinct()],
)

export type OfficeRow = typeof offices.$inferSelect

/** One person in one office, from the first day to the day on which it ended (half open: a successor may start on it). */
export const tenures = pgTable(
  'tenures',
  {
    id: uuid().primaryKey(),
    officeId: uuid()
      .notNull()
      .references(() => offices.id),
    personId: uuid()
      .notNull()
      .references(() => actors.id),
    validFrom: date(),
    validUntil: date(),
  },
  (t) => [
    unique('tenures_once').on(t.personId, t.officeId, t.validFrom).nullsNotDistinct(),
    check('tenures_half_open', halfOpen(t.validFrom, t.validUntil)),
    index('tenures_by_office').on(t.officeId, t.validFrom),
  ],
)

export type TenureRow = typeof tenures.$inferSelect

/**
 * Whether an office was held on a day; an end that is not known counts as open, and the last day belongs to the successor.
 * @param day ISO 8601, such as 2016-04-05
 */
export function heldOn({ validFrom, validUntil }: TenureRow, day: string): boolean {
  return (validFrom === null || validFrom <= day) && (validUntil === null || day < validUntil)
}
