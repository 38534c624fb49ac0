import { BASES, TIME_PRECISIONS } from '../../database/tables/enums.ts'
import { MAX_EDTF_CHARACTERS, parseEdtfSpan } from '../../database/values/edtf.ts'
import { checkTime, spanOf } from '../../ingest/format/time.ts'
import type { EventDraft } from '../feed/draft.ts'
import type { FieldReader } from './field-values.ts'
import { parseDate, type DateField, type ParsedDate } from './mapping/date-format.ts'
import type { Mapping } from './mapping/mapping.ts'

type Time = Pick<EventDraft, 'edtf' | 'earliest' | 'latest' | 'timePrecision' | 'timeBasis'>

/** The characters of the part of a day that a coarser precision keeps. */
const KEPT_OF_DAY: Partial<Record<EventDraft['timePrecision'], number>> = { MONTH: 7, YEAR: 4 }

/**
 * Reads the time of a row.
 * @throws {RejectedRowError} if it has no begin, a date that is not possible, or an end before its begin
 */
export function readTime(reader: FieldReader, mapping: Mapping['time']): Time {
  const begin = readDate(reader, 'time.begin', mapping.begin, mapping.timeZone)
  if (begin === undefined) throw reader.reject('time.begin', mapping.begin, 'must be a date', undefined)
  const end = mapping.end && readDate(reader, 'time.end', mapping.end, mapping.timeZone)
  const stated = mapping.precision && reader.word('time.precision', mapping.precision, TIME_PRECISIONS)
  const isSpan = end !== undefined && end.edtf !== begin.edtf
  const precision = stated ?? (begin.isHour && !isSpan ? 'HOUR' : undefined)
  const edtf = isSpan ? `${begin.edtf}/${end.edtf}` : coarser(begin.edtf, precision)
  const timeBasis = reader.requiredWord('time.basis', mapping.basis, BASES)
  assertPossible(reader, isSpan ? 'time.end' : 'time.begin', (isSpan && mapping.end) || mapping.begin, edtf)
  const time = { edtf, basis: timeBasis, ...(precision !== undefined && { precision }) }
  checkTime(time, [], (_path, message) => {
    throw reader.reject(
      'time.precision',
      mapping.precision ?? mapping.begin,
      `does not fit the date: ${message}`,
      precision,
    )
  })
  const { earliest, latest, precision: timePrecision } = spanOf(time)
  return { edtf, earliest, latest, timePrecision, timeBasis }
}

/** A day whose precision is MONTH or YEAR is that month or year. */
function coarser(edtf: string, precision: EventDraft['timePrecision'] | undefined): string {
  const kept = precision && KEPT_OF_DAY[precision]
  return kept !== undefined && /^\d{4}-\d\d(-\d\d)?$/.test(edtf) ? edtf.slice(0, kept) : edtf
}

function assertPossible(reader: FieldReader, path: string, field: DateField, edtf: string): void {
  try {
    parseEdtfSpan(edtf)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const isReversed = edtf.includes('/') && !isDateProblem(edtf)
    throw reader.reject(
      path,
      field,
      isReversed ? 'must not be before the begin' : 'must be possible',
      reader.cell(field.column),
    )
  }
}

/** True if one of the dates of a span is not possible by itself. */
function isDateProblem(edtf: string): boolean {
  return edtf.split('/').some((part) => {
    try {
      parseEdtfSpan(part)
      return false
    } catch {
      return true
    }
  })
}

function readDate(reader: FieldReader, path: string, field: DateField, zone: string): ParsedDate | undefined {
  const cell = reader.cell(field.column)
  if (cell === undefined) return undefined
  if (field.format !== undefined) {
    const date = parseDate(cell, field.format, zone)
    if (date === undefined) throw reader.reject(path, field, `must be a date of the form ${field.format}`, cell)
    return date
  }
  // A time without an offset would be read in UTC, not in the zone of the mapping.
  const hasOpenZone = /T\d\d:\d\d(?::\d\d)?(?:\.\d+)?$/.test(cell)
  const date = hasOpenZone && zone !== 'UTC' ? inZone(cell, zone) : { edtf: cell, isHour: false }
  if (date === undefined || !isEdtf(date.edtf)) {
    throw reader.reject(path, field, 'must be an EDTF date such as 2016-04-05, 2016-04 or 2016-04-05/2016-04-09', cell)
  }
  return date
}

function inZone(cell: string, zone: string): ParsedDate | undefined {
  return parseDate(cell, cell.length > 'yyyy-MM-ddTHH:mm'.length ? "yyyy-MM-dd'T'HH:mm:ss" : "yyyy-MM-dd'T'HH:mm", zone)
}

function isEdtf(text: string): boolean {
  if (text.length > MAX_EDTF_CHARACTERS) return false
  try {
    parseEdtfSpan(text)
    return true
  } catch {
    return false
  }
}

/**
 * The day, YYYY-MM-DD, of a date field; undefined if its cell is empty.
 * @throws {RejectedRowError} if the cell is not one day
 */
export function readDay(reader: FieldReader, path: string, field: DateField | undefined): string | undefined {
  if (field === undefined) return undefined
  const date = readDate(reader, path, field, 'UTC')
  if (date === undefined) return undefined
  const day = date.edtf.slice(0, 10)
  if (/^\d{4}-\d\d-\d\d(T|$)/.test(date.edtf) && !date.edtf.includes('/')) return day
  throw reader.reject(path, field, 'must be one day', reader.cell(field.column))
}
