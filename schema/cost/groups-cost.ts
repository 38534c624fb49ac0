import type { Dimension, GroupReading } from '../event/connection.ts'
import { canGroupCells, canGroupCounts } from '../list/group-rollup.ts'
import { canShare } from '../list/shared-groups.ts'
import { hasTime } from '../list/time-buckets.ts'
import { cellsCost, countsCost } from './counts-cost.ts'
import { perStatement, type ListCost } from './list-cost.ts'
import { POSSIBLE_BUCKETS, ROW, ROWS } from './weights.ts'

/** The groups of a list of events. */
export interface GroupsField {
  dimensions: readonly Dimension[]
  reading: GroupReading
  zoom: number | null
  withFatalities: boolean
}

/** What the groups of a list of events take. The first of those that are counted together has what all of them share. */
export function groupsCost(list: ListCost, { dimensions, reading, zoom, withFatalities }: GroupsField): number {
  const { counted, expectedEvents } = list
  const groups = { by: dimensions, reading, zoom }
  if (counted && canGroupCells(counted, groups)) return cellsCost(dimensions, expectedEvents)
  if (counted && canGroupCounts(counted, groups)) return countsCost(counted, dimensions, expectedEvents)
  // Groups read the candidates, and group those that match.
  const candidates = Math.sqrt(list.candidates * Math.min(list.candidates, list.filter.matches))
  const has = (...names: Dimension[]) => names.some((name) => dimensions.includes(name))
  if (list.parents === undefined && canShare(groups)) {
    const buckets = dimensions.filter((name) => hasTime([name])).length * ROW.ownBucket
    const keys = dimensions.length * ROW.ownKey + buckets + (has('CELL') ? ROW.ownCell : 0)
    const read = list.isReadTogether ? 0 : perStatement(list, candidates) + candidates * ROW.groupedByOwn
    list.isReadTogether = true
    return read + candidates * (keys + (withFatalities ? ROW.found : 0))
  }
  const participations = has('ACTOR', 'ROLE') ? ROWS.participations : 0
  const mentions = has('PUBLISHER') ? ROWS.mentions : 0
  const buckets = reading === 'POSSIBLY' ? bucketsPerEvent(dimensions) : 1
  const rows = Math.max(1, participations) * Math.max(1, mentions) * buckets
  const perRow = participations || mentions ? rows * (ROW.counted + ROW.sorted) : buckets * ROW.grouped
  const perEvent = perRow + (has('CODE') ? ROW.found : 0) + (has('CELL') ? ROW.cell : 0)
  const perList = candidates * (perEvent + (withFatalities ? ROW.found : 0))
  return perStatement(list, candidates) + (list.parents ?? 1) * perList
}

/** The rows of an event for the buckets of time that it may be in. Days divide months, so they do not multiply. */
function bucketsPerEvent(dimensions: readonly Dimension[]): number {
  return Math.max(1, ...dimensions.map((dimension) => POSSIBLE_BUCKETS[dimension] ?? 1))
}
