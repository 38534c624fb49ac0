import { isGiven } from '../../database/sql/conditions.ts'
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../builder/page-size.ts'
import type { CountedFilter } from '../filter/condition.ts'
import { withDefaults } from '../filter/default-axes.ts'
import type { EventFilter } from '../filter/event-filter.ts'
import { countsCost } from './counts-cost.ts'
import { filterCost, type FilterCost } from './filter-cost.ts'
import { ENTITY, FEW_LETTERS, ROW, ROWS, STATEMENT } from './weights.ts'

type Arguments = Record<string, unknown>

/** A list of events, as the costs of its page, its total and its groups need it. */
export interface ListCost {
  filter: FilterCost
  /** What `event_counts` can answer; undefined if events are counted. */
  counted: CountedFilter | undefined
  args: Arguments
  size: number
  /** The number of parents of a nested list. */
  parents: number | undefined
  /** The number of events that are read to find all that match: of one parent, if the list is nested. */
  candidates: number
  isAsOf: boolean
  /** The number of events that have changed since the moment, at most. */
  changed: number
  expectedEvents: number
  /** Whether the cost of a field before has the read of the events that groups count together: see `canShare`. */
  isReadTogether: boolean
}

/** The number of rows of a page. */
export function pageSizeOf({ first, last }: Arguments): number {
  return Math.min(Math.max(Number(first ?? last ?? DEFAULT_PAGE_SIZE), 1), MAX_PAGE_SIZE)
}

const SHARE_OF_PARENT: Readonly<Record<string, number>> = { Place: ROWS.ofPlace, Storyline: ROWS.ofStoryline }

/** The list of events of a field. */
export interface EventListField {
  args: Arguments
  /** The number of parents and the name of their type, if the list is nested. */
  nestedIn?: { parents: number; typeName: string } | undefined
  isAsOf: boolean
  changed: number
  expectedEvents: number
}

/** Describes a list of events. */
export function eventListCost({ args, nestedIn, isAsOf, changed, expectedEvents }: EventListField): ListCost {
  const where = args['where'] as EventFilter | null | undefined
  const filter = filterCost(where, expectedEvents)
  // The parent with most events has far more than others: the sum grows with the root of their number.
  const rowsOfParent =
    nestedIn?.typeName === 'Article'
      ? ROWS.ofArticle
      : Math.max(
          1,
          (expectedEvents * (SHARE_OF_PARENT[nestedIn?.typeName ?? ''] ?? ROWS.ofActor)) /
            Math.sqrt(nestedIn?.parents ?? 1),
        )
  return {
    filter,
    counted: isAsOf || nestedIn ? undefined : countedFilter(where),
    args,
    size: pageSizeOf(args),
    parents: nestedIn?.parents,
    candidates: nestedIn ? Math.min(rowsOfParent, filter.candidates) : filter.candidates,
    isAsOf,
    changed,
    expectedEvents,
    isReadTogether: false,
  }
}

/** The number of events on a page, which is smaller the more conditions there are. */
export function expectedRows({ filter, size, candidates, parents, expectedEvents }: ListCost): number {
  const { matches, conditions } = filter
  const ofParent = parents === undefined ? matches : (matches * candidates) / expectedEvents
  return Math.max(1, Math.min(parents === undefined ? size : size / 2, ofParent) * 0.8 ** conditions)
}

/** What reading the page of a list of events takes. */
export function pageCost(list: ListCost): number {
  const { filter, size, args, candidates, parents } = list
  const order = (args['orderBy'] as string | undefined) ?? 'OCCURRED_DESC'
  // A list of a parent and a driving table are in the order of time: another order reads all their events.
  const isSorted = !order.startsWith('OCCURRED') && (filter.drivenBy !== undefined || parents !== undefined)
  const reads = readsOf(list)
  const bad = Math.max(
    candidates * (isSorted && filter.drivenBy !== 'search' ? 1 : reads),
    order.startsWith('OCCURRED') ? 0 : readsInOtherOrder(list),
  )
  const events = Math.min(candidates, Math.max(bad, 2 * size))
  // In another order than that of time, a page of the past reads the events of the whole table.
  const isWholeTable = list.isAsOf && !order.startsWith('OCCURRED')
  const ranking = order === 'RELEVANCE' ? ROW.ranking * (parents ?? 1) : 0
  const read = isWholeTable ? { ...list, candidates: list.expectedEvents } : list
  // Whether an event is still as it was is asked for those that match, until the page is full.
  const past = isWholeTable || isSorted ? events : Math.min(events, 2 * size + list.changed)
  return ranking + filter.search + perStatement(read, events, { past })
}

/**
 * The number of candidates that take as long as a scan of all events in another order than that of time: no index has the
 * candidates in it, and PostgreSQL does not know that few of them meet the other conditions.
 */
