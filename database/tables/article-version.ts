import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { articles } from './article.ts'
import { moment } from './columns.ts'

/**
 * The texts of articles: each text that was given for an article is a version, counted from 1 and never overwritten. A
 * version without a digest is of a text that was not given. `body` is stored only if the licence allows it.
 * An article that a feed knows by its URL alone has no version.
 */
export const articleVersions = pgTable(
  'article_versions',
  {
    articleId: uuid()
      .notNull()
      .references(() => articles.id),
    version: integer().notNull(),
    textSha256: text(),
    /** In UTF-16 code units. */
    length: integer(),
    language: text(),
    headline: text(),
    body: text(),
    /** Hashes of the word sequences of the text, to recognize reprints; null if the text was not given or is short. */
    fingerprint: integer().array(),
    /** The news agencies that the text credits, by name; null if the text was not given. */
    agencies: text().array(),
    /** Hashes of the names that the text may credit as publishers; null if the text was not given. */
    creditedNames: integer().array(),
    recordedAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: 'article_versions_pk', columns: [t.articleId, t.version] }),
    unique('article_versions_text').on(t.articleId, t.textSha256),
    check('article_versions_version', sql`${t.version} >= 1`),
    check('article_versions_length', sql`${t.length} >= 0`),
    check('article_versions_text_sha256', sql`${t.textSha256} ~ '^[0-9a-f]{64}$'`),
    index('article_versions_by_headline').using(
      'gin',
      sql`to_tsvector('dateline', search_words(coalesce(${t.headline}, '')))`,
    ),
  ],
)

export type ArticleVersionRow = typeof articleVersions.$inferSelect
