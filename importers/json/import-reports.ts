import type { Database } from '../../database/database.ts'
import { InvalidReportError, formatPath } from '../../ingest/format/problem.ts'
import { publishReport } from '../../ingest/publish.ts'
import type { RejectedRow } from '../feed/importer.ts'
import { InterruptedError } from '../feed/interrupted.ts'
import { UnreadableFileError, type Input } from '../read/input.ts'
import { headOf, linesOf } from '../read/rows.ts'
import { StrictImportError, type ImportOptions } from '../store/import-file.ts'
import { countRejectedRow, emptyCounts, type ImportCounts } from '../store/import-log.ts'
import { shortenRow } from '../values/text.ts'

/**
 * Checks that the first line of a file is a report, before any report is stored.
 * @throws {UnreadableFileError} if it is not
 */
export async function assertReportFile(input: Input): Promise<void> {
  const [firstLine = ''] = await headOf(input, 1)
  const document = parseJson(firstLine)
  if (typeof document === 'object' && document !== null && 'article' in document && 'events' in document) return
  throw new UnreadableFileError(
    `${input.name} is not a file of reports: its first line must be a JSON object with \`article\` and \`events\`. ` +
      'Write each report on one line. No report was stored.',
  )
}

/**
 * Imports reports, one JSON document per line, with the same checks as `publishReport`. A report is stored whole or not
 * at all; a report that is stored already counts as unchanged. The `submissions` table records each report.
 * @returns the counts of the file
 * @throws {StrictImportError} at the first invalid report if `strict` is set
 * @throws {InterruptedError} after a report if `signal` is aborted
 */
export async function importReports(
  db: Database,
  input: Pick<Input, 'open'>,
  { strict, onRejectedRow, onBatch, signal }: ImportOptions = {},
): Promise<ImportCounts> {
  const counts = emptyCounts()
  const reject = (row: RejectedRow) => {
    if (strict) throw new StrictImportError(row)
    countRejectedRow(counts, row)
    onRejectedRow?.(row)
  }
  for await (const { line, text } of linesOf(input)) {
    if (text.trim() === '') continue
    counts.rowsRead++
    const document = parseJson(text)
    if (document === undefined) {
      reject({ line, reason: 'the line must be valid JSON', text: shortenRow(text) })
      continue
    }
    try {
      const { created, events } = await publishReport(db, document, { by: 'import json' })
      if (created) {
        counts.eventsCreated += events.length
        counts.mentionsWritten += events.length
      } else counts.rowsUnchanged++
    } catch (error) {
      if (!(error instanceof InvalidReportError)) throw error
      const [{ path, message } = { path: [], message: error.message }] = error.problems
      reject({ line, column: formatPath(path), reason: message, text: shortenRow(text) })
    }
    onBatch?.(counts)
    if (signal?.aborted) throw new InterruptedError(counts.rowsRead)
  }
  return counts
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
