import type { Database } from '../../database/database.ts'
import { ReportRefused, writePath } from '../../ingest/format/problem.ts'
import { acceptReport } from '../../ingest/publish.ts'
import type { SetAside } from '../feed/importer.ts'
import { FileRefused, type Input } from '../read/input.ts'
import { headOf, linesOf } from '../read/rows.ts'
import { RowRefused, type ImportOptions } from '../store/import-file.ts'
import { count, newTally, type Tally } from '../store/import-log.ts'
import { shortened } from '../values/text.ts'

/**
 * Makes sure that a file has a report in the interchange format in its first line (NDJSON), before any is stored.
 * @throws {FileRefused} where it has not
 */
export const refuseUnlessReports = async (input: Input): Promise<void> => {
  const [first = ''] = await headOf(input, 1)
  const document = parsed(first)
  if (typeof document === 'object' && document !== null && 'article' in document && 'events' in document) return
  throw new FileRefused(
    `${input.name} is not a file of reports: its first line is no report in the interchange format. Put each report in one line. Nothing of it was stored.`,
  )
}

/**
 * Imports reports in the interchange format, one a line, through the same way in as any other. Each is stored whole or not
 * at all; one that was stored before counts as unchanged.
 * @param db a connection
 * @param input a file of lines
 * @returns what it came to; the ledger of submissions has each report
 * @throws {RowRefused} at a report that is refused, where `strict`
 */
export const importReports = async (
  db: Database,
  input: Pick<Input, 'open'>,
  { strict, onSetAside, onBatch }: ImportOptions = {},
): Promise<Tally> => {
  const tally = newTally()
  const setAside = (row: SetAside) => {
    const where = row.column ? `, ${row.column}` : ''
    if (strict)
      throw new RowRefused(`Line ${row.line}${where}: ${row.reason}. Without --strict such lines are set aside.`)
    tally.rowsSetAside++
    count(tally.setAside, row.reason)
    onSetAside?.(row)
  }
  for await (const { line, text } of linesOf(input)) {
    if (text.trim() === '') continue
    tally.rowsRead++
    const document = parsed(text)
    if (document === undefined) {
      setAside({ line, reason: 'is no JSON', text: shortened(text) })
      continue
    }
    try {
      const { created, events } = await acceptReport(db, document, { by: 'import json' })
      if (created) {
        tally.eventsCreated += events.length
        tally.reportsWritten += events.length
      } else tally.rowsUnchanged++
    } catch (error) {
      if (!(error instanceof ReportRefused)) throw error
      const [{ path, message }] = error.problems as [ReportRefused['problems'][number]]
      setAside({ line, column: writePath(path), reason: message, text: shortened(text) })
    }
    onBatch?.(tally)
  }
  return tally
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
