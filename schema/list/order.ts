import { sql, type SQL } from 'drizzle-orm'
import { events, type EventRow } from '../../database/tables/event.ts'
import { searchQuery } from '../../database/values/full-text.ts'
import type { Context } from '../builder/context.ts'
import { badUserInput } from '../builder/errors.ts'
import { eventLoader } from '../event/event.ts'
import { planQuery, type DrivingTable, type QueryPlan } from '../filter/driving-table.ts'
import { conditionOf, assertFilterSize, withDefaults } from '../filter/event-condition.ts'
import type { EventFilter } from '../filter/event-filter.ts'
import { resolveFilter, EMPTY_FILTER } from '../filter/lookup.ts'
import type { Order, PageArguments } from '../relay/keyset.ts'
import type { ListRows } from '../relay/lateral-join.ts'
import { assertListSizes } from '../relay/list-sizes.ts'
import type { PlannedRows } from '../relay/root-list.ts'

/** The arguments of every connection of events. */
export interface EventArguments extends PageArguments {
  where?: EventFilter | null | undefined
  orderBy?: EventOrderName | null | undefined
  /** Seen to by the plugin `past`. */
  asOf?: string | null | undefined
}

/** How many of the newest matches are held against each other by relevance. */
const MOST_RANKED = 1_000

export const EVENT_ORDERS = {
  OCCURRED_DESC: 'The latest beginning first; events whose beginning is not known come last.',
  OCCURRED_ASC: 'The earliest beginning first; events whose beginning is not known come before all.',
  UPDATED_DESC: 'The latest change first.',
  UPDATED_ASC: 'The earliest change first.',
  MENTION_COUNT_DESC: 'The most reported first.',
  MENTION_COUNT_ASC: 'The least reported first.',
  RELEVANCE: `What matches \`search\` best first, among the newest ${MOST_RANKED} matches: a word in the title counts most, then in a name, in the summary, in a quote. Needs \`where.search\`.`,
}

type EventOrderName = keyof typeof EVENT_ORDERS

const DEFAULT_ORDER: EventOrderName = 'OCCURRED_DESC'

/**
 * Reads the filter of a list.
 * @param where what the client asked for
 * @param kind the one kind that the list has, where it has but one
 * @returns the filter with the defaults of the axes
 * @throws {GraphQLError} BAD_USER_INPUT where it cannot be meant
 */
export function parseFilter(where: EventFilter | null | undefined, kind?: string): EventFilter {
  assertListSizes(where)
  if (where) assertFilterSize(where)
  const filter = withDefaults(where)
  conditionOf(filter, EMPTY_FILTER)
  return kind === undefined
    ? filter
    : { ...filter, kinds: (filter.kinds ?? [kind as never]).filter((each) => each === kind) }
}

/** @returns from where the events of a filter are read */
export async function planEvents(filter: EventFilter, context: Context): Promise<QueryPlan> {
  return planQuery(filter, await resolveFilter(filter, context))
}

/** @returns the condition that events are those of a filter, for lists that are guided by their parent */
export async function eventCondition(filter: EventFilter, context: Context): Promise<SQL | undefined> {
  return conditionOf(filter, await resolveFilter(filter, context))
}

/**
 * The events of a source in an order.
 * @param args the connection's arguments
 * @param source from where they are read
 */
export function orderRows({ where, orderBy }: EventArguments, source: QueryPlan): PlannedRows {
  const order = orderBy ?? DEFAULT_ORDER
  const descending = !order.endsWith('_ASC')
  if (order === 'RELEVANCE') return rankedRows(source, where?.search ?? '')
  const { fan, drivingTable, where: condition } = source
  if (fan) return { table: events, ...fan, order: { ...sortOf(order, fan.drivingTable), descending } }
  return { table: events, drivingTable, where: condition, order: { ...sortOf(order, drivingTable), descending } }
}

/** @throws {GraphQLError} BAD_USER_INPUT where an order has nothing to go by */
export function assertOrderable({ where, orderBy }: EventArguments): void {
  if (orderBy === 'RELEVANCE' && !where?.search?.trim()) {
    throw badUserInput('RELEVANCE needs something to be relevant to: give `where.search`, or take another order.')
  }
}

function sortOf(order: EventOrderName, drivingTable: DrivingTable | undefined): Omit<Order, 'descending'> {
  if (order.startsWith('UPDATED')) return { sort: events.updatedAt, type: 'timestamptz', id: events.id }
  if (order.startsWith('MENTION_COUNT')) return { sort: events.mentionCount, type: 'int', id: events.id }
  return { sort: drivingTable?.sort ?? events.occurredSort, type: 'timestamptz', id: drivingTable?.id ?? events.id }
}

function rankedRows({ drivingTable, where }: QueryPlan, search: string): ListRows {
  const newest = sql`select ${events.id} as event_id, ts_rank(searched.words, ${searchQuery(search)}) as relevance
    from ${events} ${drivingTable ? sql`join ${drivingTable.table} on ${drivingTable.on}` : sql``}
    join event_texts searched on searched.event_id = ${events.id}
    ${where ? sql`where ${where}` : sql``}
    order by ${drivingTable?.sort ?? events.occurredSort} desc, ${drivingTable?.id ?? events.id} desc limit ${MOST_RANKED}`
  return {
    table: events,
    drivingTable: { table: sql`(${newest}) ranked`, on: sql`ranked.event_id = ${events.id}` },
    where: undefined,
    order: { sort: sql`ranked.relevance`, type: 'real', id: events.id, descending: true },
  }
}

/** What of the arguments makes it another list. */
export function scopeOf({ where, orderBy }: EventArguments): unknown {
  return [orderBy ?? DEFAULT_ORDER, where ?? {}]
}

/** What is at hand need not be fetched: a reference to an event of this page finds it in the loader. */
export function primeEvents(rows: readonly EventRow[], context: Context): void {
  const loader = eventLoader(context)
  for (const row of rows) loader.prime(row.id, row)
}
