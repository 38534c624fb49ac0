import { and, eq } from 'drizzle-orm'
import type { Database } from '../database/database.ts'
import { insertNewRows } from '../database/sql/insert.ts'
import { withWriteLock } from '../database/sql/write-lock.ts'
import { datasets } from '../database/tables/dataset.ts'
import { submissions } from '../database/tables/submission.ts'
import { articleIdOf, deriveUuid, toId } from '../database/values/ids.ts'
import type { Certainty } from './derived/certainty.ts'
import { IdempotencyKeyError } from './format/problem.ts'
import type { ReportDocument } from './format/report.ts'
import { assertConsistentWithStored } from './resolve/check-against-stored.ts'
import { resolveReferences, type ResolvedReference } from './resolve/references.ts'
import { storeArticle } from './store/article.ts'
import { certaintyOf } from './store/event-rows.ts'
import { writeEvents } from './store/events.ts'
import { sha256 } from './validate/quotes.ts'
import { checkReport } from './validate/report.ts'

/** What became of a report: ids are public ones. */
export interface PublishResult {
  articleId: string
  /** False where the same report had been accepted before; nothing was written then. */
  created: boolean
  /** What became of its actors and places; nothing where the report had been accepted before. */
  resolved: ResolvedReference[]
  /** The events by their local keys, as sure as their claims make them. */
  events: { key: string; id: string; certainty: Certainty }[]
}

/** How a report is accepted. */
export interface PublishOptions {
  by: string
  text?: string | undefined
  rehearse?: boolean | undefined
}

/** Ends a transaction of which nothing is to stay. */
class DryRunRollback extends Error {
  readonly receipt: PublishResult

  constructor(receipt: PublishResult) {
    super('Nothing is wrong with the report.')
    this.receipt = receipt
  }
}

/**
 * The one way in: checks a report document and stores it, all of it or nothing.
 * A retry under the same idempotency key gets the first result.
 * @param db a database; the transaction is begun here
 * @param document a report in the interchange format (DESIGN.md section 3), as parsed from JSON
 * @param options.by who publishes it, for the history
 * @param options.text the article's text, against which quotes are checked; it is not stored
 * @param options.rehearse whether to take everything back in the end: what is wrong is told, and nothing is stored
 * @throws {ReportRefused} with everything that is wrong with the document
 */
export async function publishReport(
  db: Database,
  document: unknown,
  { by, text, rehearse = false }: PublishOptions,
): Promise<PublishResult> {
  const report = checkReport(document, text)
  const { article } = report
  const digest = article.textSha256 ?? (article.body === undefined ? undefined : sha256(article.body))
  const key = report.idempotencyKey ?? `${article.url ?? ''}|${digest ?? ''}`
  const articleId = article.url === undefined ? deriveUuid(0, 'article', 'sha256', digest!) : articleIdOf(article.url)
  const at = article.publishedOn === undefined ? 0 : Date.parse(article.publishedOn)
  const eventIds = new Map(
    report.events.map((event) => [event.key, deriveUuid(at, 'event', report.dataset.name, key, event.key)]),
  )
  const receipt = (created: boolean, resolved: ResolvedReference[]): PublishResult => ({
    articleId: toId('article', articleId),
    created,
    resolved,
    events: report.events.map((event) => {
      const id = toId('event', eventIds.get(event.key)!)
      return { key: event.key, id, certainty: certaintyOf(event, articleId) }
    }),
  })

  const accepted = withWriteLock(db, async (tx) => {
    const datasetId = await storeDataset(tx, report.dataset)
    if (
      !(await isFirst(tx, {
        datasetId,
        idempotencyKey: key,
        documentSha256: sha256(JSON.stringify(report)),
        articleId,
      }))
    ) {
      return receipt(false, [])
    }
    const { uuidOf, resolved } = await resolveReferences(tx, report, eventIds)
    await assertConsistentWithStored(tx, report, uuidOf)
    const publisherId = await storeArticle(tx, articleId, article, text ?? article.body)
    await writeEvents(tx, report, uuidOf, { datasetId, articleId, publisherId, by })
    const given = receipt(true, resolved)
    if (rehearse) throw new DryRunRollback(given)
    return given
  })
  return accepted.catch((error: unknown) => {
    if (error instanceof DryRunRollback) return error.receipt
    throw error
  })
}

/**
 * Enters a report into the ledger. Of several at once under one key the others wait here for the first to end.
 * @returns false where the same report is in it already
 * @throws {IdempotencyKeyError} where another report is
 */
async function isFirst(tx: Database, entry: typeof submissions.$inferInsert): Promise<boolean> {
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
  throw new IdempotencyKeyError([{ path: ['idempotencyKey'], message }])
}

async function storeDataset(tx: Database, dataset: ReportDocument['dataset']): Promise<string> {
  await insertNewRows(tx, datasets, [{ id: deriveUuid(0, 'dataset', dataset.name), ...dataset }])
  const [stored] = await tx.select({ id: datasets.id }).from(datasets).where(eq(datasets.name, dataset.name))
  return stored!.id
}
