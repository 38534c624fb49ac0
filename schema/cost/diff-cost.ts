import { MAX_COMPARED } from '../change/diff-page.ts'
import type { EventFilter } from '../filter/event-filter.ts'
import { filterCost } from './filter-cost.ts'
import { FIELD, ROW, STATEMENT } from './weights.ts'

/** Both moments have statements of their own. */
const SIDES = 2

/**
 * What the page of a diff takes, and its counts likewise. In a bad case, as many events are compared as can be, and few
 * match.
 * @param changed the number of events that have changed since the first moment, at most
 */
export function diffCost(where: EventFilter | null | undefined, expectedEvents: number, changed: number): number {
  const { once, checkAll } = filterCost(where, expectedEvents)
  const compared = Math.min(MAX_COMPARED, expectedEvents, changed)
  return SIDES * (STATEMENT.list + STATEMENT.asOf + once + compared * (ROW.changed + ROW.past + checkAll))
}

/**
 * What one field of differences takes: an event at one of the moments, or what the revisions between them say, which
 * have no earlier states.
 * @param parents the number of differences
 */
export function fieldOfDiffCost(name: string, parents: number): { cost: number; isAsOf: boolean } {
  const isAsOf = name === 'before' || name === 'after'
  const each = isAsOf ? FIELD.loaded + FIELD.event : FIELD.revised
  return { cost: STATEMENT.loader + (isAsOf ? STATEMENT.asOf : 0) + parents * each, isAsOf }
}
