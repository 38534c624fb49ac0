import { DateTime, IANAZone } from 'luxon'
import { z } from 'zod'
import { showValue } from '../../../database/values/show-value.ts'
import { columnName } from './fields.ts'

/** The tokens of a date format; other letters must be quoted. A year of two digits has two centuries, so it has none. */
const TOKEN = /'[^']*'|yyyy|MMMM|MMM|MM|M|dd|d|HH|H|hh|h|mm|m|ss|s|a|ZZZ|ZZ|Z|[^A-Za-z']/g

const TOKENS = 'yyyy, M, MM, MMM, MMMM, d, dd, H, HH, h, hh, a, m, mm, s, ss, Z, ZZ, ZZZ, and quoted text'

/** The units of a date from the largest to the smallest; a format must have each above its smallest. */
const UNITS = [/y/, /M/, /d/, /[Hh]/, /m/, /s/]

const format = z
  .string()
  .min(1)
  .max(100)
  .superRefine((value, context) => {
    const problem = problemOf(value)
    if (problem !== undefined) context.addIssue({ code: 'custom', message: `${problem}; got ${showValue(value)}.` })
  })
  .describe(
    'How the column writes dates, with the tokens of Luxon, such as dd.MM.yyyy or d MMM yyyy HH:mm; names of months are English. Without a format, the column has EDTF (ISO 8601), such as 2016-04-05 or 2016-04.',
  )

function problemOf(value: string): string | undefined {
  if (value.replaceAll(TOKEN, '') !== '') return `must have the tokens ${TOKENS}`
  const tokens = lettersOf(value)
  const has = UNITS.map((unit) => unit.test(tokens))
  if (has.indexOf(false) >= 0 && has.lastIndexOf(true) > has.indexOf(false)) {
    return 'must have every unit from the year to its smallest one'
  }
  return has[0] ? undefined : 'must have the year, yyyy'
}

export const dateField = z
  .strictObject({ column: columnName, format: format.optional() })
  .meta({ id: 'DateField', description: 'A date in a column.' })

export type DateField = z.output<typeof dateField>

export const timeZone = z.string().refine((zone) => zone === 'UTC' || IANAZone.isValidZone(zone), {
  error: ({ input }) => `must be a time zone of the IANA database, such as Asia/Baku; got ${showValue(input)}.`,
})

/** How dates of each unit, from the year to the second, are written in EDTF. */
const EDTF_FORMATS = [
  'yyyy',
  'yyyy-MM',
  'yyyy-MM-dd',
  "yyyy-MM-dd'T'HH:00",
  "yyyy-MM-dd'T'HH:mm",
  "yyyy-MM-dd'T'HH:mm:ss",
]
const HOURS = 3

/** A date as EDTF, and whether it is the hour that begins there. */
export interface ParsedDate {
  edtf: string
  isHour: boolean
}

/**
 * Parses a date in a format.
 * @param zone of times without an offset
 * @returns undefined if the text does not have the format, or is no date of the calendar
 */
export function parseDate(text: string, dateFormat: string, zone: string): ParsedDate | undefined {
  const tokens = lettersOf(dateFormat)
  const unit = UNITS.findLastIndex((each) => each.test(tokens))
  // Days have no zone, and the look-up of a zone takes most of the time.
  const options = { zone: unit < HOURS ? 'UTC' : zone, locale: 'en-US', setZone: true }
  const date = DateTime.fromFormat(text, dateFormat, options)
  if (!date.isValid || date.year < 1 || (unit >= HOURS && isSkipped(date, text, dateFormat))) return undefined
  const edtf = date.toFormat(EDTF_FORMATS[unit] ?? '')
  return { edtf: unit < HOURS ? edtf : `${edtf}${offsetOf(date)}`, isHour: unit === HOURS }
}

/** The tokens of a format, without quoted text and other characters. */
function lettersOf(dateFormat: string): string {
  return (dateFormat.match(TOKEN) ?? []).filter((token) => /^[A-Za-z]/.test(token)).join('')
}

/** True for a time that clocks skipped, when summer time began: the library moves it by an hour. */
function isSkipped(date: DateTime, text: string, dateFormat: string): boolean {
  return (
    !dateFormat.includes('Z') &&
    DateTime.fromFormat(text, dateFormat, { zone: 'UTC', locale: 'en-US' }).hour !== date.hour
  )
}

function offsetOf(date: DateTime): string {
  const offset = date.toFormat('ZZ')
  return offset === '+00:00' ? 'Z' : offset
}
