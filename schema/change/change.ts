import { revisions, type RevisionRow } from '../../database/tables/revision.ts'
import { CURSOR_BOUND } from '../builder/bound.ts'
import { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import { Event, eventLoader } from '../event/event.ts'
import { AUTHOR_DESCRIPTION, FieldChange, RevisionKind, supportedChanges } from '../event/history/revision.ts'
import { connectionOf } from '../relay/connection.ts'
import { parseCursor, writeCursor } from '../relay/cursor.ts'
import { listPage } from '../relay/root-list.ts'
import { notErased } from '../relay/tombstone.ts'

/** The scope of cursors of changes: they are valid in `changes` and in `eventChanged`. */
const SCOPE = 'changes'

export const EventChange = builder.objectRef<RevisionRow>('EventChange').implement({
  description:
    'One change of an event. Changes are in the order of their commits; a new change never precedes an older one.',
  fields: (t) => ({
    cursor: t.string({
      description: 'The position of the change, for the argument `after`.',
      resolve: ({ position, eventId }, _args, { cursorKey }) => cursorAt(cursorKey, position, eventId),
    }),
    kind: t.expose('kind', {
      type: RevisionKind,
      description: 'The kind of change. After RETRACTED and MERGED, lists omit the event by default.',
    }),
    version: t.exposeInt('version', { description: 'The version of the event that the change created.' }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: 'The reason, as stated by the author of the change; null if none was stated.',
    }),
    by: t.exposeString('by', { description: AUTHOR_DESCRIPTION }),
    at: t.expose('at', { type: 'DateTime', description: 'When the change was made.' }),
    changes: t.field({ type: [FieldChange], description: 'The changed fields.', resolve: supportedChanges }),
    event: t.field({
      type: Event,
      description: 'The current state of the event, which may be newer than this change.',
      resolve: async ({ eventId }, _args, context) => {
        // A subscription can deliver a change that was read before the event was erased.
        const event = await notErased(context, eventId, await eventLoader(context).load(eventId))
        if (event === null) throw new Error(`The event ${eventId} has a revision but does not exist.`)
        return event
      },
    }),
  }),
})

const { connection: EventChangeConnection } = connectionOf(EventChange, 'changes')

function cursorAt(key: string, position: number, eventId: string): string {
  return writeCursor(key, JSON.stringify(SCOPE), [String(position), eventId])
}

/**
 * Returns the position of the change with a cursor.
 * @throws {GraphQLError} BAD_USER_INPUT if it is not the cursor of a change
 */
export function positionAfter({ cursorKey }: Context, cursor: string): number {
  return Number(parseCursor(cursorKey, JSON.stringify(SCOPE), cursor)[0])
}

builder.queryField('changes', (t) =>
  t.field({
    type: EventChangeConnection,
    description:
      'All changes of events, oldest first, for systems that replicate the graph. It includes the changes of retracted events.',
    args: {
      after: t.arg.string({
        bound: CURSOR_BOUND,
        description: 'Only changes after the one with this cursor; default all changes.',
      }),
      first: t.arg.int({ description: 'The number of changes, 1 to 100; default 20.' }),
    },
    resolve: (_root, { after, first }, context) =>
      listPage<RevisionRow>(
        { first, after },
        {
          rows: () => ({
            table: revisions,
            where: undefined,
            order: { sort: revisions.position, type: 'bigint', id: revisions.eventId, descending: false },
          }),
          scope: SCOPE,
        },
        context,
      ),
  }),
)
