import { and, eq, sql } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import { deriveUuid, toId } from '../schema/ids.ts'
import { articles } from '../schema/tables/article.ts'
import type { Database } from '../schema/tables/database.ts'
import { datasets } from '../schema/tables/dataset.ts'
import { publishers } from '../schema/tables/publisher.ts'
import { submissions } from '../schema/tables/submission.ts'
import { sha256 } from './check-quotes.ts'
import { checkReport } from './check.ts'
import type { ReportDocument } from './document.ts'
import { refuseUnlessFitting } from './fit.ts'
import { insertNewRows } from './insert.ts'
import { KeyTaken } from './problem.ts'
import { settleReferences } from './settle.ts'
import { writeEvents } from './write.ts'

/** What became of a report: ids are public ones. */
export interface Receipt {
  articleId: string
  /** False where the same report had been accepted before; nothing was written then. */
  created: boolean
  /** The events by their local keys. */
  events: { key: string; id: string }[]
}

/**
 * The one way in: checks a report document and stores it, all of it or nothing.
 * A retry under the same idempotency key gets the first result.
 * @param db a database; the transaction is begun here
 * @param document a report in the interchange format (DESIGN.md section 3), as parsed from JSON
 * @param options.by who publishes it, for the history
 * @param options.text the article's text, against which quotes are checked; it is not stored
 * @throws {ReportRefused} with everything that is wrong with the document
 */
export const acceptReport = async (
  db: Database,
  document: unknown,
  { by, text }: { by: string; text?: string },
): Promise<Receipt> => {
  const report = checkReport(document, text)
  const { article } = report
  const digest = article.textSha256 ?? (article.body === undefined ? undefined : sha256(article.body))
  const key = report.idempotencyKey ?? `${article.url ?? ''}|${digest ?? ''}`
  const articleId =
    article.url === undefined
      ? deriveUuid(0, 'article', 'sha256', digest!)
      : deriveUuid(0, 'article', 'url', article.url)
  const at = article.publishedOn === undefined ? 0 : Date.parse(article.publishedOn)
  const eventIds = new Map(
    report.events.map((event) => [event.key, deriveUuid(at, 'event', report.dataset.name, key, event.key)]),
  )
  const receipt = (created: boolean): Receipt => ({
    articleId: toId('article', articleId),
    created,
    events: [...eventIds].map(([local, id]) => ({ key: local, id: toId('event', id) })),
  })

  return db.transaction(async (tx) => {
    const datasetId = await storeDataset(tx, report.dataset)
    if (
      !(await isFirst(tx, {
        datasetId,
        idempotencyKey: key,
        documentSha256: sha256(JSON.stringify(report)),
        articleId,
      }))
    ) {
      return receipt(false)
    }
    const uuidOf = await settleReferences(tx, report, eventIds)
    await refuseUnlessFitting(tx, report, uuidOf)
    const publisherId = article.publisher ? await storePublisher(tx, article.publisher) : null
    await storeArticle(tx, { ...article, id: articleId, publisherId, textSha256: digest })
    await writeEvents(tx, report, uuidOf, { datasetId, articleId, publisherId, by })
    return receipt(true)
  })
}

/**
 * Enters a report into the ledger. Of several at once under one key the others wait here for the first to end.
 * @returns false where the same report is in it already
 * @throws {KeyTaken} where another report is
 */
const isFirst = async (tx: Database, entry: typeof submissions.$inferInsert): Promise<boolean> => {
  const entered = await tx
    .insert(submissions)
    .values(entry)
    .onConflictDoNothing()
    .returning({ articleId: submissions.articleId })
  if (entered.length > 0) return true
  const [first] = await tx
    .select({ documentSha256: submissions.documentSha256 })
    .from(submissions)
    .where(and(eq(submissions.datasetId, entry.datasetId), eq(submissions.idempotencyKey, entry.idempotencyKey)))
  if (first!.documentSha256 === entry.documentSha256) return false
  const message = `"${entry.idempotencyKey}" was already used for another report. To correct that one, correct its events; to publish another, give another key.`
  throw new KeyTaken([{ path: ['idempotencyKey'], message }])
}

const storeDataset = async (tx: Database, dataset: ReportDocument['dataset']): Promise<string> => {
  await insertNewRows(tx, datasets, [{ id: deriveUuid(0, 'dataset', dataset.name), ...dataset }])
  const [stored] = await tx.select({ id: datasets.id }).from(datasets).where(eq(datasets.name, dataset.name))
  return stored!.id
}

const storePublisher = async (
  tx: Database,
  publisher: { name: string; homepage?: string | undefined },
): Promise<string> => {
  await insertNewRows(tx, publishers, [{ id: deriveUuid(0, 'publisher', publisher.name), ...publisher }])
  const [stored] = await tx.select({ id: publishers.id }).from(publishers).where(eq(publishers.name, publisher.name))
  return stored!.id
}

/** An article that is known already gains what was not known of it. */
const storeArticle = async (
  tx: Database,
  { id, ...article }: typeof articles.$inferInsert & { id: string },
): Promise<void> => {
  const { url, publisherId, headline, language, publishedOn, length, textSha256, body } = article
  const known = { publisherId, headline, language, publishedOn, length, textSha256, body }
  await tx
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
}
