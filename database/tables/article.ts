import { sql } from 'drizzle-orm'
import { date, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { moment } from './columns.ts'
import { versionColumn } from './merge-columns.ts'
import { publishers } from './publisher.ts'

/**
 * A published article. Its id is derived from its normalized URL, or else from the digest of its first text, or from its
 * citation in a feed; `url` is as it was first given. What depends on its text is in `article_versions`.
 */
export const articles = pgTable(
  'articles',
  {
    id: uuid().primaryKey(),
    url: text(),
    publisherId: uuid().references(() => publishers.id),
    publishedOn: date(),
    publishedSort: date()
      .notNull()
      .generatedAlwaysAs(sql`coalesce(published_on, '-infinity'::date)`),
    ...versionColumn(),
    createdAt: moment().notNull().defaultNow(),
  },
  (t) => [
    index('articles_published').on(t.publishedSort, t.id),
    index('articles_publisher').on(t.publisherId, t.publishedSort, t.id),
  ],
)

export type ArticleRow = typeof articles.$inferSelect
