import type { CountedFilter } from '../filter/condition.ts'
import { grainOf, viewOf } from '../list/group-rollup.ts'
import { CELL_ROWS, COUNT_ROWS, GROUPS, OF_ONE_COUNTRY, ROW, STATEMENT } from './weights.ts'

/** What a total or groups take that the derived counts have: their rows are read and summed. */
export function countsCost(counted: CountedFilter, dimensions: readonly string[], expectedEvents: number): number {
  const { countries, all } = COUNT_ROWS[viewOf(counted, dimensions)][grainOf(dimensions)]
  const { perEvent, most } = dimensions.includes('COUNTRY') || counted.countryId ? countries : all
  const rows = Math.min(perEvent * expectedEvents, most) * (counted.countryId ? OF_ONE_COUNTRY : 1)
  return STATEMENT.list + rows * ROW.summed + groupCount(dimensions, rows) * ROW.group
}

/** What groups by map cell take that the derived counts have. */
export function cellsCost(dimensions: readonly string[], expectedEvents: number): number {
  const rows = Math.min(CELL_ROWS.perEvent * expectedEvents, CELL_ROWS.most)
  return STATEMENT.list + rows * ROW.summed + groupCount(dimensions, rows) * ROW.group
}

/** The largest number of groups: at most `most`, and fewer if the dimensions have few values. */
export function groupCount(dimensions: readonly string[], most: number): number {
  return Math.min(
    most,
    dimensions.reduce((product, dimension) => product * (GROUPS[dimension] ?? most), 1),
  )
}
