import { hash } from 'node:crypto'
import type { Database } from '../../database/database.ts'
import { isDataError } from '../../database/sql/sql-state.ts'
import { IdempotencyKeyError, InvalidReportError, formatPath } from '../../ingest/format/problem.ts'
import { publishReport, type PublishResult } from '../../ingest/publish.ts'
import type { RejectedRow } from '../feed/importer.ts'
import { InterruptedError } from '../feed/interrupted.ts'
import { StrictImportError } from '../feed/rejected-rows.ts'
import { UnreadableFileError, type Input } from '../read/input.ts'
import { headOf, isBlank, linesOf, type Line } from '../read/lines.ts'
import { assertRowsAddUp, countRejectedRow, emptyCounts, increment, type ImportCounts } from '../store/import-log.ts'
import type { ImportOptions } from '../store/session.ts'
import { reasonOf } from '../values/error-reason.ts'
import { shortenRow } from '../values/text.ts'
import { ReportLog } from './report-log.ts'

const HEAD_LINES = 50

/**
 * Checks that one of the first lines of a file is a report, before any report is stored.
 * @throws {UnreadableFileError} if none is
 */
export async function assertReportFile(input: Input): Promise<void> {
  const head = await headOf(input, HEAD_LINES)
  if (head.some((line) => isReport(parseJson(line)))) return
  throw new UnreadableFileError(
    `${input.name} is not a file of reports: its lines must be JSON objects with \`article\` and \`events\`. ` +
      'Write each report on one line. No report was stored.',
  )
}

function isReport(document: unknown): boolean {
  return isObject(document) && 'article' in document && 'events' in document
}

/**
 * Imports reports, one JSON document per line, with the same checks as `publishReport`. A report is stored whole or not
 * at all; a report that is stored already counts as unchanged, and one that the file had before as repeated. The import
 * log gets an entry for each dataset of the file, and `submissions` a row for each report.
 * @param db a connection that no other import uses
 * @returns the counts of the file
 * @throws {StrictImportError} at the first invalid report if `strict` is set
 * @throws {InterruptedError} after a report if `signal` is aborted
 */
export async function importReports(
  db: Database,
  input: Pick<Input, 'open' | 'name' | 'sha256' | 'byteCount'>,
  { strict, onRejectedRow, onBatch, signal }: ImportOptions = {},
): Promise<ImportCounts> {
  const counts = emptyCounts()
  const log = new ReportLog(db, input)
  const seenDigests = new Set<string>()
  try {
    await log.begin()
    for await (const line of linesOf(input)) {
      if (isBlank(line.text)) continue
      const document = parseJson(line.text)
      const digest = hash('sha256', line.text, 'base64url')
      const outcome = seenDigests.has(digest) ? 'REPEATED' : await publishLine(db, line, document)
      seenDigests.add(digest)
      if (typeof outcome === 'object' && 'reason' in outcome) {
        if (strict) throw new StrictImportError(outcome)
        onRejectedRow?.(outcome)
      }
      await log.update(datasetOf(document), (entry) => addOutcome(entry, outcome))
      addOutcome(counts, outcome)
      onBatch?.(counts)
      if (signal?.aborted) throw new InterruptedError(counts.rowsRead)
    }
    assertRowsAddUp(counts)
    await log.end('DONE')
    return counts
  } catch (error) {
    await log.end(error instanceof InterruptedError ? 'INTERRUPTED' : 'FAILED', reasonOf(error)).catch(() => undefined)
    throw error
  }
}

/** The result of a line: a report that was published, one that the file had before, or a rejected row. */
type Outcome = { published: PublishResult; warning?: string } | RejectedRow | 'REPEATED'

async function publishLine(db: Database, { line, text, problem }: Line, document: unknown): Promise<Outcome> {
  const reject = (reason: string, column?: string) => ({
    line,
    ...(column !== undefined && { column }),
    reason,
    text: shortenRow(text),
  })
  if (problem !== undefined) return reject(problem)
  if (document === undefined) return reject('the line must be valid JSON')
  try {
    return await publishOrAddKey(db, document)
  } catch (error) {
    if (isDataError(error))
      return reject(`the report must have values that the database can store; got ${reasonOf(error)}`)
    if (!(error instanceof InvalidReportError)) throw error
    const [{ path, message } = { path: [], message: error.message }] = error.problems
    return reject(message, formatPath(path))
  }
}

const BY = { by: 'import json' }

/**
 * Publishes a report. The lines of a file can be several reports about one article and text, which without keys of their
 * own have one idempotency key: the later ones get a key of their content.
 */
async function publishOrAddKey(db: Database, document: unknown): Promise<Outcome> {
  try {
    return { published: await publishReport(db, document, BY) }
  } catch (error) {
    if (!(error instanceof IdempotencyKeyError) || !isObject(document) || 'idempotencyKey' in document) throw error
    const idempotencyKey = `content ${hash('sha256', JSON.stringify(document), 'hex')}`
    const published = await publishReport(db, { ...document, idempotencyKey }, BY)
    return { published, warning: 'another report about the same text of the article is stored; both are kept' }
  }
}

function addOutcome(counts: ImportCounts, outcome: Outcome): void {
  counts.rowsRead++
  if (outcome === 'REPEATED') counts.rowsRepeated++
  else if ('reason' in outcome) countRejectedRow(counts, outcome)
  else {
    const { created, events } = outcome.published
    if (outcome.warning !== undefined) increment(counts.warnings, outcome.warning)
    if (created) {
      counts.rowsWritten++
      counts.eventsCreated += events.length
      counts.mentionsWritten += events.length
    } else counts.rowsUnchanged++
  }
}

/** The name of the dataset of a document; undefined if it names none. */
function datasetOf(document: unknown): string | undefined {
  const dataset = isObject(document) ? document['dataset'] : undefined
  const name = isObject(dataset) ? dataset['name'] : undefined
  return typeof name === 'string' ? name : undefined
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
