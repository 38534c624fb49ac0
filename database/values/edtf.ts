import edtf from 'edtf'
import type { TIME_PRECISIONS } from '../tables/enums.ts'

type TimePrecision = (typeof TIME_PRECISIONS)[number]

/** A half-open span of time in UTC: ISO 8601 texts with milliseconds; null at an end that is open or unknown. */
export interface Span {
  earliest: string | null
  latest: string | null
  precision: TimePrecision
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const DAY = 24 * 60 * MINUTE

/** The moments that both engines and JavaScript write alike, with four digits of year. */
const FIRST = Date.parse('0001-01-01T00:00:00.000Z')
const LAST = Date.parse('9999-01-01T00:00:00.000Z')

/**
 * What an EDTF text (ISO 8601-2, level 2) says about time.
 * A text without a zone is read in UTC. Where every digit is unspecified ("XXXX-XX-XX", "../..") nothing is known.
 * @throws {RangeError} where it is not EDTF, is impossible (30 February, an end before its start) or leaves the years 1 to 9998
 */
export function parseEdtfSpan(text: string): Span {
  if (/^(?:[X-]+|(?:\.\.)?\/(?:\.\.)?)$/.test(text)) return { earliest: null, latest: null, precision: 'UNKNOWN' }
  const { type, min, max, values } = parse(text)
  // A season depends on the hemisphere, and the library reads the end of a range within a set as its start.
  if (type === 'Season' || (/^[[{]/.test(text) && text.includes('..'))) {
    throw new RangeError(
      `"${text}" is a season or a set with a range. Write the span itself, such as 2016-04-05/2016-04-09`,
    )
  }
  const until = max === null ? null : max + (type === 'Interval' && max !== min ? beyondEnd(text) : beyondDate(text))
  return {
    earliest: bounded(text, min),
    latest: bounded(text, until),
    precision: type === 'Date' ? datePrecision(text, values.length, until! - min!) : type === 'Year' ? 'YEAR' : 'RANGE',
  }
}

function parse(text: string) {
  try {
    return edtf(text, { level: 2 })
  } catch {
    throw new RangeError(
      `"${text}" is not a possible EDTF date (ISO 8601-2), such as 2016-04-05, 2016-04 or 2016-04-05/2016-04-09`,
    )
  }
}

/** From the library's last millisecond to the first one after: a day's last is 23:59:59.999, but a time comes back as an instant. */
function beyondDate(text: string): number {
  const time = /T\d\d:\d\d(:\d\d)?(\.\d+)?/.exec(text)
  if (!time || time[2]) return 1
  return time[1] ? SECOND : MINUTE
}

/** An interval that ends in a time ends at that instant; one that ends in a day takes the whole day in. */
function beyondEnd(text: string): number {
  return text.slice(text.lastIndexOf('/')).includes('T') ? 0 : 1
}

function datePrecision(text: string, parts: number, width: number): TimePrecision {
  if (!text.includes('X')) return (['YEAR', 'MONTH', 'DAY'] as const)[parts - 1] ?? 'INSTANT'
  if (width > 366 * DAY) return 'RANGE'
  return width > 31 * DAY ? 'YEAR' : 'MONTH'
}

function bounded(text: string, milliseconds: number | null): string | null {
  if (milliseconds === null || Math.abs(milliseconds) === Infinity) return null
  if (!(milliseconds >= FIRST && milliseconds <= LAST)) throw new RangeError(`"${text}" leaves the years 1 to 9998`)
  return new Date(milliseconds).toISOString()
}
