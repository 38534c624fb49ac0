import { RejectedRowError } from '../feed/importer.ts'
import { assertPossible, type Row } from '../values/cells.ts'
import { parseDay, parseMoment } from '../values/dates.ts'

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
