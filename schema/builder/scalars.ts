import { parseEdtfSpan } from '../../database/values/edtf.ts'
import { showValue } from '../../database/values/show-value.ts'
import { MAX_URL_CHARACTERS } from './bound.ts'
import { badUserInput } from './errors.ts'

/**
 * Converts a timestamp from PostgreSQL's format to RFC 3339.
 * @param value such as `2016-04-05 08:00:00.5+00`; the database session's time zone is UTC
 * @returns such as `2016-04-05T08:00:00.500Z`
 */
export function writeDateTime(value: string): string {
  if (!value.endsWith('+00')) return new Date(value).toISOString()
  const fraction = value[19] === '.' ? value.slice(20, -3) : ''
  return `${value.slice(0, 10)}T${value.slice(11, 19)}.${fraction.padEnd(3, '0')}Z`
}

/**
 * Converts a timestamp from PostgreSQL's format to a day if a day begins there, else to RFC 3339: times that are known only
 * to the day must not look as if they were known to the second.
 */
export function writeMoment(value: string): string {
  const dateTime = writeDateTime(value)
  return dateTime.endsWith('T00:00:00.000Z') ? dateTime.slice(0, 10) : dateTime
}

/** @throws {GraphQLError} BAD_USER_INPUT if the value is not an existing day such as 2016-04-05 */
export function parseDate(value: unknown): string {
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && dayExists(value)) return value
  throw badUserInput(`${showValue(value)} is not a date. Use the format 2016-04-05.`)
}

/** @throws {GraphQLError} BAD_USER_INPUT if the value is not a date-time with an offset */
export function parseDateTime(value: unknown): string {
  const dateTime = normalizeDateTime(value)
  if (dateTime !== undefined) return dateTime
  throw badUserInput(
    `${showValue(value)} is not a date-time. Use the format 2016-04-05T12:00:00+04:00, with an offset.`,
  )
}

/** @throws {GraphQLError} BAD_USER_INPUT if the value is neither a day nor a date-time with an offset */
export function parseMoment(value: unknown): string {
  if (typeof value === 'string' && value.length === 10) return `${parseDate(value)}T00:00:00.000Z`
  const dateTime = normalizeDateTime(value)
  if (dateTime !== undefined) return dateTime
  throw badUserInput(
    `${showValue(value)} is not a point in time. Use a date or a date-time, such as 2016-04-05 or 2016-04-05T12:00:00Z.`,
  )
}

/** @throws {GraphQLError} BAD_USER_INPUT if the value is not valid EDTF */
export function parseEdtf(value: unknown): string {
  if (typeof value !== 'string')
    throw badUserInput(`${showValue(value)} is not an EDTF date. Use a string such as "2016-04".`)
  try {
    parseEdtfSpan(value)
  } catch (error) {
    throw badUserInput(`${(error as RangeError).message}.`)
  }
  return value
}

/** @throws {GraphQLError} BAD_USER_INPUT if the value is not an absolute URL */
export function parseUrl(value: unknown): string {
  if (typeof value === 'string' && value.length <= MAX_URL_CHARACTERS && URL.canParse(value)) return value
  throw badUserInput(
    `${showValue(value)} is not a URL of at most ${MAX_URL_CHARACTERS} characters, such as https://desk.example/a.`,
  )
}

/** @throws {GraphQLError} BAD_USER_INPUT if the value is not a SHA-256 digest */
export function parseSha256(value: unknown): string {
  if (typeof value === 'string' && /^[\da-f]{64}$/.test(value)) return value
  throw badUserInput(`${showValue(value)} is not a SHA-256 digest of 64 lower-case hexadecimal digits.`)
}

const DATE_TIME = /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/

/** @returns a date-time in UTC with milliseconds; undefined if the value is not a date-time with an offset that exists */
export function normalizeDateTime(value: unknown): string | undefined {
  if (typeof value !== 'string' || !DATE_TIME.test(value) || !dayExists(value.slice(0, 10))) return undefined
  const date = new Date(value)
  return isWritable(date) ? date.toISOString() : undefined
}

function dayExists(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`)
  return isWritable(date) && date.toISOString().startsWith(day)
}

/** PostgreSQL, PGlite and JavaScript use the same format for the years 1 to 9999. */
function isWritable(date: Date): boolean {
  return date.getTime() >= -62_135_596_800_000 && date.getTime() < 253_402_300_800_000
}
