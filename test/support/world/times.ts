import { parseEdtfSpan } from '../../../database/values/edtf.ts'
import type { KnownEvent } from './world.ts'

/** A filter of times as a client sends it. */
interface TimeFilter {
  during?: string
  from?: string
  to?: string
  reading?: string
  precision?: string[]
}

/** Whether a filter has a value. */
export function given<Value>(value: Value | null | undefined): value is Value {
  return value !== null && value !== undefined
}

const DAY_MS = 86_400_000

/** The days from the event to its first report; null if one of them is unknown. */
export function daysOfLag({ earliest, latest, reportDays }: KnownEvent): number | null {
  const [first] = reportDays.toSorted()
  if (first === undefined || (earliest === null && latest === null)) return null
  const dayNumber = (moment: number) => Math.floor(moment / DAY_MS)
  const day = dayNumber(Date.parse(first))
  if (latest !== null && day > dayNumber(Date.parse(latest) - 1)) return day - dayNumber(Date.parse(latest) - 1)
  if (earliest !== null && day < dayNumber(Date.parse(earliest))) return day - dayNumber(Date.parse(earliest))
  return 0
}

/** Whether the time of an event is in a window and of a precision. */
export function isWithin(
  { during, from, to, reading, precision }: TimeFilter,
  { earliest, latest, timePrecision }: KnownEvent,
): boolean {
  if (given(precision) && !precision.includes(timePrecision)) return false
  if (!given(during) && !given(from) && !given(to)) return true
  if (earliest === null && latest === null) return false
  const span = given(during) ? parseEdtfSpan(during) : { earliest: from, latest: to }
  const [start, end] = [
    given(span.earliest) ? Date.parse(span.earliest) : -Infinity,
    given(span.latest) ? Date.parse(span.latest) : Infinity,
  ]
  const [began, ended] = [
    earliest === null ? -Infinity : Date.parse(earliest),
    latest === null ? Infinity : Date.parse(latest),
  ]
  return reading === 'CERTAINLY' ? began >= start && ended <= end : began < end && ended > start
}
