import { and, sql, type SQL } from 'drizzle-orm'
import { events, type EventRow } from '../../database/tables/event.ts'
import type { Context } from '../builder/context.ts'
import type { EventPage, GroupArguments, GroupRow } from '../event/connection.ts'
import type { Guide } from '../filter/driving-table.ts'
import { batched, FLOOR, grouped } from '../loaders/loader.ts'
import { asOfScope, once } from '../relay/keyset.ts'
import { parents } from '../relay/lateral-join.ts'
import { pagesOfParents, perArguments } from '../relay/nested-list.ts'
import { listPage } from '../relay/root-list.ts'
import { groupEvents, groupsOf, refuseUnlessGroupable } from './group-query.ts'
import { countRolledUp, isRolledUp } from './group-rollup.ts'
import {
  eventCondition,
  eventSource,
  inOrder,
  readFilter,
  refuseUnlessOrdered,
  remember,
  scopeOf,
  type EventArguments,
} from './order.ts'

const searchOf = ({ where }: EventArguments): string | null => where?.search?.trim() || null

/**
 * The events of the whole table that a filter has.
 * @param args the connection's arguments
 * @param list the name of the list, part of what its cursors are valid for
 * @param kind the one kind that the list has, where it has but one
 */
export const listEvents = (
  args: EventArguments,
  list: string,
  kind: string | undefined,
  context: Context,
): EventPage => {
  refuseUnlessOrdered(args)
  const filter = readFilter(args.where, kind)
  const source = once(() => eventSource(filter, context))
  const page = listPage<EventRow>(
    args,
    {
      rows: async () => inOrder(args, await source()),
      count: async () => ({ table: events, ...(await source()) }),
      scope: [list, scopeOf(args), ...asOfScope(context)],
      found: (rows) => remember(rows, context),
      counted: () => (isRolledUp(filter, context) ? countRolledUp(filter, context) : undefined),
    },
    context,
  )
  return {
    ...page,
    search: searchOf(args),
    groups: async (groupArgs, withFatalities) => {
      refuseUnlessGroupable(groupArgs)
      return groupEvents(filter, source, groupArgs, withFatalities, context)
    },
  }
}

/** How events belong to a parent whose UUID is `parent.id`: by a table that ties them, or by a condition on themselves. */
export type Belonging = { guide: Guide } | { where: SQL }

/**
 * The events of many parents, such as those of each actor of a page.
 * @param list the name of the list, part of what its cursors are valid for
 * @param belonging how they belong to their parent
 */
export const eventsOfParents = (list: string, belonging: Belonging) => {
  const sourceOfParents = async (args: EventArguments, context: Context) => {
    const where = await eventCondition(readFilter(args.where), context)
    return 'guide' in belonging ? { guide: belonging.guide, where } : { where: and(belonging.where, where) }
  }
  const pages = pagesOfParents<EventRow, EventArguments>({
    list,
    rowsOf: async (args, context) => inOrder(args, await sourceOfParents(args, context)),
    countedOf: async (args, context) => ({ table: events, ...(await sourceOfParents(args, context)) }),
    scopeOf,
    found: remember,
  })
  const groupsOfParents = perArguments(({ args, groupArgs, withFatalities }: GroupsOfList, context) =>
    batched<string, GroupRow[]>(FLOOR.EVENT, async (parentIds, { db }) => {
      const statement = groupsOf(await sourceOfParents(args, context), groupArgs, withFatalities)
      const { rows } = (await db.execute(
        sql`select parent.id as "parentId", found.* from ${parents(parentIds)} cross join lateral (${statement}) found`,
      )) as unknown as { rows: (GroupRow & { parentId: string })[] }
      return grouped(parentIds, rows, ({ parentId }) => parentId)
    })(context),
  )
  return (parentId: string, args: EventArguments, context: Context): EventPage => {
    refuseUnlessOrdered(args)
    readFilter(args.where)
    return {
      ...pages(parentId, args, context),
      search: searchOf(args),
      groups: async (groupArgs, withFatalities) => {
        refuseUnlessGroupable(groupArgs)
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
