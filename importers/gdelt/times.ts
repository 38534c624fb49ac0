import { spanOf } from '../../ingest/format/time.ts'
import type { EventDraft } from '../feed/draft.ts'
import { RejectedRowError } from '../feed/importer.ts'
import { assertPossible, type Row } from '../values/cells.ts'
import { daysBetween, nextDay, parseDay, parseMoment } from '../values/dates.ts'

/** GDELT codes the news since 1979; the oldest events that its articles name are of the nineteenth century. */
const FIRST_ADDED = '1979-01-01'
const FIRST_DAY = '1800-01-01'

/**
 * The day of the event, YYYY-MM-DD, and when GDELT added the row.
 * @throws {RejectedRowError} if they are not times, or impossible
 */
export function timesOf(row: Row): { day: string; addedAt: string } {
  const day = parseDay(row['SQLDATE'])
  if (day === undefined) throw new RejectedRowError('SQLDATE', 'must be a day YYYYMMDD', row['SQLDATE'])
  const addedAt = parseMoment(row['DATEADDED'])
  if (addedAt === undefined)
    throw new RejectedRowError('DATEADDED', 'must be a time YYYYMMDDHHMMSS or a day YYYYMMDD', row['DATEADDED'])
  assertPossible(addedAt.slice(0, 10), FIRST_ADDED, 'DATEADDED', row['DATEADDED'])
  assertPossible(day, FIRST_DAY, 'SQLDATE', row['SQLDATE'])
  if (day > addedAt.slice(0, 10)) throw new RejectedRowError('SQLDATE', 'must not be after DATEADDED', row['SQLDATE'])
  return { day, addedAt }
}

/**
 * By the days from SQLDATE to DATEADDED: GDELT writes for "last week", "last month", "last year" and "ten years ago" the day
 * that lies exactly that long before the article, which is not a day that the article names.
 */
const PRECISION_OF_LAG: Partial<Record<number, { precision: 'WEEK' | 'MONTH' | 'YEAR'; characters: number }>> = {
  7: { precision: 'WEEK', characters: 10 },
  30: { precision: 'MONTH', characters: 7 },
  365: { precision: 'YEAR', characters: 4 },
  3650: { precision: 'YEAR', characters: 4 },
}

/**
 * The time of the event. Rows of historic files name no source: they were coded years later, and their lag means nothing.
 * @param addedAt when GDELT added the row
 */
export function occurredOf({
  row,
  day,
  addedAt,
}: {
  row: Row
  day: string
  addedAt: string
}): Pick<EventDraft, 'edtf' | 'earliest' | 'latest' | 'timePrecision'> {
  const isHistoric = row['SOURCEURL'] === undefined
  const lag = isHistoric ? undefined : PRECISION_OF_LAG[daysBetween(day, addedAt.slice(0, 10))]
  if (lag === undefined) {
    return {
      edtf: day,
      earliest: `${day}T00:00:00.000Z`,
      latest: `${nextDay(day)}T00:00:00.000Z`,
      timePrecision: 'DAY',
    }
  }
  const edtf = day.slice(0, lag.characters)
  const { earliest, latest } = spanOf({ edtf, precision: lag.precision, basis: 'INFERRED' })
  return { edtf, earliest, latest, timePrecision: lag.precision }
}
