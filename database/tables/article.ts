import { sql } from 'drizzle-orm'
import { check, date, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { moment } from './columns.ts'
import { versionColumn } from './merge-columns.ts'
import { publishers } from './publisher.ts'

/**
 * A published text. Its id is derived from its URL, or from its digest, or from its citation in a feed. `body` is
 * stored only if the licence allows it.
 */
export const articles = pgTable(
  'articles',
  {
    id: uuid().primaryKey(),
    url: text(),
    publisherId: uuid().references(() => publishers.id),
    headline: text(),
    language: text(),
    publishedOn: date(),
    publishedSort: date()
      .notNull()
      .generatedAlwaysAs(sql`coalesce(published_on, '-infinity'::date)`),
    length: integer(),
    textSha256: text(),
    body: text(),
    ...versionColumn(),
    createdAt: moment().notNull().defaultNow(),
  },
  (t) => [
    check('articles_identified', sql`${t.url} is not null or ${t.textSha256} is not null or ${t.headline} is not null`),
    check('articles_length', sql`${t.length} >= 0`),
    check('articles_text_sha256', sql`${t.textSha256} ~ '^[0-9a-f]{64}$'`),
    index('articles_published').on(t.publishedSort, t.id),
    index('articles_by_headline').using('gin', sql`to_tsvector('dateline', coalesce(${t.headline}, ''))`),
    index('articles_publisher').on(t.publisherId, t.publishedSort, t.id),
  ],
)

export type ArticleRow = typeof articles.$inferSelect
