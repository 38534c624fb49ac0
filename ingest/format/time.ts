import { parseEdtfSpan, type Span } from '../../database/values/edtf.ts'
import type { EventDraft } from './event.ts'
import type { AddProblem, Path } from './problem.ts'

type Time = EventDraft['occurred']

const DAY_MS = 86_400_000

/** The widest span, in milliseconds, that each stated precision may describe. */
const MAX_WIDTH_MS: Partial<Record<Span['precision'], number>> = {
  HOUR: 2 * DAY_MS,
  PART_OF_DAY: 2 * DAY_MS,
  WEEK: 31 * DAY_MS,
}

/**
 * The span of an event: that of its EDTF text, narrowed by `earliest` and `latest` of the document.
 * @param time of a document that passed `checkTime`
 */
export function spanOf(time: Time): Span {
  const span = parseEdtfSpan(time.edtf)
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
  const whole = parseEdtfSpan(time.edtf)
  if (time.precision !== undefined && time.precision !== whole.precision) {
    if (widthMsOf(whole) > (MAX_WIDTH_MS[time.precision] ?? 0)) {
      addProblem(
        [...path, 'precision'],
        `${time.precision} does not fit "${time.edtf}", which has the precision ${whole.precision}. State only HOUR or PART_OF_DAY (of at most two days) or WEEK (of at most 31 days), or omit it.`,
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
