import { eq, sql } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import type { Database } from '../../database/database.ts'
import { insertOrComplete } from '../../database/sql/insert.ts'
import { articles } from '../../database/tables/article.ts'
import { publishers } from '../../database/tables/publisher.ts'
import { deriveUuid } from '../../database/values/ids.ts'
import { showValue } from '../../database/values/show-value.ts'
import type { ReportDocument } from '../format/report.ts'
import { sha256 } from '../validate/quotes.ts'

/**
 * Inserts the article of a report. If it is already stored, only its empty columns are filled.
 * @param text of the article, if it is available. Its length and digest are stored, so that later quotes can be
 *   checked.
 * @returns the UUID of the stored publisher, or null if the publisher is unknown
 */
export async function storeArticle(
  tx: Database,
  id: string,
  { publisher, url, headline, language, publishedOn, length, textSha256, body }: ReportDocument['article'],
  text: string | undefined,
): Promise<string | null> {
  const columns = {
    publisherId: publisher && (await storePublisher(tx, publisher)),
    headline,
    language,
    publishedOn,
    length: length ?? text?.length,
    textSha256: textSha256 ?? (text === undefined ? undefined : sha256(text)),
    body,
  }
  const [stored] = await tx
    .insert(articles)
    .values({ id, url, ...columns })
    .onConflictDoUpdate({
      target: articles.id,
      set: Object.fromEntries(
        (Object.keys(columns) as (keyof typeof columns)[]).map((name) => [
          name,
          sql`coalesce(${articles[name]}, excluded.${sql.identifier(toSnakeCase(name))})`,
        ]),
      ),
    })
    .returning({ publisherId: articles.publisherId })
  if (stored === undefined) throw new Error(`The article ${id} was not stored.`)
  return stored.publisherId
}

/** @returns the UUID of the publisher with this name, which is created if there is none */
export async function storePublisher(
  tx: Database,
  publisher: NonNullable<ReportDocument['article']['publisher']>,
): Promise<string> {
  await insertOrComplete(tx, publishers, [{ id: deriveUuid(0, 'publisher', publisher.name), ...publisher }], {
    key: ['name'],
    fill: ['homepage'],
  })
  const [stored] = await tx.select({ id: publishers.id }).from(publishers).where(eq(publishers.name, publisher.name))
  if (stored === undefined) throw new Error(`The publisher ${showValue(publisher.name)} was not stored.`)
  return stored.id
}
