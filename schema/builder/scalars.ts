import { parseEdtfSpan } from '../../database/values/edtf.ts'
import { badUserInput } from './errors.ts'

/**
 * A moment as the database writes it, to RFC 3339.
 * @param value text such as `2016-04-05 08:00:00.5+00`; sessions are in UTC
 * @returns `2016-04-05T08:00:00.500Z`
 */
export function writeDateTime(value: string): string {
  if (!value.endsWith('+00')) return new Date(value).toISOString()
  const fraction = value[19] === '.' ? value.slice(20, -3) : ''
  return `${value.slice(0, 10)}T${value.slice(11, 19)}.${fraction.padEnd(3, '0')}Z`
}

/** @throws {GraphQLError} BAD_USER_INPUT unless the value is a day that exists */
export function parseDate(value: unknown): string {
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && dayExists(value)) return value
  throw badUserInput(`${shown(value)} is not a day. Write it as 2016-04-05.`)
}

/** @throws {GraphQLError} BAD_USER_INPUT unless the value is a date-time with its offset */
export function parseDateTime(value: unknown): string {
  if (typeof value === 'string' && DATE_TIME.test(value) && dayExists(value.slice(0, 10))) {
    const moment = new Date(value)
    if (isWritable(moment)) return moment.toISOString()
  }
  throw badUserInput(`${shown(value)} is not a moment. Write it with its offset, as 2016-04-05T12:00:00+04:00.`)
}

/** @throws {GraphQLError} BAD_USER_INPUT unless the value is a day or a date-time with its offset */
export function parseMoment(value: unknown): string {
  return typeof value === 'string' && value.length === 10 ? `${parseDate(value)}T00:00:00.000Z` : parseDateTime(value)
}

/** @throws {GraphQLError} BAD_USER_INPUT unless the value is possible EDTF */
export function parseEdtf(value: unknown): string {
  if (typeof value !== 'string') throw badUserInput(`${shown(value)} is not a date. Write EDTF text, as "2016-04".`)
  try {
    parseEdtfSpan(value)
  } catch (error) {
    throw badUserInput(`${(error as RangeError).message}.`)
  }
  return value
}

const DATE_TIME = /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/

function dayExists(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`)
  return isWritable(date) && date.toISOString().startsWith(day)
}

/** Both engines and JavaScript write the years 1 to 9999 alike. */
function isWritable(date: Date): boolean {
  return date.getTime() >= -62_135_596_800_000 && date.getTime() < 253_402_300_800_000
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 100)
}
