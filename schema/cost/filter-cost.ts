import type { EventFilter } from '../filter/event-filter.ts'
import { MAX_JOINS } from '../filter/parse-filter.ts'
import { DRIVING_FIELDS } from '../filter/plan-query.ts'
import { conditionsOf, isSubquery, scanOf, sumOf, type Condition } from './condition-cost.ts'
import { ROW, SEARCHED, STATEMENT } from './weights.ts'

/** What reading the events of a filter takes in a bad case. */
export interface FilterCost {
  /** Planning, and finding what the filter names: once for each statement. */
  once: number
  /** Finding the matches of the search that drives a page, which the index does not have in the order of time. */
  search: number
  /** The number of events to read to find all that match. */
  candidates: number
  /** The number of events that probably match. */
  matches: number
  /** The field of the driving table, which lists the candidates in the order of time. */
  drivenBy: string | undefined
  /** Whether an index finds the candidates; if not, all events are scanned. */
  isFound: boolean
  /** The share of the candidates that a page reads, if few match. */
  reads: number
  /** Checking one candidate. */
  check: number
  /** Checking all conditions, also the one whose driving table is not read, for one event. */
  checkAll: number
  /** Checking one candidate when all events are scanned: PostgreSQL hashes what the conditions match. */
  scan: number
  /** Checking a number of candidates when all of them are counted. */
  countChecks: (candidates: number) => number
  /** The number of conditions that are checked for each candidate. */
  checked: number
  /** The number of conditions. */
  conditions: number
}

/**
 * Computes the cost of a filter of events from its values alone.
 * @param expectedEvents the number of events that the service is expected to have
 */
export function filterCost(where: EventFilter | null | undefined, expectedEvents: number): FilterCost {
  const conditions = conditionsOf(where ?? {})
  const driving = DRIVING_FIELDS.map((name) => conditions.find(({ field, driven }) => field === name && driven)).find(
    (condition) => condition !== undefined,
  )
  const others = conditions.filter((condition) => condition !== driving)
  const windowShare = Math.min(
    1,
    ...conditions.flatMap(({ field, indexed }) => (field === 'occurred' ? (indexed ?? 1) : [])),
  )
  const saving = others.some(({ isBeforeJoins }) => isBeforeJoins)
    ? conditions.filter((condition) => !isSubquery(condition))
    : joinedOf(conditions)
  const shares = saving
    .flatMap(({ field, indexed = 1 }) => (field === 'occurred' ? [] : indexed))
    .toSorted((left, right) => left - right)
  const [smallest = 1, ...larger] = shares
  // Conditions overlap: the events of an actor are often also those of one publisher.
  const overlap = Math.sqrt(larger.reduce((product, share) => product * share, 1))
  const share = (driving?.driven ?? smallest) * windowShare
  const searched = conditions.length > 1 ? conditions.filter(({ field }) => field === 'search') : []
  const searchCost = (found: readonly Condition[]) =>
    sumOf(found, ({ indexed = 0 }) => indexed) * SEARCHED * expectedEvents * ROW.found
  return {
    once:
      sumOf(conditions, ({ lookUp = 0, planned = 1 }) => STATEMENT.condition * planned + lookUp * expectedEvents) +
      searchCost(searched.filter((condition) => condition !== driving)),
    search: searchCost(searched.filter((condition) => condition === driving)),
    candidates: Math.max(1, expectedEvents * share),
    matches: Math.max(1, expectedEvents * smallest * overlap * windowShare),
    drivenBy: driving?.field,
    isFound: driving !== undefined || smallest < 1,
    reads: Math.min(
      1,
      sumOf(others, ({ reads }) => reads),
    ),
    check: sumOf(others, ({ check }) => check),
    checkAll: sumOf(conditions, ({ check }) => check),
    scan: sumOf(others, scanOf),
    // PostgreSQL chooses between the two.
    countChecks: (candidates) =>
      sumOf(others, (condition) =>
        Math.min(candidates * condition.check, condition.hashed * expectedEvents + candidates * 3 * scanOf(condition)),
      ),
    checked: others.length - (driving === undefined && smallest < 1 ? 1 : 0),
    conditions: conditions.length,
  }
}

/** The conditions that PostgreSQL plans as joins: in a bad case, those that match most events. */
function joinedOf(conditions: readonly Condition[]): Condition[] {
  const joined = conditions
    .filter(isSubquery)
    .toSorted((left, right) => (right.indexed ?? 1) - (left.indexed ?? 1))
    .slice(0, MAX_JOINS)
  return conditions.filter((condition) => !isSubquery(condition) || joined.includes(condition))
}
