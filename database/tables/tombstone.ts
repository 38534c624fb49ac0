import { check, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { moment, oneOf } from './columns.ts'

/** The concepts whose content can be erased. */
export const ERASABLE = ['event', 'article', 'actor'] as const

export type Erasable = (typeof ERASABLE)[number]

/** What was erased, when, by whom and why. It has nothing of the erased content. */
export const tombstones = pgTable(
  'tombstones',
  {
    /** The UUID of the erased event, article or actor. */
    id: uuid().primaryKey(),
    concept: text({ enum: ERASABLE }).notNull(),
    erasedAt: moment().notNull().defaultNow(),
    erasedBy: text().notNull(),
    reason: text().notNull(),
  },
  (t) => [check('tombstones_concept', oneOf(t.concept, ERASABLE))],
)

export type TombstoneRow = typeof tombstones.$inferSelect
