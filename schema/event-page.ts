import { and, type SQL } from 'drizzle-orm'
import type { Context } from './context.ts'
import { eventLoader } from './event.ts'
import { eventCondition, type EventFilter } from './event-where.ts'
import type { Order, Page, PageArguments } from './keyset.ts'
import { listPage } from './listing.ts'
import { pagesOfParents } from './pages-of-parents.ts'
import { events, type EventRow } from './tables/event.ts'

/** The arguments of every connection of events. */
export interface EventArguments extends PageArguments {
  where?: EventFilter | null | undefined
  orderBy?: EventOrderName | null | undefined
}

export const EVENT_ORDERS = {
  OCCURRED_DESC: 'The latest first; events of unknown time come last.',
  OCCURRED_ASC: 'The earliest first; events of unknown time come first.',
}

type EventOrderName = keyof typeof EVENT_ORDERS

const orderOf = (name: EventArguments['orderBy']): Order => ({
  columns: [events.occurredSort, events.id],
  descending: name !== 'OCCURRED_ASC',
})

const positionOf = ({ occurredSort, id }: EventRow): [string, string] => [occurredSort, id]

const scopeOf = ({ where, orderBy }: EventArguments) => [orderBy ?? 'OCCURRED_DESC', where ?? {}]

/** What is at hand need not be fetched: a reference to an event of this page finds it in the loader. */
const remember = (rows: readonly EventRow[], context: Context): void => {
  const loader = eventLoader(context)
  for (const row of rows) loader.prime(row.id, row)
}

/**
 * A page of events from the whole table.
 * @param args the connection's arguments
 * @param list the name of the list, part of what its cursors are valid for
 * @param only what restricts the list beyond its filter
 */
export const listEvents = (
  args: EventArguments,
  list: string,
  only: SQL | undefined,
  context: Context,
): Page<EventRow> =>
  listPage<EventRow>(
    args,
    {
      table: events,
      ...orderOf(args.orderBy),
      where: and(only, eventCondition(args.where)),
      scope: [list, scopeOf(args)],
      positionOf,
      found: (rows) => remember(rows, context),
    },
    context,
  )

/**
 * The events of many parents, such as those of each actor of a page.
 * @param list the name of the list, part of what its cursors are valid for
 * @param belongs the condition that ties `events` to the parent, whose UUID is `parent.id`
 */
export const eventsOfParents = (list: string, belongs: SQL) =>
  pagesOfParents<EventRow, EventArguments>({
    list,
    table: events,
    belongs,
    orderOf: ({ orderBy }) => orderOf(orderBy),
    conditionOf: ({ where }) => eventCondition(where),
    scopeOf,
    positionOf,
    found: remember,
  })
