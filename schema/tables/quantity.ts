import { check, doublePrecision, foreignKey, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { claims } from './claim.ts'
import { oneOf } from './columns.ts'
import { events } from './event.ts'
import { APPROXIMATIONS, MEASURES } from './vocabulary.ts'

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
    foreignKey({
      name: 'quantities_claim',
      columns: [t.eventId, t.claimId],
      foreignColumns: [claims.eventId, claims.id],
    }),
  ],
)

export type QuantityRow = typeof quantities.$inferSelect
