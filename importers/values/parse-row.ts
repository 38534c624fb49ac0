import { RejectedRowError, type ParsedRow, type RowContent } from '../feed/importer.ts'
import type { Cells } from '../read/rows.ts'
import { describeProblem } from './cells.ts'
import { shortenRow } from './text.ts'

/**
 * Parses a row; a `RejectedRowError` makes it a rejected row.
 * @param text returns the row as it is in the file
 */
export function parseRow(line: number, text: () => string, parse: () => RowContent): ParsedRow {
  try {
    return { line, ...parse() }
  } catch (error) {
    if (!(error instanceof RejectedRowError)) throw error
    const { column, field, message: reason } = error
    const where = { column, ...(field !== undefined && { field }) }
    return { line, rejectedRow: { line, ...where, reason, text: shortenRow(text()) } }
  }
}

/**
 * Parses the cells of a row. A row whose text has a problem, or that has another width than its columns, is rejected.
 * @param parse receives cells of the width of the columns
 */
export function parseCells(
  { line, values, text, problem }: Cells,
  columns: readonly string[],
  parse: (values: readonly string[]) => RowContent,
): ParsedRow {
  if (problem !== undefined)
    return { line, rejectedRow: { line, ...describeProblem(columns, values, problem), text: shortenRow(text) } }
  if (values.length !== columns.length) {
    const reason = `the row must have ${columns.length} columns; got ${values.length}`
    return { line, rejectedRow: { line, reason, text: shortenRow(text) } }
  }
  const parsed = parseRow(
    line,
    () => text,
    () => parse(values),
  )
  if (text.includes('\uFFFD'))
    warningsOf(parsed)?.push('text has U+FFFD, the sign of characters lost before; not changed')
  return parsed
}

function warningsOf(row: ParsedRow): string[] | undefined {
  if ('eventRow' in row) return row.eventRow.warnings
  return 'mentionRow' in row ? row.mentionRow.warnings : undefined
}