function readsInOtherOrder({ filter, candidates, parents, expectedEvents }: ListCost): number {
  if (parents !== undefined || filter.drivenBy !== undefined || !filter.isFound || filter.checked === 0) return 0
  const scan = expectedEvents * ROW.scanned + filter.countChecks(candidates)
  return Math.min(candidates, scan / (ROW.found + filter.check))
}

/** The share of the candidates that a page reads, if few match. */
function readsOf({ filter, parents }: ListCost): number {
  if (parents === undefined) return filter.isFound ? filter.reads : Math.min(1, ROWS.scanned * filter.reads)
  return parents > 1 && filter.checked > 0 ? Math.max(filter.reads, ROWS.ofSeveral) : filter.reads
}

/** What the total of a list of events takes. */
export function totalCost(list: ListCost): number {
  const { counted, candidates, filter, expectedEvents } = list
  if (counted) return countsCost(counted, [], expectedEvents)
  // A total counts up to a number of events that match. If few do, it reads all candidates that an index finds.
  const readsAll = filter.isFound || list.parents !== undefined ? filter.checked > 0 : filter.reads === 1
  const events = readsAll ? candidates : Math.max(Math.min(candidates, ROWS.countCap), candidates * filter.reads)
  return (
    perStatement(list, events, { found: ROW.counted, scanned: ROW.scanned }) +
    (list.parents ?? 1) * filter.countChecks(events)
  )
}

/**
 * A statement that reads a number of events, of each parent.
 * @param found what an event takes that an index finds
 * @param scanned what it takes in a scan of all events
 * @param past the number of events for which a read of the past checks whether they have changed
 */
export function perStatement(
  { filter, parents, candidates, isAsOf, changed }: ListCost,
  events: number,
  { found = ROW.found + filter.check, scanned = ROW.scanned + filter.scan, past: pastEvents = events } = {},
): number {
  const isFound = filter.isFound || parents !== undefined
  const perEvent = isFound ? found : scanned
  const checks = isAsOf ? pastEvents * ROW.past : 0
  // The earlier states of all events that have changed since are read before the page: no index has their order.
  const past = isAsOf ? STATEMENT.asOf + (parents ?? 1) * Math.min(candidates, changed) * ROW.past : 0
  return (
    STATEMENT.list +
    filter.once +
    past +
    (parents === undefined ? events * perEvent + checks : parents * (STATEMENT.perParent + events * perEvent + checks))
  )
}

/** The filter as `canGroupCounts` needs it, with names instead of ids; undefined if events must be counted. */
export function countedFilter(where: EventFilter | null | undefined): CountedFilter | undefined {
  const { kinds, dataset, realis, polarity, evidence, certainty, location, ...others } = withDefaults(where ?? {})
  const { country, ...otherLocations } = location ?? {}
  if ([...Object.values(others), ...Object.values(otherLocations)].some(isGiven)) return undefined
  return {
    ...(kinds && { kinds }),
    ...(dataset && { datasetIds: dataset }),
    ...(realis && { realis }),
    ...(polarity && { polarity }),
    ...(evidence && { evidence }),
    ...(certainty && { certainty }),
    ...(isGiven(country) && { countryId: country }),
  }
}

/** What the page or the total of a list of actors, places, articles or other objects takes. */
export function otherListCost(args: Arguments, typeName: string, parents: number, expectedEvents: number): number {
  const where = (args['where'] ?? {}) as Record<string, unknown>
  const given = Object.keys(where).filter((field) => isGiven(where[field]))
  const once = STATEMENT.list + given.length * STATEMENT.condition + parents * STATEMENT.perParent
  const perRow = sumOf(given, (field) => perRowOf(typeName, field, where[field]))
  const rows =
    typeName === 'ArticleConnection' ? ROWS.articles : typeName === 'PlaceConnection' ? ROWS.places : ROWS.actors
  return once + perRow * rows * expectedEvents
}

/** What a condition takes for each row of the table. */
function perRowOf(typeName: string, field: string, value: unknown): number {
  const isShort = typeof value === 'string' && value.trim().length <= FEW_LETTERS
  if (typeName === 'ArticleConnection') {
    return field === 'language' ? ENTITY.language : field === 'search' ? ENTITY.headline : 0
  }
  if (field === 'search') return isShort ? ENTITY.similarToFewLetters : ENTITY.similarName
  if (field === 'misspeltName') return ENTITY.similarToFewLetters
  if (field === 'namePrefix') return isShort ? ENTITY.prefixOfFewLetters : ENTITY.prefix
  return ENTITY.filtered
}

function sumOf<Item>(items: readonly Item[], numberOf: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + numberOf(item), 0)
}
