import { compose } from '../../database/values/normalize-name.ts'
import { RejectedRowError } from '../feed/importer.ts'
import { assertPossible, assertStorable, type Range, type Row, integerIn } from '../values/cells.ts'
import { isDay } from '../values/dates.ts'

/** UCDP codes events since 1989, and its conflicts begin in 1946. */
const FIRST_DAY = '1946-01-01'

/** More deaths than people live; a larger number is not a count. */
const DEATHS: Range = { min: 0, max: 10_000_000_000 }

/** The columns whose texts are names or titles. */
const NAMES = new Set(
  'conflict_name dyad_name side_a side_b where_coordinates adm_1 adm_2 country country_id iso3 side_a_new_id side_b_new_id'.split(
    ' ',
  ),
)

/**
 * Makes a row of its cells that are not empty. They are composed, because names are parts of ids.
 * @param cells of one feature or line; JSON gives them their types
 * @throws {RejectedRowError} if the database cannot store a cell
 */
export function toRow(cells: Iterable<readonly [name: string, value: unknown]>): Row {
  const row: Row = {}
  for (const [name, value] of cells) {
    const text = compose(textOf(name, value).trim())
    if (text !== '') row[name] = text
  }
  assertStorable(row, NAMES)
  return row
}

function textOf(column: string, value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new RejectedRowError(column, 'must be a text or a number', Array.isArray(value) ? 'a list' : 'an object')
}

/**
 * The number of deaths in a column; null if the cell is empty.
 * @throws {RejectedRowError} if the cell is not a count
 */
export function readDeaths(row: Row, column: string): number | null {
  return integerIn(row, column, DEATHS) ?? null
}

/**
 * The day in a column, YYYY-MM-DD. Releases write `2014-01-22`, `2014-01-22 00:00:00.000` or `2014-01-22T00:00:00`.
 * @throws {RejectedRowError} if the cell is not a day of the calendar that a release can have
 */
export function readDay(row: Row, column: string): string {
  const value = row[column]
  const day = /^\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?)?$/.test(value ?? '')
    ? (value ?? '').slice(0, 10)
    : ''
  if (!isDay(day)) throw new RejectedRowError(column, 'must be a day YYYY-MM-DD', value)
  assertPossible(day, FIRST_DAY, column, value)
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
