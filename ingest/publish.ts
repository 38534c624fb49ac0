import { and, eq } from 'drizzle-orm'
import type { Database } from '../database/database.ts'
import { insertNewRows } from '../database/sql/insert.ts'
import { withWriteLock } from '../database/sql/write-lock.ts'
import { datasets, type DatasetRow } from '../database/tables/dataset.ts'
import { IMPORTED_DATASETS, IMPORTED_METHODS } from '../database/tables/enums.ts'
import { submissions } from '../database/tables/submission.ts'
import { articleIdOf, deriveUuid, toId } from '../database/values/ids.ts'
import { showValue } from '../database/values/show-value.ts'
import type { Certainty } from './derived/certainty.ts'
import { IdempotencyKeyError, InvalidReportError } from './format/problem.ts'
import type { ReportDocument } from './format/report.ts'
import { appendRevisions } from './history/revisions.ts'
import { assertConsistentWithStored } from './resolve/check-against-stored.ts'
import { describeErased, findErased } from './resolve/erased.ts'
import { resolveReferences, type ResolvedReference } from './resolve/references.ts'
import { storeArticle } from './store/article.ts'
import { storeCodeLabels } from './store/codes.ts'
import { certaintyOf, rowsOfReported } from './store/event-rows.ts'
import { storeEvents } from './store/events.ts'
import { sha256 } from './validate/quotes.ts'
import { checkReport } from './validate/report.ts'

/** The result of publishing a report. Ids are public ids. */
export interface PublishResult {
  articleId: string
  /** False if the same report was published before. Nothing was written then. */
  created: boolean
  /** The actors and places of the report; empty if the report was published before. */
  resolved: ResolvedReference[]
  /** The events of the report by local key, with the certainty that follows from their claims. */
  events: { key: string; id: string; certainty: Certainty }[]
}

export interface PublishOptions {
  /** The author, for the history. */
  by: string
  /** Throws if the author may not publish into the dataset of this name. By default every dataset is allowed. */
  authorize?: (dataset: string) => void
  /** The text of the article, to locate quotes in. It is not stored. */
  text?: string | undefined
  /**
   * Whether the quotes were found in the text before, and the text is only not at hand: bundled reports. The default is
   * false.
   */
  areQuotesVerified?: boolean | undefined
  /** Whether to check the report and roll back, so that nothing is stored. The default is false. */
  dryRun?: boolean | undefined
}

/** Rolls back the transaction of a dry run. */
class DryRunRollbackError extends Error {
  readonly result: PublishResult

  constructor(result: PublishResult) {
    super('The dry run found no problems in the report.')
    this.name = 'DryRunRollbackError'
    this.result = result
  }
}

/**
 * Checks a report document and stores all of it, or nothing. A retry with the same idempotency key and content returns
 * the first result.
 * @param db a database; the function runs its own transaction
 * @param document a report in the interchange format, as parsed from JSON
 * @throws {InvalidReportError} with all problems of the document
 * @throws {IdempotencyKeyError} if its idempotency key was used for a report with other content
 */
