import { sql } from 'drizzle-orm'
import {
  bigint,
  check,
  doublePrecision,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  uuid,
} from 'drizzle-orm/pg-core'
import { asOfView } from './as-of-view.ts'
import { moment } from './columns.ts'
import { events } from './event.ts'
import { publishers } from './publisher.ts'

/**
 * One article that reports one event. `extractionConfidence` (0 to 100) is that of the machine that read the article;
 * it does not change the certainty of the event.
 */
export const mentions = pgTable(
  'mentions',
  {
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    articleId: uuid().notNull(),
    publisherId: uuid().references(() => publishers.id),
    sentence: integer(),
    actor1Offset: integer(),
    actor2Offset: integer(),
    actionOffset: integer(),
    extractionConfidence: smallint(),
    tone: doublePrecision(),
    mentionedAt: moment(),
    /** The number of the feed's row that the offsets are of; null if no feed has the mention. */
    rowNumber: bigint({ mode: 'number' }),
    occurredSort: moment().notNull(),
  },
  (t) => [
    primaryKey({ name: 'mentions_pk', columns: [t.eventId, t.articleId] }),
    check('mentions_extraction_confidence', sql`${t.extractionConfidence} between 0 and 100`),
    index('mentions_by_article').on(t.articleId, t.occurredSort, t.eventId),
    index('mentions_by_publisher').on(t.publisherId, t.occurredSort, t.eventId, t.articleId),
  ],
)

export const asOfMentions = asOfView(mentions)

export type MentionRow = typeof mentions.$inferSelect
