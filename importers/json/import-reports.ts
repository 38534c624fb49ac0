import type { Database } from '../../database/database.ts'
import { InvalidReportError, formatPath } from '../../ingest/format/problem.ts'
import { publishReport } from '../../ingest/publish.ts'
import type { RejectedRow } from '../feed/importer.ts'
import { UnreadableFileError, type Input } from '../read/input.ts'
import { headOf, linesOf } from '../read/rows.ts'
import { StrictImportError, type ImportOptions } from '../store/import-file.ts'
import { count, noCounts, type ImportCounts } from '../store/import-log.ts'
import { shortened } from '../values/text.ts'

/**
 * Makes sure that a file has a report in the interchange format in its first line (NDJSON), before any is stored.
 * @throws {UnreadableFileError} where it has not
 */
export async function assertReportFile(input: Input): Promise<void> {
  const [first = ''] = await headOf(input, 1)
  const document = parsed(first)
  if (typeof document === 'object' && document !== null && 'article' in document && 'events' in document) return
  throw new UnreadableFileError(
    `${input.name} is not a file of reports: its first line is no report in the interchange format. Put each report in one line. Nothing of it was stored.`,
  )
}

/**
 * Imports reports in the interchange format, one a line, through the same way in as any other. Each is stored whole or not
 * at all; one that was stored before counts as unchanged.
 * @param db a connection
 * @param input a file of lines
 * @returns what it came to; the ledger of submissions has each report
 * @throws {StrictImportError} at a report that is refused, where `strict`
 */
export async function importReports(
  db: Database,
  input: Pick<Input, 'open'>,
  { strict, onRejectedRow, onBatch }: ImportOptions = {},
): Promise<ImportCounts> {
  const tally = noCounts()
  const rejectedRows = (row: RejectedRow) => {
    const where = row.column ? `, ${row.column}` : ''
    if (strict)
      throw new StrictImportError(`Line ${row.line}${where}: ${row.reason}. Without --strict such lines are set aside.`)
    tally.rowsRejected++
    count(tally.rejectedRows, row.reason)
    onRejectedRow?.(row)
  }
  for await (const { line, text } of linesOf(input)) {
    if (text.trim() === '') continue
    tally.rowsRead++
    const document = parsed(text)
    if (document === undefined) {
      rejectedRows({ line, reason: 'is no JSON', text: shortened(text) })
      continue
    }
    try {
      const { created, events } = await publishReport(db, document, { by: 'import json' })
      if (created) {
        tally.eventsCreated += events.length
        tally.mentionsWritten += events.length
      } else tally.rowsUnchanged++
    } catch (error) {
      if (!(error instanceof InvalidReportError)) throw error
      const [{ path, message }] = error.problems as [InvalidReportError['problems'][number]]
      rejectedRows({ line, column: formatPath(path), reason: message, text: shortened(text) })
    }
    onBatch?.(tally)
  }
  return tally
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
