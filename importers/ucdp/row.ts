import { RejectedRowError } from '../feed/importer.ts'
import { isDay } from '../values/dates.ts'

/** The cells of a row by column name, without empty cells. */
export type Row = Partial<Record<string, string>>

/**
 * The number in a column; null if the cell is empty.
 * @throws {RejectedRowError} if the cell is not a number
 */
export function readNumber(row: Row, column: string): number | null {
  const value = row[column]
  if (value === undefined) return null
  const number = Number(value)
  if (!Number.isFinite(number)) throw new RejectedRowError(column, 'must be a number', value)
  return number
}

/**
 * The day in a column, YYYY-MM-DD. Releases write `2014-01-22`, `2014-01-22 00:00:00.000` or `2014-01-22T00:00:00`.
 * @throws {RejectedRowError} if the cell is not a day of the calendar
 */
export function readDay(row: Row, column: string): string {
  const day = row[column]?.slice(0, 10) ?? ''
  if (!isDay(day)) throw new RejectedRowError(column, 'must be a day YYYY-MM-DD', row[column])
  return day
}

/**
 * The text in a column.
 * @throws {RejectedRowError} if the cell is empty
 */
export function readText(row: Row, column: string): string {
  const value = row[column]
  if (value === undefined) throw new RejectedRowError(column, 'must be a name', value)
  return value
}
