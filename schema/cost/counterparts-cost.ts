import type { EventFilter } from '../filter/event-filter.ts'
import { canUseCounterparts } from '../list/counterparts.ts'
import { MAX_BUCKETS } from '../list/time-buckets.ts'
import { groupCount } from './counts-cost.ts'
import { filterCost } from './filter-cost.ts'
import { countedFilter } from './list-cost.ts'
import { FIELD, ROW, ROWS, STATEMENT } from './weights.ts'

/** The counterparts of one actor that are sorted. */
const SORTED_ROWS = 1_000

export interface CounterpartsField {
  where: EventFilter | null | undefined
  first: number
  /** The number of actors. */
  parents: number
  expectedEvents: number
}

/** What the counterparts of actors take. */
export function counterpartsCost({ where, first, parents, expectedEvents }: CounterpartsField): number {
  const counted = countedFilter(where)
  const { once, check, candidates } = filterCost(where, expectedEvents)
  const events = Math.min(candidates, expectedEvents * ROWS.ofActor)
  const perParent =
    counted && canUseCounterparts(counted)
      ? SORTED_ROWS * ROW.scanned + first * ROW.sorted
      : events * (ROW.counterpart + check)
  return STATEMENT.list + once + parents * perParent
}

/** The timelines of counterparts. */
interface TimelinesField {
  /** How the counterparts are found. */
  counterparts: CounterpartsField
  unit: string
  /** The number of counterparts of all actors. */
  contacts: number
}

/**
 * What the timelines of all counterparts take: the events of each actor are read once.
 * @returns the cost, and the number of buckets of each counterpart: no more than there are common events
 */
export function timelinesCost({ counterparts, unit, contacts }: TimelinesField): { cost: number; length: number } {
  const { where, parents, expectedEvents } = counterparts
  const { once, check, candidates } = filterCost(where, expectedEvents)
  const events = parents * Math.min(candidates, expectedEvents * ROWS.ofActor)
  const buckets = Math.min(contacts * groupCount([unit], MAX_BUCKETS), events * ROWS.participations)
  return {
    cost: STATEMENT.list + once + events * (ROW.counterpart + check) + buckets * FIELD.object,
    length: buckets / contacts,
  }
}
