import { showValue } from '../../database/values/show-value.ts'
import { RejectedRowError } from '../feed/importer.ts'
import { nextDay } from './dates.ts'

/** The cells of a row by column name, without empty cells. */
export type Row = Partial<Record<string, string>>

/** The smallest and the largest value of a column. */
export interface Range {
  min: number
  max: number
}

/** What a 32-bit column can hold. */
export const MAX_INTEGER = 2_147_483_647

/** The number of characters of names, codes and titles: an index of the database holds no longer ones. */
const MAX_NAME_CHARACTERS = 500

const MAX_CELL_CHARACTERS = 100_000

/**
 * The integer in a column; undefined if the cell is empty. Tables that passed through a spreadsheet may write `3.0`.
 * @throws {RejectedRowError} if the cell is not an integer in the range
 */
export function integerIn(row: Row, column: string, { min, max }: Range): number | undefined {
  const value = row[column]
  if (value === undefined) return undefined
  const number = /^[+-]?\d{1,16}(?:\.0+)?$/.test(value) ? Number(value) : NaN
  if (number >= min && number <= max) return number
  const bounds = max === Number.MAX_SAFE_INTEGER ? `of ${min} or more` : `from ${min} to ${max}`
  throw new RejectedRowError(column, `must be an integer ${bounds}`, value)
}

/**
 * The integer in a column that no row may lack.
 * @throws {RejectedRowError} if the cell is empty, or not an integer in the range
 */
export function requiredIntegerIn(row: Row, column: string, range: Range): number {
  const number = integerIn(row, column, range)
  if (number === undefined) throw new RejectedRowError(column, 'must be an integer', undefined)
  return number
}

/**
 * The decimal number in a column; undefined if the cell is empty.
 * @throws {RejectedRowError} if the cell is not a number in the range
 */
export function numberIn(row: Row, column: string, { min, max }: Range): number | undefined {
  const value = row[column]
  if (value === undefined) return undefined
  const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(value) ? Number(value) : NaN
  if (number >= min && number <= max) return number
  throw new RejectedRowError(column, `must be a number from ${min} to ${max}`, value)
}

/**
 * Checks that the database can store every cell.
 * @param names the columns with names, codes and titles
 * @throws {RejectedRowError} if a cell has a NUL character or half of a surrogate pair, or is too long
 */
export function assertStorable(row: Row, names: ReadonlySet<string>): void {
  for (const [column, value = ''] of Object.entries(row)) {
    if (value.includes('\u0000')) throw new RejectedRowError(column, 'must not contain the NUL character', value)
    if (!value.isWellFormed()) throw new RejectedRowError(column, 'must not contain half of a surrogate pair', value)
    const max = names.has(column) ? MAX_NAME_CHARACTERS : MAX_CELL_CHARACTERS
    if (value.length > max) throw new RejectedRowError(column, `must have at most ${max} characters`, value)
  }
}

/**
 * Checks that a day lies in the years of a feed.
 * @param first the first day that the feed can have
 * @throws {RejectedRowError} if the day is before the first day, or after tomorrow, by the clock of this machine
 */
export function assertPossible(day: string, first: string, column: string, value: string | undefined): void {
  if (day < first) throw new RejectedRowError(column, `must not be before ${first}`, value)
  if (day > nextDay(new Date().toISOString().slice(0, 10)))
    throw new RejectedRowError(column, 'must not be in the future', value)
}

/** The reason why a row breaks a rule of the file as a whole, such as its encoding, with the cell if one shows it. */
export function describeProblem(columns: readonly string[], values: readonly string[], problem: string) {
  const at = values.findIndex((value) => value.includes('\uFFFD'))
  const column = at < 0 || !problem.includes('UTF-8') ? undefined : columns[at]
  if (column === undefined) return { reason: problem }
  return { column, reason: `${column} must be UTF-8 text; got ${showValue(values[at])}` }
}
