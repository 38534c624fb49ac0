import { RejectedRowError } from '../feed/importer.ts'

/** A row by the names of its columns; what is empty is not there. */
export type Row = Partial<Record<string, string>>

/**
 * A number in a row.
 * @throws {RejectedRowError} where it is not one
 */
export function numberIn(row: Row, column: string): number | null {
  const value = row[column]
  if (value === undefined) return null
  const number = Number(value)
  if (!Number.isFinite(number)) throw new RejectedRowError(column, 'is not a number')
  return number
}

/**
 * A day in a row: releases write `2014-01-22`, `2014-01-22 00:00:00.000` or `2014-01-22T00:00:00`.
 * @throws {RejectedRowError} where it is none
 */
export function dayIn(row: Row, column: string): string {
  const day = row[column]?.slice(0, 10) ?? ''
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(day) : NaN
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day)
    throw new RejectedRowError(column, 'is not a day')
  return day
}
