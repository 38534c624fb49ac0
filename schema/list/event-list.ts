import { and, sql, type SQL } from 'drizzle-orm'
import { readValues } from '../../database/sql/read.ts'
import type { EventKindName } from '../../database/tables/event-kinds.ts'
import { events, type EventRow } from '../../database/tables/event.ts'
import type { Context } from '../builder/context.ts'
import type { EventPage, GroupArguments, GroupMeasure, GroupRow } from '../event/connection.ts'
import type { DefaultAxes } from '../filter/default-axes.ts'
import { withBounds, type DrivingTable } from '../filter/driving-table.ts'
import { parseFilter } from '../filter/parse-filter.ts'
import { planEvents, type ReadPlan } from '../filter/plan-query.ts'
import { createLoader, LOAD_ORDER, grouped } from '../loaders/loader.ts'
import { asOfScope, lazy } from '../relay/keyset.ts'
import { parentRows } from '../relay/lateral-join.ts'
import { nestedList, memoizeByArguments } from '../relay/nested-list.ts'
import { listPage } from '../relay/root-list.ts'
import { withEmptyBuckets } from './empty-buckets.ts'
import { assertGroupable } from './group-arguments.ts'
import { groupsOf, toGroup } from './group-query.ts'
import { countFromRollup } from './group-rollup.ts'
import { orderRows, assertOrderable, primeEvents, scopeOf, type EventArguments } from './order.ts'
import { readGroups, type AskedGroups } from './shared-groups.ts'

function searchOf({ where }: EventArguments): string | null {
  return where?.search?.trim() || null
}

interface RootList {
  args: EventArguments
  /** The name of the list; its cursors are valid only for this list. */
  list: string
  /** The kind of the events of the list, if it has only one. */
  kind?: EventKindName
}

/** Returns a page of a root list of events. Equal pages of a request are read once. */
export function listEvents({ args, ...list }: RootList, context: Context): EventPage {
  // The context has the moment of `asOf`.
  const { asOf: _, ...ownArgs } = args
  return pageOf({ args: ownArgs, ...list }, context)
}

const pageOf = memoizeByArguments(({ args, list, kind }: RootList, context): EventPage => {
  assertOrderable(args)
  const filter = parseFilter(args.where, kind)
  const plan = lazy(() => planEvents(filter, context))
  const page = listPage<EventRow>(
    args,
    {
      rows: async () => orderRows(args, await plan()),
      countedRows: async () => ({ table: events, ...(await plan()) }),
      scope: [list, scopeOf(args), ...asOfScope(context)],
      onRead: (rows) => primeEvents(rows, context),
      exactCount: async () => {
        const { counted } = await plan()
        return counted && countFromRollup(counted, context)
      },
    },
    context,
  )
  const groupsLoader = createLoader<string, GroupRow[]>(LOAD_ORDER.EVENT, async (keys) =>
    readGroups(
      await plan(),
      keys.map((key) => JSON.parse(key) as AskedGroups),
      context,
    ),
  )
  return {
    ...page,
    search: searchOf(args),
    groups: async (groupArgs, measures) => {
      assertGroupable(groupArgs, args.where)
      // A loader must not wait for those that the plan needs.
      await plan()
      return withEmptyBuckets(groupArgs, async (toRead) =>
        groupsLoader(context).load(JSON.stringify({ args: toRead, measures } satisfies AskedGroups)),
      )
    },
  }
})

/** The link from events to their parent, whose UUID is `parent.id`: a driving table, or a condition on `events`. */
export type ParentLink = { drivingTable: DrivingTable } | { where: SQL }

/**
 * Returns a function that reads a page of the events of a parent, such as an actor. The pages of all parents of a request
 * cost one statement.
 * @param list the name of the list; its cursors are valid only for this list
 * @param axes the axes that have defaults
 */
export function eventsOfParents(list: string, link: ParentLink, axes?: DefaultAxes) {
  const filterOf = memoizeByArguments(({ where }: Pick<EventArguments, 'where'>) => parseFilter(where, undefined, axes))
  const planOf = memoizeByArguments(({ where }: Pick<EventArguments, 'where'>, context) =>
    planEvents(filterOf({ where }, context), context),
  )
  const planOfParents = async ({ where }: EventArguments, context: Context): Promise<ReadPlan> => {
    const { condition, onePlan, hasKnownStart, boundsStart } = await planOf({ where }, context)
    return 'drivingTable' in link
      ? {
          drivingTable: withBounds(link.drivingTable, boundsStart),
          where: condition,
          onePlan: onePlan === 'ANY_ORDER' ? 'BY_TIME' : undefined,
          hasKnownStart,
          boundsStart,
        }
      : { drivingTable: undefined, where: and(link.where, condition), onePlan: undefined, hasKnownStart, boundsStart }
  }
  const pages = nestedList<EventRow, EventArguments>({
    list,
    rowsOf: async (args, context) => orderRows(args, await planOfParents(args, context)),
    countedRowsOf: async (args, context) => ({ table: events, ...(await planOfParents(args, context)) }),
    scopeOf,
    onRead: primeEvents,
  })
  const groupsOfParents = memoizeByArguments(({ args, groupArgs, measures }: GroupsOfList, context) =>
    createLoader<string, GroupRow[]>(LOAD_ORDER.EVENT, async (parentIds, { db }) => {
      const statement = groupsOf(await planOfParents(args, context), groupArgs, measures)
      const rows = await readValues(
        db,
        sql`select event_group.*, parent.id as "parentId" from ${parentRows(parentIds)} cross join lateral (${statement}) event_group`,
        'EACH_TIME',
      )
      return grouped(parentIds, rows, (values) => String(values.at(-1))).map((ofParent) =>
        ofParent.map((values) => toGroup(values, groupArgs, measures)),
      )
    })(context),
  )
  return (parentId: string, args: EventArguments, context: Context): EventPage => {
    assertOrderable(args)
    filterOf({ where: args.where }, context)
    return {
      ...pages(parentId, args, context),
      search: searchOf(args),
      groups: async (groupArgs, measures) => {
        assertGroupable(groupArgs, args.where)
        const { where, orderBy } = args
        return withEmptyBuckets(groupArgs, async (toRead) =>
          groupsOfParents({ args: { where, orderBy }, groupArgs: toRead, measures }, context).load(parentId),
        )
      },
    }
  }
}

interface GroupsOfList {
  args: EventArguments
  groupArgs: GroupArguments
  measures: readonly GroupMeasure[]
}
