import { sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import {
  check,
  doublePrecision,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import { asOfView } from './as-of-view.ts'
import { claims } from './claim.ts'
import { oneOf } from './columns.ts'
import { APPROXIMATIONS, MEASURES } from './enums.ts'
import { events } from './event.ts'

/**
 * A reported number. `low <= best <= high` has no CHECK: UCDP has rows that break it, and imports keep them with a
 * warning.
 */
export const quantities = pgTable(
  'quantities',
  {
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    ordinal: smallint().notNull(),
    measure: text({ enum: MEASURES }).notNull(),
    of: text(),
    side: text(),
    low: doublePrecision(),
    best: doublePrecision(),
    high: doublePrecision(),
    approximation: text({ enum: APPROXIMATIONS }).notNull(),
    unit: text(),
    text: text(),
    claimId: uuid(),
  },
  (t) => [
    primaryKey({ name: 'quantities_pk', columns: [t.eventId, t.ordinal] }),
    check('quantities_measure', oneOf(t.measure, MEASURES)),
    check('quantities_approximation', oneOf(t.approximation, APPROXIMATIONS)),
    index('quantities_by_value').on(t.measure, quantityValue(t), t.eventId),
    foreignKey({
      name: 'quantities_claim',
      columns: [t.eventId, t.claimId],
      foreignColumns: [claims.eventId, claims.id],
    }),
  ],
)

export const asOfQuantities = asOfView(quantities)

/** The value that filters compare: `best`, or `low` ("dozens" has a `low` of 24), or `high`. */
export function quantityValue({ best, low, high }: Record<'best' | 'low' | 'high', SQLWrapper>): SQL {
  return sql`coalesce(${best}, ${low}, ${high})`
}

/**
 * The condition that a quantity is the number of fatalities of its event that sums include: one of the whole event,
 * not of a side. If an event has several such numbers, sums include none of them.
 *
 * `offset 0` keeps the subquery from becoming a join: PostgreSQL expected one row of that join, and compared each event
 * of a busy actor with each quantity, for minutes.
 * @param alias the alias of `quantities` in the statement
 */
export function isFatalities(alias: string): SQL {
  const quantity = sql.identifier(alias)
  return sql`(${quantity}.measure = 'FATALITIES' and ${quantity}.side is null
    and coalesce(${quantity}.best, ${quantity}.low, ${quantity}.high) is not null and not exists (
    select 1 from quantities other where other.event_id = ${quantity}.event_id and other.measure = 'FATALITIES'
      and other.side is null and other.ordinal <> ${quantity}.ordinal offset 0))`
}

/**
 * The stated bounds and best estimate of a quantity, each null if the source does not state it: sums never use one in
 * place of another. An exact number is both of its bounds.
 * @param alias the alias of `quantities` in the statement
 */
export function statedFigures(alias: string): Record<'low' | 'best' | 'high', SQL> {
  const quantity = sql.identifier(alias)
  const exact = sql`case when ${quantity}.approximation = 'EXACT' then ${quantity}.best end`
  return {
    low: sql`coalesce(${quantity}.low, ${exact})`,
    best: sql`${quantity}.best`,
    high: sql`coalesce(${quantity}.high, ${exact})`,
  }
}

export type QuantityRow = typeof quantities.$inferSelect
