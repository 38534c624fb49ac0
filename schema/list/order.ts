import { sql } from 'drizzle-orm'
import type { Planning } from '../../database/fast-reads.ts'
import { events, isLong, type EventRow } from '../../database/tables/event.ts'
import { searchQuery } from '../../database/values/full-text.ts'
import type { Context } from '../builder/context.ts'
import { badUserInput } from '../builder/errors.ts'
import { eventLoader } from '../event/event.ts'
import type { DrivingTable } from '../filter/driving-table.ts'
import type { EventFilter } from '../filter/event-filter.ts'
import type { ReadPlan } from '../filter/plan-query.ts'
import type { Order, PageArguments } from '../relay/keyset.ts'
import type { ListRows } from '../relay/lateral-join.ts'
import type { PlannedRows } from '../relay/root-list.ts'

/** The arguments of every connection of events. */
export interface EventArguments extends PageArguments {
  where?: EventFilter | null | undefined
  orderBy?: EventOrderName | null | undefined
  /** Handled by the plugin `asOf`. */
  asOf?: string | null | undefined
}

/** RELEVANCE ranks only this many of the newest matches: the rank of every match would take too long. */
const MAX_RANKED = 1_000

export const EVENT_ORDERS = {
  OCCURRED_DESC: 'Latest start first; events of unknown start come last.',
  OCCURRED_ASC: 'Earliest start first; events of unknown start come last.',
  UPDATED_DESC: 'Latest change first.',
  UPDATED_ASC: 'Earliest change first.',
  MENTION_COUNT_DESC: 'Most mentions first.',
  MENTION_COUNT_ASC: 'Fewest mentions first.',
  ORIGIN_COUNT_DESC: 'Most independent origins first.',
  RELEVANCE: `Best match of \`where.search\` first, among the newest ${MAX_RANKED} matches. A word in the title weighs most, then one in a name, in the summary, in a quote. Requires \`where.search\`.`,
}

type EventOrderName = keyof typeof EVENT_ORDERS

const DEFAULT_ORDER: EventOrderName = 'OCCURRED_DESC'

/** Returns the rows of a query plan in the order that the arguments name. */
export function orderRows({ where, orderBy }: EventArguments, plan: ReadPlan): PlannedRows {
  const order = orderBy ?? DEFAULT_ORDER
  const descending = !order.endsWith('_ASC')
  if (order === 'RELEVANCE') return rankedRows(plan, where?.search ?? '')
  const { perKeyScan, drivingTable, where: condition } = plan
  const planning = planningOf(order, plan)
  if (perKeyScan) {
    return {
      table: events,
      ...perKeyScan,
      order: { ...sortOf(order, plan, perKeyScan.drivingTable), descending },
      planning,
    }
  }
  return {
    table: events,
    drivingTable,
    where: condition,
    order: { ...sortOf(order, plan, drivingTable), descending },
    planning,
  }
}

/** @throws {GraphQLError} BAD_USER_INPUT if the order is RELEVANCE and there is no search */
export function assertOrderable({ where, orderBy }: EventArguments): void {
  if (orderBy === 'RELEVANCE' && !where?.search?.trim()) {
    throw badUserInput('`orderBy: RELEVANCE` needs `where.search`. Set `where.search`, or use another order.')
  }
}

function planningOf(order: EventOrderName, { onePlan }: ReadPlan): Planning {
  const isRead = onePlan === 'ANY_ORDER' || (onePlan === 'BY_TIME' && order.startsWith('OCCURRED'))
  return isRead ? 'ONCE' : 'EACH_TIME'
}

function sortOf(
  order: EventOrderName,
  { hasKnownStart, shortFrom }: ReadPlan,
  drivingTable: DrivingTable | undefined,
): Omit<Order, 'descending'> {
  if (!order.startsWith('OCCURRED')) return { ...otherSort(order, drivingTable), id: events.id }
  const unknown = hasKnownStart ? undefined : '-infinity'
  if (drivingTable) return { sort: drivingTable.sort, type: 'timestamptz', id: drivingTable.id, unknown }
  const sparse = shortFrom && { below: shortFrom, where: isLong(events) }
  return { sort: events.occurredSort, type: 'timestamptz', id: events.id, unknown, sparse }
}

/**
 * An order other than that of time. The events of a driving table are read and sorted: in the order of an index,
 * PostgreSQL would check all events of which it expects, and may not find, that some of the first are among them.
 */
function otherSort(order: EventOrderName, table: DrivingTable | undefined): Pick<Order, 'sort' | 'type'> {
  const isRead = table !== undefined && table.isLarge !== true
  // No index has the expression.
  if (order.startsWith('UPDATED')) {
    return { sort: isRead ? sql`(${events.updatedAt} + interval '0')` : events.updatedAt, type: 'timestamptz' }
  }
  const count = order.startsWith('MENTION_COUNT') ? events.mentionCount : events.independentOriginCount
  return { sort: isRead ? sql`(${count} + 0)` : count, type: 'int' }
}

function rankedRows({ drivingTable, where }: ReadPlan, search: string): ListRows {
  const newest = sql`select ${events.id} as event_id, ts_rank(searched.words, ${searchQuery(search)}) as relevance
    from ${events} ${drivingTable ? sql`join ${drivingTable.table} on ${drivingTable.on}` : sql``}
    join event_texts searched on searched.event_id = ${events.id}
    ${where ? sql`where ${where}` : sql``}
    order by ${drivingTable?.sort ?? events.occurredSort} desc, ${drivingTable?.id ?? events.id} desc limit ${MAX_RANKED}`
  return {
    table: events,
    drivingTable: { table: sql`(${newest}) ranked`, on: sql`ranked.event_id = ${events.id}` },
    where: undefined,
    order: { sort: sql`ranked.relevance`, type: 'real', id: events.id, descending: true },
  }
}

/** Returns the arguments that the cursors of a list depend on. */
export function scopeOf({ where, orderBy }: EventArguments): unknown {
  return [orderBy ?? DEFAULT_ORDER, where ?? {}]
}

/** Puts the events of a page into the loader, so that references to them cost no query. */
export function primeEvents(rows: readonly EventRow[], context: Context): void {
  const loader = eventLoader(context)
  for (const row of rows) loader.prime(row.id, row)
}
