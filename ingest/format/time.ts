import { parseEdtfSpan, type Span } from '../../database/values/edtf.ts'
import type { EventDraft } from './event.ts'
import type { AddProblem, Path } from './problem.ts'

type Time = EventDraft['occurred']

const DAY = 86_400_000
/** How wide a span may be that a stated precision still describes, in milliseconds. */
const WIDEST = { HOUR: 2 * DAY, PART_OF_DAY: 2 * DAY, WEEK: 31 * DAY } as const

/**
 * The span of an event: that of its EDTF text, narrowed where the document narrows it.
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
 * Checks that a stated precision fits the EDTF text, and that what narrows its span lies within it.
 * @param time as the document has it, its EDTF text being possible
 * @param path where it stands
 * @param note takes what is wrong
 */
export function checkTime(time: Time, path: Path, note: AddProblem): void {
  const whole = parseEdtfSpan(time.edtf)
  if (time.precision !== undefined && time.precision !== whole.precision) {
    const widest = time.precision in WIDEST ? WIDEST[time.precision as keyof typeof WIDEST] : 0
    if (widthOf(whole) > widest) {
      note(
        [...path, 'precision'],
        `${time.precision} does not fit "${time.edtf}", which is ${whole.precision}. State only HOUR, PART_OF_DAY or WEEK, and only of a day or days.`,
      )
    }
  }
  const { earliest, latest } = spanOf(time)
  if (whole.earliest && earliest! < whole.earliest) note([...path, 'earliest'], `lies before "${time.edtf}".`)
  if (whole.latest && latest! > whole.latest) note([...path, 'latest'], `lies after "${time.edtf}".`)
  if (earliest && latest && earliest >= latest) note(path, 'ends before it begins.')
}

function widthOf({ earliest, latest }: Span): number {
  return earliest && latest ? Date.parse(latest) - Date.parse(earliest) : Infinity
}
