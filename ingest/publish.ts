import { and, eq } from 'drizzle-orm'
import type { Database } from '../database/database.ts'
import { insertNewRows } from '../database/sql/insert.ts'
import { withWriteLock } from '../database/sql/write-lock.ts'
import { datasets, type DatasetRow } from '../database/tables/dataset.ts'
import { IMPORTED_DATASETS, IMPORTED_METHODS } from '../database/tables/enums.ts'
import { submissions } from '../database/tables/submission.ts'
import { deriveUuid, toId } from '../database/values/ids.ts'
import { showValue } from '../database/values/show-value.ts'
import { normalizeUrl } from '../database/values/url.ts'
import type { Certainty } from './derived/certainty.ts'
import { IdempotencyKeyError, InvalidReportError } from './format/problem.ts'
import type { ReportDocument } from './format/report.ts'
import { appendRevisions } from './history/revisions.ts'
import { readSource } from './origins/read-source.ts'
import { assertConsistentWithStored } from './resolve/check-against-stored.ts'
import { describeErased, findErased } from './resolve/erased.ts'
import { resolveReferences, type ResolvedReference } from './resolve/references.ts'
import { revisePublishers } from './store/article-publisher.ts'
import { findVersion, storeVersion, versionColumns } from './store/article-version.ts'
import { identifyArticle, storeArticle } from './store/article.ts'
import { storeCodeLabels } from './store/codes.ts'
import { certaintyOf, rowsOfReported } from './store/event-rows.ts'
import { storeEvents } from './store/events.ts'
import { reviseOrigins } from './store/origins.ts'
import { locateQuotesAgain, readLaterText } from './store/quote-fates.ts'
import { sha256 } from './validate/quotes.ts'
import { checkReport } from './validate/report.ts'

/** The result of publishing a report. Ids are public ids. */
export interface PublishResult {
  articleId: string
  /** The version of the article that the report is about, counted from 1. */
  articleVersion: number
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
  const articleText = text ?? article.body
  const { articleId, digest } = identifyArticle(article, articleText)
  const idempotencyKey = report.idempotencyKey ?? defaultKey(article.url, digest)
  const publishedAtMs = article.publishedOn === undefined ? 0 : Date.parse(article.publishedOn)
  const events = report.events.map((draft) => ({
    key: draft.key,
    uuid: deriveUuid(publishedAtMs, 'event', report.dataset.name, idempotencyKey, draft.key),
    certainty: certaintyOf(draft),
  }))
  const resultOf = (created: boolean, articleVersion: number, resolved: ResolvedReference[]): PublishResult => ({
    articleId: toId('article', articleId),
    articleVersion,
    created,
    resolved,
    events: events.map(({ key, uuid, certainty }) => ({ key, id: toId('event', uuid), certainty })),
  })

  const kept = articleText === undefined ? undefined : readSource(articleText)
  const publication = withWriteLock(db, async (tx) => {
    const { id: datasetId, method } = await storeDataset(tx, report.dataset)
    const documentSha256 = sha256(JSON.stringify(report))
    const reported = await findVersion(tx, articleId, digest)
    const { version: articleVersion } = reported
    const submission = { datasetId, idempotencyKey, documentSha256, articleId, articleVersion }
    const earlier = await insertSubmission(tx, submission)
    if (earlier !== undefined) return resultOf(false, earlier.articleVersion, [])
    const erasedAt = (await findErased(tx, [articleId])).get(articleId)
    if (erasedAt !== undefined) throw new InvalidReportError([{ path: ['article'], message: describeErased(erasedAt) }])
    const eventIds = new Map(events.map(({ key, uuid }) => [key, uuid]))
    const { uuidOf, resolved } = await resolveReferences(tx, report, eventIds, datasetId)
    await assertConsistentWithStored(tx, report, uuidOf)
    const { publisherId, hasGainedPublisher, hasGainedHomepage } = await storeArticle(tx, articleId, article)
    await storeVersion(tx, articleId, reported, versionColumns(article, articleText, digest, kept), { by })
    const isVerified = areQuotesVerified || articleText !== undefined
    const later = await readLaterText(tx, articleId, reported)
    const source = { datasetId, method, articleId, articleVersion, publisherId, isVerified, later }
    await storeCodeLabels(tx, report.events)
    await storeEvents(
      tx,
      report.events.map((draft) => rowsOfReported(draft, uuidOf, source)),
    )
    const hasLaterText = articleText !== undefined && articleVersion > 1 && articleVersion === reported.latest
    const quoteRevisions = hasLaterText
      ? await locateQuotesAgain(tx, articleId, { version: articleVersion, text: articleText }, { by })
      : []
    const published = { by, reason: 'A report of one of its articles was published.' }
    if (hasGainedPublisher) await appendRevisions(tx, await revisePublishers(tx, [articleId], published))
    await appendRevisions(tx, [
      ...events.map(({ uuid }) => ({ eventId: uuid, version: 1, kind: 'CREATED', by }) as const),
      ...quoteRevisions,
      ...(await reviseOrigins(tx, { articleIds: [articleId] }, published)),
    ])
    if (hasGainedHomepage && publisherId !== null) {
      await appendRevisions(tx, await reviseOrigins(tx, { publisherId }, published))
    }
    const result = resultOf(true, articleVersion, resolved)
    if (dryRun) throw new DryRunRollbackError(result)
    return result
  })
  return publication.catch((error: unknown) => {
    if (error instanceof DryRunRollbackError) return error.result
    throw error
  })
}

/** The key of a report that gives none: another text at the same URL is another report. */
function defaultKey(url: string | undefined, digest: string | undefined): string {
  return `${url === undefined ? '' : normalizeUrl(url)}|${digest ?? ''}`
}

/**
 * Records a report under its idempotency key.
 * @returns what was recorded before about the same report; undefined if it is new
 * @throws {IdempotencyKeyError} if a report with other content is recorded under the key
 */
async function insertSubmission(
  tx: Database,
  submission: typeof submissions.$inferInsert,
): Promise<{ articleVersion: number } | undefined> {
  const inserted = await tx
    .insert(submissions)
    .values(submission)
    .onConflictDoNothing()
    .returning({ articleId: submissions.articleId })
  if (inserted.length > 0) return undefined
  const { datasetId, idempotencyKey } = submission
  const [stored] = await tx
    .select({ documentSha256: submissions.documentSha256, articleVersion: submissions.articleVersion })
    .from(submissions)
    .where(and(eq(submissions.datasetId, datasetId), eq(submissions.idempotencyKey, idempotencyKey)))
  if (stored?.documentSha256 === submission.documentSha256) return stored
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