export async function publishReport(
  db: Database,
  document: unknown,
  { by, authorize, text, areQuotesVerified = false, dryRun = false }: PublishOptions,
): Promise<PublishResult> {
  const report = checkReport(document, text)
  authorize?.(report.dataset.name)
  const { article } = report
  const { articleId, digest } = identifyArticle(article)
  const idempotencyKey = report.idempotencyKey ?? `${article.url ?? ''}|${digest ?? ''}`
  const publishedAtMs = article.publishedOn === undefined ? 0 : Date.parse(article.publishedOn)
  const events = report.events.map((draft) => ({
    key: draft.key,
    uuid: deriveUuid(publishedAtMs, 'event', report.dataset.name, idempotencyKey, draft.key),
    certainty: certaintyOf(draft, articleId),
  }))
  const resultOf = (created: boolean, resolved: ResolvedReference[]): PublishResult => ({
    articleId: toId('article', articleId),
    created,
    resolved,
    events: events.map(({ key, uuid, certainty }) => ({ key, id: toId('event', uuid), certainty })),
  })

  const publication = withWriteLock(db, async (tx) => {
    const { id: datasetId, method } = await storeDataset(tx, report.dataset)
    const documentSha256 = sha256(JSON.stringify(report))
    if (!(await insertSubmission(tx, { datasetId, idempotencyKey, documentSha256, articleId }))) {
      return resultOf(false, [])
    }
    const erasedAt = (await findErased(tx, [articleId])).get(articleId)
    if (erasedAt !== undefined) throw new InvalidReportError([{ path: ['article'], message: describeErased(erasedAt) }])
    const eventIds = new Map(events.map(({ key, uuid }) => [key, uuid]))
    const { uuidOf, resolved } = await resolveReferences(tx, report, eventIds, datasetId)
    await assertConsistentWithStored(tx, report, uuidOf)
    const articleText = text ?? article.body
    const publisherId = await storeArticle(tx, articleId, article, articleText)
    const isVerified = areQuotesVerified || articleText !== undefined
    const source = { datasetId, method, articleId, publisherId, isVerified }
    await storeCodeLabels(tx, report.events)
    await storeEvents(
      tx,
      report.events.map((draft) => rowsOfReported(draft, uuidOf, source)),
    )
    await appendRevisions(
      tx,
      events.map(({ uuid }) => ({ eventId: uuid, version: 1, kind: 'CREATED', by })),
    )
    const result = resultOf(true, resolved)
    if (dryRun) throw new DryRunRollbackError(result)
    return result
  })
  return publication.catch((error: unknown) => {
    if (error instanceof DryRunRollbackError) return error.result
    throw error
  })
}

/**
 * Identifies an article by its URL, or else by the digest of its text. `checkReport` ensures that it has one of them.
 */
function identifyArticle({ url, textSha256, body }: ReportDocument['article']) {
  const digest = textSha256 ?? (body === undefined ? undefined : sha256(body))
  return { digest, articleId: url === undefined ? deriveUuid(0, 'article', 'sha256', digest ?? '') : articleIdOf(url) }
}

/**
 * Records a report under its idempotency key.
 * @returns false if the same report is already recorded
 * @throws {IdempotencyKeyError} if a report with other content is recorded under the key
 */
async function insertSubmission(tx: Database, submission: typeof submissions.$inferInsert): Promise<boolean> {
  const inserted = await tx
    .insert(submissions)
    .values(submission)
    .onConflictDoNothing()
    .returning({ articleId: submissions.articleId })
  if (inserted.length > 0) return true
  const { datasetId, idempotencyKey } = submission
  const [stored] = await tx
    .select({ documentSha256: submissions.documentSha256 })
    .from(submissions)
    .where(and(eq(submissions.datasetId, datasetId), eq(submissions.idempotencyKey, idempotencyKey)))
  if (stored?.documentSha256 === submission.documentSha256) return false
  const message = `${showValue(idempotencyKey)} was already used for another report of the dataset. To change that report, correct its events; to publish another report, give another key.`
  throw new IdempotencyKeyError([{ path: ['idempotencyKey'], message }])
}

/** @returns the dataset with this name, which is created if there is none; a report does not state its method */
async function storeDataset(tx: Database, dataset: ReportDocument['dataset']): Promise<DatasetRow> {
  await insertNewRows(tx, datasets, [
    { id: deriveUuid(0, 'dataset', dataset.name), ...dataset, method: methodOf(dataset.name) },
  ])
  const [stored] = await tx.select().from(datasets).where(eq(datasets.name, dataset.name))
  if (stored === undefined) throw new Error(`The dataset ${showValue(dataset.name)} was not stored.`)
  return stored
}

function methodOf(name: string): DatasetRow['method'] {
  const imported = IMPORTED_DATASETS.find((candidate) => candidate === name)
  return imported === undefined ? 'EDITED' : IMPORTED_METHODS[imported]
}
