import { and, sql, type SQL } from 'drizzle-orm'
import { readRows } from '../../database/sql/rows.ts'
import { events, type EventRow } from '../../database/tables/event.ts'
import type { Context } from '../builder/context.ts'
import type { EventPage, GroupArguments, GroupRow } from '../event/connection.ts'
import type { DrivingTable } from '../filter/driving-table.ts'
import { createLoader, LOAD_ORDER, grouped } from '../loaders/loader.ts'
import { asOfScope, lazy } from '../relay/keyset.ts'
import { parentRows } from '../relay/lateral-join.ts'
import { nestedList, memoizeByArguments } from '../relay/nested-list.ts'
import { listPage } from '../relay/root-list.ts'
import { groupEvents, groupsOf, assertGroupable } from './group-query.ts'
import { countFromRollup, canUseRollup } from './group-rollup.ts'
import {
  eventCondition,
  planEvents,
  orderRows,
  parseFilter,
  assertOrderable,
  primeEvents,
  scopeOf,
  type EventArguments,
} from './order.ts'

function searchOf({ where }: EventArguments): string | null {
  return where?.search?.trim() || null
}

/**
 * The events of the whole table that a filter has.
 * @param args the connection's arguments
 * @param list the name of the list, part of what its cursors are valid for
 * @param kind the one kind that the list has, where it has but one
 */
export function listEvents(args: EventArguments, list: string, kind: string | undefined, context: Context): EventPage {
  assertOrderable(args)
  const filter = parseFilter(args.where, kind)
  const source = lazy(() => planEvents(filter, context))
  const page = listPage<EventRow>(
    args,
    {
      rows: async () => orderRows(args, await source()),
      countedRows: async () => ({ table: events, ...(await source()) }),
      scope: [list, scopeOf(args), ...asOfScope(context)],
      onRead: (rows) => primeEvents(rows, context),
      exactCount: () => (canUseRollup(filter, context) ? countFromRollup(filter, context) : undefined),
    },
    context,
  )
  return {
    ...page,
    search: searchOf(args),
    groups: async (groupArgs, withFatalities) => {
      assertGroupable(groupArgs)
      return groupEvents(filter, source, groupArgs, withFatalities, context)
    },
  }
}

/** How events belong to a parent whose UUID is `parent.id`: by a table that ties them, or by a condition on themselves. */
export type ParentLink = { drivingTable: DrivingTable } | { where: SQL }

/**
 * The events of many parents, such as those of each actor of a page.
 * @param list the name of the list, part of what its cursors are valid for
 * @param belonging how they belong to their parent
 */
export function eventsOfParents(list: string, belonging: ParentLink) {
  const sourceOfParents = async (args: EventArguments, context: Context) => {
    const where = await eventCondition(parseFilter(args.where), context)
    return 'drivingTable' in belonging
      ? { drivingTable: belonging.drivingTable, where }
      : { where: and(belonging.where, where) }
  }
  const pages = nestedList<EventRow, EventArguments>({
    list,
    rowsOf: async (args, context) => orderRows(args, await sourceOfParents(args, context)),
    countedRowsOf: async (args, context) => ({ table: events, ...(await sourceOfParents(args, context)) }),
    scopeOf,
    onRead: primeEvents,
  })
  const groupsOfParents = memoizeByArguments(({ args, groupArgs, withFatalities }: GroupsOfList, context) =>
    createLoader<string, GroupRow[]>(LOAD_ORDER.EVENT, async (parentIds, { db }) => {
      const statement = groupsOf(await sourceOfParents(args, context), groupArgs, withFatalities)
      const rows = await readRows<GroupRow & { parentId: string }>(
        db,
        sql`select parent.id as "parentId", found.* from ${parentRows(parentIds)} cross join lateral (${statement}) found`,
      )
      return grouped(parentIds, rows, ({ parentId }) => parentId)
    })(context),
  )
  return (parentId: string, args: EventArguments, context: Context): EventPage => {
    assertOrderable(args)
    parseFilter(args.where)
    return {
      ...pages(parentId, args, context),
      search: searchOf(args),
      groups: async (groupArgs, withFatalities) => {
        assertGroupable(groupArgs)
        const { where, orderBy } = args
        return groupsOfParents({ args: { where, orderBy }, groupArgs, withFatalities }, context).load(parentId)
      },
    }
  }
}

interface GroupsOfList {
  args: EventArguments
  groupArgs: GroupArguments
  withFatalities: boolean
}
