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

/** A stored publisher, by UUID. */
interface StoredPublisher {
  id: string
  /** True if it was stored without the homepage that it has now. */
  hasGainedHomepage: boolean
}

/** What a report has changed about the source of other reports. */
interface StoredArticle {
  /** UUID; null if the publisher is unknown. */
  publisherId: string | null
  /** True if the article was stored without the publisher that it has now. */
  hasGainedPublisher: boolean
  hasGainedHomepage: boolean
}

/** Inserts the article of a report. If it is already stored, only its empty columns are filled. */
export async function storeArticle(
  tx: Database,
  id: string,
  { publisher, url, publishedOn }: ArticleDraft,
): Promise<StoredArticle> {
  const stated = publisher && (await storePublisher(tx, publisher))
  const [earlier] = await tx.select({ publisherId: articles.publisherId }).from(articles).where(eq(articles.id, id))
  const [stored] = await tx
    .insert(articles)
    .values({ id, url, publisherId: stated?.id, publishedOn })
    .onConflictDoUpdate({
      target: articles.id,
      set: {
        publisherId: sql`coalesce(${articles.publisherId}, excluded.publisher_id)`,
        publishedOn: sql`coalesce(${articles.publishedOn}, excluded.published_on)`,
      },
    })
    .returning({ publisherId: articles.publisherId })
  if (stored === undefined) throw new Error(`The article ${id} was not stored.`)
  const { publisherId } = stored
  return {
    publisherId,
    hasGainedPublisher: earlier?.publisherId === null && publisherId !== null,
    hasGainedHomepage: stated?.hasGainedHomepage ?? false,
  }
}

/** Inserts a publisher. If one with this name is already stored, only its empty columns are filled. */
export async function storePublisher(
  tx: Database,
  publisher: NonNullable<ArticleDraft['publisher']>,
): Promise<StoredPublisher> {
  const readStored = () => tx.select().from(publishers).where(eq(publishers.name, publisher.name))
  const [earlier] = await readStored()
  await insertOrComplete(tx, publishers, [{ id: deriveUuid(0, 'publisher', publisher.name), ...publisher }], {
    key: ['name'],
    fill: ['homepage'],
  })
  const [stored] = await readStored()
  if (stored === undefined) throw new Error(`The publisher ${showValue(publisher.name)} was not stored.`)
  return { id: stored.id, hasGainedHomepage: earlier?.homepage === null && stored.homepage !== null }
}
