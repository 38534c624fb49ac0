import { sql } from 'drizzle-orm'
import { inUuids } from '../../database/sql/conditions.ts'
import { revisions, type RevisionRow } from '../../database/tables/revision.ts'
import { netChanges } from '../../ingest/history/net-changes.ts'
import { readAsOf } from '../builder/as-of-plugin.ts'
import { CURSOR_BOUND } from '../builder/bound.ts'
import { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import { enumType } from '../builder/enum-type.ts'
import { Event, eventLoader } from '../event/event.ts'
import { FieldChange, Revision } from '../event/history/revision.ts'
import { EventWhere } from '../filter/event-filter.ts'
import { createLoader, grouped, LOAD_ORDER } from '../loaders/loader.ts'
import { after, type MaybePromise } from '../loaders/maybe-promise.ts'
import { connectionOf } from '../relay/connection.ts'
import { memoizeByArguments } from '../relay/nested-list.ts'
import { diffEvents, MAX_COMPARED, type DiffPage, type DiffRow } from './diff-page.ts'
import type { DiffWindow } from './diff-window.ts'

const DiffKind = enumType('DiffKind', 'How an event differs between two moments, for a filter.', {
  ENTERED: 'It matches the filter at the later moment only: it was stored since, or was changed so that it matches.',
  LEFT: 'It matches the filter at the earlier moment only: it was retracted, merged, or changed so that it no longer matches.',
  CHANGED: 'It matches the filter at both moments, and was changed between them.',
})

const revisionsBetween = memoizeByArguments(({ from, to }: DiffWindow, context: Context) =>
  createLoader<string, RevisionRow[]>(LOAD_ORDER.PART_OF_EVENT, async (ids, { db }) => {
    const rows = await db
      .select()
      .from(revisions)
      .where(sql`${inUuids(revisions.eventId, ids)} and ${revisions.at} > ${from} and ${revisions.at} <= ${to}`)
      .orderBy(revisions.eventId, revisions.version)
    return grouped(ids, rows, ({ eventId }) => eventId)
  })(context),
)

function revisionsOf({ id, window }: DiffRow, context: Context): MaybePromise<RevisionRow[]> {
  return revisionsBetween(window, context).load(id)
}

const EventDiff = builder.objectRef<DiffRow>('EventDiff').implement({
  description: 'An event that differs between two moments.',
  fields: (t) => ({
    change: t.expose('change', { type: DiffKind, description: 'How it differs.' }),
    before: t.field({
      type: Event,
      nullable: true,
      description:
        'The event at the earlier moment, under its id with that moment, whether it matches the filter or not; null if it was not stored yet.',
      resolve: ({ id, window }, _args, context) => readAsOf(context, window.from, (past) => eventLoader(past).load(id)),
    }),
    after: t.field({
      type: Event,
      nullable: true,
      description:
        'The event at the later moment, under its id with that moment, whether it matches the filter or not; null only if it was erased during the request.',
      resolve: ({ id, window }, _args, context) => readAsOf(context, window.to, (past) => eventLoader(past).load(id)),
    }),
    fields: t.field({
      type: [FieldChange],
      description:
        'The fields whose values differ between the two moments; empty if the event was not stored yet at the earlier one, or if its changes undo each other.',
      resolve: (row, _args, context) => after(revisionsOf(row, context), netChanges),
    }),
    revisions: t.field({
      type: [Revision],
      description: 'The revisions of the event between the two moments, with author and reason, oldest first.',
      resolve: (row, _args, context) => revisionsOf(row, context),
    }),
  }),
})

const compared = MAX_COMPARED.toLocaleString('en')

const { connection: EventDiffConnection } = connectionOf<DiffRow, DiffPage>(EventDiff, 'differences', {
  totalCount: `The number of events that differ, among the first ${compared} that were changed: see \`isExact\`.`,
  isExact: `Whether the counts are of all events that differ. If false, more than ${compared} were changed between the two moments.`,
})

builder.objectFields(EventDiffConnection, (t) => ({
  from: t.field({
    type: 'DateTime',
    description: 'The earlier moment.',
    resolve: ({ window }) => window.from,
  }),
  to: t.field({
    type: 'DateTime',
    description: 'The later moment: that of the first page if the argument `to` is left out.',
    resolve: ({ window }) => window.to,
  }),
  enteredCount: t.int({
    description: 'The number of differences that are ENTERED; see `isExact`.',
    resolve: async ({ counts }) => (await counts()).ENTERED,
  }),
  leftCount: t.int({
    description: 'The number of differences that are LEFT; see `isExact`.',
    resolve: async ({ counts }) => (await counts()).LEFT,
  }),
  changedCount: t.int({
    description: 'The number of differences that are CHANGED; see `isExact`.',
    resolve: async ({ counts }) => (await counts()).CHANGED,
  }),
}))

builder.queryField('eventDiff', (t) =>
  t.field({
    type: EventDiffConnection,
    description: `The events that entered or left the list of a filter, or were changed in it, between two moments: what a comparison of \`events\` as of both returns, in the order of the last change of each event. A page compares at most ${compared} changed events. If few of them match, it has fewer rows than \`first\`, or none: continue with \`pageInfo.endCursor\` while \`hasNextPage\` is true.`,
    args: {
      where: t.arg({
        type: EventWhere,
        description:
          'The filter, for both moments; default events that took place, are QUOTED or LISTED, and are not retracted.',
      }),
      from: t.arg({ type: 'DateTime', required: true, description: 'The earlier moment. Not in the future.' }),
      to: t.arg({
        type: 'DateTime',
        description:
          'The later moment. Not in the future. Default: the moment of the request; with `after`, that of the first page.',
      }),
      first: t.arg.int({ description: 'The number of differences, 1 to 100; default 20.' }),
      after: t.arg.string({ bound: CURSOR_BOUND, description: 'Only differences after this cursor.' }),
    },
    resolve: (_root, args, context) => diffEvents(args, context),
  }),
)
