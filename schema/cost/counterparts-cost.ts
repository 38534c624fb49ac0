import type { EventFilter } from '../filter/event-filter.ts'
import { canUseCounterparts } from '../list/counterparts.ts'
import { filterCost } from './filter-cost.ts'
import { countedFilter } from './list-cost.ts'
import { ROW, ROWS, STATEMENT } from './weights.ts'

/** The counterparts of one actor that are sorted. */
const SORTED_ROWS = 1_000

interface CounterpartsField {
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
