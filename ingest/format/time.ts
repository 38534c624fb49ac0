import { parseEdtfSpan, type Span } from '../../database/values/edtf.ts'
import type { EventDraft } from './event.ts'
import type { AddProblem, Path } from './problem.ts'

type Time = EventDraft['occurred']

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** The widest span, in milliseconds, that each stated precision may describe. */
const MAX_WIDTH_MS: Partial<Record<Span['precision'], number>> = {
  HOUR: 2 * DAY_MS,
  PART_OF_DAY: 2 * DAY_MS,
  WEEK: 31 * DAY_MS,
}

/** The start of the unit that contains a moment, and that of the next unit, in milliseconds of local time. */
type UnitOf = (localMs: number) => [start: number, end: number]

function ofLength(lengthMs: number): UnitOf {
  return (localMs) => {
    const start = Math.floor(localMs / lengthMs) * lengthMs
    return [start, start + lengthMs]
  }
}

function weekOf(localMs: number): [start: number, end: number] {
  const daysSinceMonday = (new Date(localMs).getUTCDay() + 6) % 7
  const [today] = ofLength(DAY_MS)(localMs)
  const monday = today - daysSinceMonday * DAY_MS
  return [monday, monday + 7 * DAY_MS]
}

/** The units that an instant covers with a coarser precision; a part of the day is a quarter of it. */
const UNITS_OF_INSTANT: Partial<Record<Span['precision'], UnitOf>> = {
  HOUR: ofLength(HOUR_MS),
  PART_OF_DAY: ofLength(6 * HOUR_MS),
  DAY: ofLength(DAY_MS),
  WEEK: weekOf,
  MONTH: (localMs) => {
    const [year, month] = [new Date(localMs).getUTCFullYear(), new Date(localMs).getUTCMonth()]
    return [Date.UTC(year, month), Date.UTC(year, month + 1)]
  },
  YEAR: (localMs) => {
    const year = new Date(localMs).getUTCFullYear()
    return [Date.UTC(year, 0), Date.UTC(year + 1, 0)]
  },
}

/** The units likewise of a day; a month or a year is stated as such in EDTF. */
const UNITS: Partial<Record<Span['precision'], typeof UNITS_OF_INSTANT>> = {
  INSTANT: UNITS_OF_INSTANT,
  DAY: { WEEK: weekOf },
}

/**
 * The span that a document states, without its `earliest` and `latest`: that of the EDTF text, or, if the precision is
 * coarser than the text, the hour, part of the day, day, week, month or year around it, in the zone of the text.
 */
function coveredSpan({ edtf, precision }: Time): Span {
  const span = parseEdtfSpan(edtf)
  const unitOf = precision && UNITS[span.precision]?.[precision]
  if (precision === undefined || unitOf === undefined || span.earliest === null) return span
  const offsetMs = offsetMsOf(edtf)
  const [start, end] = unitOf(Date.parse(span.earliest) + offsetMs)
  return {
    earliest: new Date(start - offsetMs).toISOString(),
    latest: new Date(end - offsetMs).toISOString(),
    precision,
  }
}

/** The offset of the zone of an EDTF text from UTC; 0 without a zone. */
function offsetMsOf(edtf: string): number {
  const [, sign, hours, minutes] = /([+-])(\d\d):?(\d\d)?$/.exec(edtf.slice(edtf.indexOf('T') + 1)) ?? []
  if (!edtf.includes('T') || hours === undefined) return 0
  return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR_MS + Number(minutes ?? 0) * 60_000)
}

/**
 * The span of an event: that of its EDTF text and precision, narrowed by `earliest` and `latest` of the document.
 * @param time of a document that passed `checkTime`
 */
export function spanOf(time: Time): Span {
  const span = coveredSpan(time)
  return {
    earliest: time.earliest ? new Date(time.earliest).toISOString() : span.earliest,
    latest: time.latest ? new Date(time.latest).toISOString() : span.latest,
    precision: time.precision ?? span.precision,
  }
}

/**
 * Checks that a stated precision fits the EDTF text, and that `earliest` and `latest` lie within its span.
 * @param time with a valid EDTF text
 */
export function checkTime(time: Time, path: Path, addProblem: AddProblem): void {
  const whole = coveredSpan(time)
  if (time.precision !== undefined && time.precision !== whole.precision) {
    if (widthMsOf(whole) > (MAX_WIDTH_MS[time.precision] ?? 0)) {
      addProblem(
        [...path, 'precision'],
        `${time.precision} does not fit "${time.edtf}", which has the precision ${whole.precision}. State only HOUR or PART_OF_DAY (of at most two days) or WEEK (of at most 31 days), or a precision coarser than an instant, or omit it.`,
      )
    }
  }
  const { earliest, latest } = spanOf(time)
  if (whole.earliest && earliest && earliest < whole.earliest) {
    addProblem(
      [...path, 'earliest'],
      `must not lie before "${time.edtf}", which begins at ${whole.earliest}; got ${earliest}.`,
    )
  }
  if (whole.latest && latest && latest > whole.latest) {
    addProblem([...path, 'latest'], `must not lie after "${time.edtf}", which ends at ${whole.latest}; got ${latest}.`)
  }
  if (earliest && latest && earliest >= latest) {
    addProblem(path, `must end after it begins; got a begin at ${earliest} and an end at ${latest}.`)
  }
}

function widthMsOf({ earliest, latest }: Span): number {
  return earliest && latest ? Date.parse(latest) - Date.parse(earliest) : Infinity
}
