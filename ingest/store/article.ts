import { eq, sql } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import type { Database } from '../../database/database.ts'
import { insertNewRows } from '../../database/sql/insert.ts'
import { articles } from '../../database/tables/article.ts'
import { publishers } from '../../database/tables/publisher.ts'
import { deriveUuid } from '../../database/values/ids.ts'
import type { ReportDocument } from '../format/report.ts'
import { sha256 } from '../validate/quotes.ts'

/**
 * Stores the article of a report. One that is known already gains what was not known of it, and keeps the rest.
 * @param tx a transaction
 * @param id its UUID
 * @param article as the document has it
 * @param text its text, where it is at hand: it tells its length and digest, against which any quote can be checked later
 * @returns the UUID of its publisher, as stored; null where none is known
 */
export async function storeArticle(
  tx: Database,
  id: string,
  { publisher, url, headline, language, publishedOn, length, textSha256, body }: ReportDocument['article'],
  text: string | undefined,
): Promise<string | null> {
  const known = {
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
    .values({ id, url, ...known })
    .onConflictDoUpdate({
      target: articles.id,
      set: Object.fromEntries(
        (Object.keys(known) as (keyof typeof known)[]).map((name) => [
          name,
          sql`coalesce(${articles[name]}, excluded.${sql.identifier(toSnakeCase(name))})`,
        ]),
      ),
    })
    .returning({ publisherId: articles.publisherId })
  return stored!.publisherId
}

async function storePublisher(
  tx: Database,
  publisher: NonNullable<ReportDocument['article']['publisher']>,
): Promise<string> {
  await insertNewRows(tx, publishers, [{ id: deriveUuid(0, 'publisher', publisher.name), ...publisher }])
  const [stored] = await tx.select({ id: publishers.id }).from(publishers).where(eq(publishers.name, publisher.name))
  return stored!.id
}
