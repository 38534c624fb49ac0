import { isGiven } from '../../database/sql/conditions.ts'
import { MAX_COUNTED_ZOOM, MAX_ZOOM } from '../../database/sql/map-cell.ts'
import { badUserInput } from '../builder/errors.ts'
import type { GroupArguments } from '../event/connection.ts'
import type { EventFilter } from '../filter/event-filter.ts'
import { parseRange } from '../filter/ranges.ts'
import { assertFillable } from './empty-buckets.ts'

export const MAX_DIMENSIONS = 3

/** The largest number of groups that are returned; a map has more. */
const MAX_GROUPS = 1_000
const MAX_CELLS = 2_000

/** The largest `first` of groups. */
export function maxGroups(by: readonly string[]): number {
  return by.includes('CELL') ? MAX_CELLS : MAX_GROUPS
}

/**
 * @param where the filter of the list
 * @throws {GraphQLError} BAD_USER_INPUT if the dimensions, the zoom, the range, the number of groups or the order are invalid
 */
export function assertGroupable(args: GroupArguments, where: EventFilter | null | undefined): void {
  const { by, first, having } = args
  if (by.length < 1 || by.length > MAX_DIMENSIONS || new Set(by).size < by.length) {
    throw badUserInput(
      `\`by\` must have 1 to ${MAX_DIMENSIONS} different dimensions; got [${by.join(', ').slice(0, 80)}].`,
    )
  }
  assertZoom(args, where)
  if (first < 1 || first > maxGroups(by)) {
    throw badUserInput(`\`first\` must be between 1 and ${maxGroups(by)}; got ${first}.`)
  }
  if (having) parseRange(having, 'having')
  assertFillable(args)
}

function assertZoom({ by, zoom }: GroupArguments, where: EventFilter | null | undefined): void {
  if (!by.includes('CELL')) {
    if (zoom !== null) throw badUserInput(`\`zoom\` needs the dimension CELL in \`by\`; got [${by.join(', ')}].`)
    return
  }
  if (by.includes('PLACE')) {
    throw badUserInput('CELL and PLACE cannot be combined, since a group by CELL has a place if it has no cell.')
  }
  if (zoom === null) throw badUserInput(`The dimension CELL needs \`zoom\`, 0 to ${MAX_ZOOM}.`)
  if (zoom < 0 || zoom > MAX_ZOOM) throw badUserInput(`\`zoom\` must be between 0 and ${MAX_ZOOM}; got ${zoom}.`)
  if (zoom > MAX_COUNTED_ZOOM && !isGiven(where?.location?.box)) {
    throw badUserInput(
      `A \`zoom\` above ${MAX_COUNTED_ZOOM} needs \`where.location.box\`, the area of the map; got ${zoom}. Add the box, or use a zoom of 0 to ${MAX_COUNTED_ZOOM}.`,
    )
  }
}
