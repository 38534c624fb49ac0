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
import { claims } from './claim.ts'
import { oneOf } from './columns.ts'
import { APPROXIMATIONS, MEASURES } from './enums.ts'
import { events } from './event.ts'

/**
 * A number as it was reported. `low <= best <= high` is not checked: real UCDP rows break it, and are kept and flagged.
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

/** The one value that a quantity is filtered by: the likeliest, else the least ("dozens" is 24), else the greatest. */
export function quantityValue({ best, low, high }: Record<'best' | 'low' | 'high', SQLWrapper>): SQL {
  return sql`coalesce(${best}, ${low}, ${high})`
}

/**
 * The condition that a quantity is the one number of fatalities of its event that may be added to those of others: that
 * of the event as a whole, not of a side. Where several are reported nobody can say which to add, so none is.
 * @param of the name under which a statement has the quantity
 */
export function isFatalities(of: string): SQL {
  const quantity = sql.identifier(of)
  return sql`(${quantity}.measure = 'FATALITIES' and ${quantity}.side is null
    and coalesce(${quantity}.best, ${quantity}.low, ${quantity}.high) is not null and not exists (
    select 1 from quantities other where other.event_id = ${quantity}.event_id and other.measure = 'FATALITIES'
      and other.side is null and other.ordinal <> ${quantity}.ordinal))`
}

/**
 * The figures of a quantity that may be added to those of others, each null where the source gives none: a lower bound
 * or a likeliest number is never taken for an upper bound, nor the other way round. An exact number is its own bounds.
 * @param of the name under which a statement has the quantity
 */
export function statedFigures(of: string): Record<'low' | 'best' | 'high', SQL> {
  const quantity = sql.identifier(of)
  const exact = sql`case when ${quantity}.approximation = 'EXACT' then ${quantity}.best end`
  return {
    low: sql`coalesce(${quantity}.low, ${exact})`,
    best: sql`${quantity}.best`,
    high: sql`coalesce(${quantity}.high, ${exact})`,
  }
}

export type QuantityRow = typeof quantities.$inferSelect
