import { date, check, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { actors } from './actor.ts'
import { halfOpen } from './columns.ts'
import { versionColumn } from './merge-columns.ts'
import { places } from './place.ts'

/** A post as in Popolo: "President of Armenia", independent of the holder. */
export const offices = pgTable(
  'offices',
  {
    id: uuid().primaryKey(),
    title: text().notNull(),
    organizationId: uuid().references(() => actors.id),
    placeId: uuid().references(() => places.id),
    ...versionColumn(),
  },
  (t) => [unique('offices_once').on(t.title, t.organizationId).nullsNotDistinct()],
)

export type OfficeRow = typeof offices.$inferSelect

/** One person in one office. The period is half open: a successor can start on the last day. */
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
 * Whether a tenure includes a day. An unknown start or end counts as open, and `validUntil` is not included.
 * @param day ISO 8601, such as 2016-04-05
 */
export function heldOn({ validFrom, validUntil }: TenureRow, day: string): boolean {
  return (validFrom === null || validFrom <= day) && (validUntil === null || day < validUntil)
}
