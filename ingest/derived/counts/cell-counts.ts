import { sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../../database/database.ts'
import { cellColumn, cellRow, deepestCountedZoom, MAX_COUNTED_ZOOM } from '../../../database/sql/map-cell.ts'
import { cellCounts, NO_CELL, NO_PLACE } from '../../../database/tables/cell-count.ts'
import { events } from '../../../database/tables/event.ts'
import { inScope, type EventScope } from '../scope.ts'
import { isDefault } from './event-counts.ts'
import { ADDED, FATALITIES, SUMMED, sumsOf } from './sums.ts'

const KEY = sql.raw('fits_to, cell_row, cell_column, place_id, kind')

/**
 * Adds events to the counts of map cells or subtracts them, in the order of the key, as `countEvents` does.
 * @param sign 1 to add, -1 to subtract the events in their current state
 * @param target the table `cell_counts` or a copy of it
 */
export async function countCells(
  db: Database,
  scope: EventScope,
  sign: 1 | -1,
  target: PgTable = cellCounts,
): Promise<void> {
  const location = { latitude: sql`e.latitude`, longitude: sql`e.longitude`, radiusKm: sql`e.radius_km` }
  const [deepest, noCell] = [MAX_COUNTED_ZOOM, NO_CELL].map((value) => sql.raw(String(value)))
  await db.execute(sql`insert into ${target} as stored (${KEY}, ${SUMMED})
    select fit.fits_to,
      case when fit.fits_to < 0 then ${noCell} else ${cellRow(MAX_COUNTED_ZOOM, location)} end,
      case when fit.fits_to < 0 then ${noCell} else ${cellColumn(MAX_COUNTED_ZOOM, location)} end,
      case when fit.fits_to = ${deepest} or e.place_id is null then ${NO_PLACE}::uuid else e.place_id end, e.kind,
      ${sumsOf(sign)}
    from ${events} e
    ${FATALITIES}
    cross join lateral (select ${deepestCountedZoom(location)} as fits_to) fit
    where ${isDefault} and ${inScope(scope, sql`e.id`)}
    group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
    on conflict (${KEY}) do update set ${ADDED}`)
}
