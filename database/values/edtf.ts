import edtf from 'edtf'
import type { TIME_PRECISIONS } from '../tables/enums.ts'

type TimePrecision = (typeof TIME_PRECISIONS)[number]

/** A half-open time span in UTC: ISO 8601 texts with milliseconds; null is an open or unknown end. */
export interface Span {
  readonly earliest: string | null
  readonly latest: string | null
  readonly precision: TimePrecision
}

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const DAY_MS = 24 * 60 * MINUTE_MS

/** The time that the library takes grows faster than the length of a set: 200 characters take at most 3 ms. */
export const MAX_EDTF_CHARACTERS = 200

/** Characters of a text that a message quotes. */
const MAX_QUOTED = 80

/** Between these moments both engines and JavaScript write the same text, with a year of four digits. */
const MIN_MS = Date.parse('0001-01-01T00:00:00.000Z')
const MAX_MS = Date.parse('9999-01-01T00:00:00.000Z')

const MAX_REMEMBERED = 500

/** One date is parsed several times in a request: when it is validated, for the cost, and for each field that uses it. */
const spanByText = new Map<string, Span>()

/**
 * Parses an EDTF text (ISO 8601-2, level 2). A text without a zone is read in UTC. A text of unspecified digits only
 * ("XXXX-XX-XX", "../..") has the precision UNKNOWN.
 * @throws {RangeError} if it is not EDTF, is impossible (30 February, an end before its start), is a season or a set
 * with a range, is outside the years 1 to 9998, or has more than 200 characters
 */
export function parseEdtfSpan(text: string): Span {
  if (text.length > MAX_EDTF_CHARACTERS) {
    throw new RangeError(`An EDTF date must have at most ${MAX_EDTF_CHARACTERS} characters; got ${text.length}`)
  }
  const remembered = spanByText.get(text)
  if (remembered) return remembered
  const span = spanOf(text)
  const [oldest] = spanByText.keys()
  if (spanByText.size >= MAX_REMEMBERED && oldest !== undefined) spanByText.delete(oldest)
  spanByText.set(text, span)
  return span
}

function spanOf(text: string): Span {
  if (/^(?:[X-]+|(?:\.\.)?\/(?:\.\.)?)$/.test(text)) return { earliest: null, latest: null, precision: 'UNKNOWN' }
  if (hasImpossibleLeapDay(text)) throw new RangeError(describeImpossible(text))
  const { type, min, max, values } = parse(text)
  // A season depends on the hemisphere, and the library takes the end of a range within a set for its start.
  if (type === 'Season' || (/^[[{]/.test(text) && text.includes('..'))) {
    throw new RangeError(
      `"${excerpt(text)}" is a season or a set with a range. Write a span such as 2016-04-05/2016-04-09`,
    )
  }
  const endMs = max === null ? null : max + (type === 'Interval' && max !== min ? afterEnd(text) : afterDate(text))
  return {
    earliest: toIsoText(text, min),
    latest: toIsoText(text, endMs),
    precision:
      type === 'Date'
        ? datePrecision(text, values.length, Number(endMs) - Number(min))
        : type === 'Year'
          ? 'YEAR'
          : 'RANGE',
  }
}

function parse(text: string) {
  try {
    return edtf(text, { level: 2 })
  } catch {
    throw new RangeError(describeImpossible(text))
  }
}

function describeImpossible(text: string): string {
  return `"${excerpt(text)}" is not a possible EDTF date (ISO 8601-2) such as 2016-04-05, 2016-04 or 2016-04-05/2016-04-09`
}

/** Whether a text has a 29 February of a year without one: the library takes it for 1 March. */
function hasImpossibleLeapDay(text: string): boolean {
  const years = text.replaceAll(/[?~%]/g, '').matchAll(/(?<![\dX])([\dX]{4})-02-29(?![\dX])/g)
  return [...years].some(([, year = '']) => !canBeLeapYear(year))
}

/** @param year four digits, of which some may be X */
function canBeLeapYear(year: string): boolean {
  const centuries = fillIn(year.slice(0, 2))
  return fillIn(year.slice(2)).some(
    (part) => part % 4 === 0 && (part !== 0 || centuries.some((each) => each % 4 === 0)),
  )
}

/** The numbers of two digits, of which some may be X. */
function fillIn(digits: string): number[] {
  const pattern = new RegExp(`^${digits.replaceAll('X', '\\d')}$`)
  return Array.from({ length: 100 }, (_each, n) => n).filter((n) => pattern.test(String(n).padStart(2, '0')))
}

/**
 * Milliseconds from the library's `max` to the exclusive end of a date. The `max` of a day is its 23:59:59.999; the
 * `max` of a time is the time itself.
 */
function afterDate(text: string): number {
  const time = /T\d\d:\d\d(:\d\d)?(\.\d+)?/.exec(text)
  if (!time || time[2]) return 1
  return time[1] ? SECOND_MS : MINUTE_MS
}

/**
 * Likewise for an interval: one that ends with a time ends at that instant, one that ends with a day includes that day.
 */
function afterEnd(text: string): number {
  return text.slice(text.lastIndexOf('/')).includes('T') ? 0 : 1
}

function datePrecision(text: string, partCount: number, widthMs: number): TimePrecision {
  if (!text.includes('X')) return (['YEAR', 'MONTH', 'DAY'] as const)[partCount - 1] ?? 'INSTANT'
  if (widthMs > 366 * DAY_MS) return 'RANGE'
  return widthMs > 31 * DAY_MS ? 'YEAR' : 'MONTH'
}

function toIsoText(text: string, milliseconds: number | null): string | null {
  if (milliseconds === null || Math.abs(milliseconds) === Infinity) return null
  if (!(milliseconds >= MIN_MS && milliseconds <= MAX_MS))
    throw new RangeError(`"${excerpt(text)}" is outside the years 1 to 9998`)
  return new Date(milliseconds).toISOString()
}

function excerpt(text: string): string {
  return text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}…` : text
}
