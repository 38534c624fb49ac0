import { eq, sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { insertOrComplete } from '../../database/sql/insert.ts'
import { articles } from '../../database/tables/article.ts'
import { publishers } from '../../database/tables/publisher.ts'
import { articleIdOf, deriveUuid } from '../../database/values/ids.ts'
import { showValue } from '../../database/values/show-value.ts'
import type { ReportDocument } from '../format/report.ts'
import { sha256 } from '../validate/quotes.ts'

type ArticleDraft = ReportDocument['article']

/**
 * Identifies an article by its URL, or else by the digest of its first text. `checkReport` ensures that it has one of
 * them.
 * @param text of the article, if it is available
 * @returns the UUID of the article, and the digest of the text; undefined if the text is not known
 */
export function identifyArticle({ url, textSha256 }: ArticleDraft, text: string | undefined) {
  const digest = textSha256 ?? (text === undefined ? undefined : sha256(text))
  return { digest, articleId: url === undefined ? deriveUuid(0, 'article', 'sha256', digest ?? '') : articleIdOf(url) }
}

/**
 * Inserts the article of a report. If it is already stored, only its empty columns are filled.
 * @returns the UUID of the stored publisher, or null if the publisher is unknown
 */
export async function storeArticle(
  tx: Database,
  id: string,
  { publisher, url, publishedOn }: ArticleDraft,
): Promise<string | null> {
  const publisherId = publisher && (await storePublisher(tx, publisher))
  const [stored] = await tx
    .insert(articles)
    .values({ id, url, publisherId, publishedOn })
    .onConflictDoUpdate({
      target: articles.id,
      set: {
        publisherId: sql`coalesce(${articles.publisherId}, excluded.publisher_id)`,
        publishedOn: sql`coalesce(${articles.publishedOn}, excluded.published_on)`,
      },
    })
    .returning({ publisherId: articles.publisherId })
  if (stored === undefined) throw new Error(`The article ${id} was not stored.`)
  return stored.publisherId
}

/** @returns the UUID of the publisher with this name, which is created if there is none */
export async function storePublisher(tx: Database, publisher: NonNullable<ArticleDraft['publisher']>): Promise<string> {
  await insertOrComplete(tx, publishers, [{ id: deriveUuid(0, 'publisher', publisher.name), ...publisher }], {
    key: ['name'],
    fill: ['homepage'],
  })
  const [stored] = await tx.select({ id: publishers.id }).from(publishers).where(eq(publishers.name, publisher.name))
  if (stored === undefined) throw new Error(`The publisher ${showValue(publisher.name)} was not stored.`)
  return stored.id
}
