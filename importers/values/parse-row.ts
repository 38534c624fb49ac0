import { RejectedRowError, type ParsedRow, type RowContent } from '../feed/importer.ts'
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
    const { column, message: reason } = error
    return { line, rejectedRow: { line, column, reason, text: shortenRow(text()) } }
  }
}

/** A rejected row with the wrong number of columns. */
export function rejectWidth(line: number, width: number, expectedWidth: number, text: string): ParsedRow {
  const reason = `the row must have ${expectedWidth} columns; got ${width}`
  return { line, rejectedRow: { line, reason, text: shortenRow(text) } }
}
