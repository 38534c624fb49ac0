import { desc, sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { revisions, type RevisionRow } from '../../database/tables/revision.ts'
import { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import { Event, eventLoader } from '../event/event.ts'
import { FieldChange, RevisionKind } from '../event/history/revision.ts'
import { connectionOf } from '../relay/connection.ts'
import { parseCursor, writeCursor } from '../relay/cursor.ts'
import { listPage } from '../relay/root-list.ts'

/** What cursors of changes are good for: every list of changes, and every subscription. */
const SCOPE = 'changes'

/** One entry of the history of all events. */
export const EventChange = builder.objectRef<RevisionRow>('EventChange').implement({
  description:
    'One thing that was done to an event. Changes come in the order in which they were committed, and none is ever added before one that was read.',
  fields: (t) => ({
    cursor: t.string({
      description: 'Its place among all changes, to be given as `after` to go on after it.',
      resolve: ({ position, eventId }, _args, { cursorKey }) => cursorAt(cursorKey, position, eventId),
    }),
    kind: t.expose('kind', {
      type: RevisionKind,
      description: 'What was done; RETRACTED and MERGED take the event out of what is known.',
    }),
    version: t.exposeInt('version', { description: 'The version of the event that it made.' }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why, in the words of whoever did it.' }),
    by: t.exposeString('by', { description: 'Who did it.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When.' }),
    changes: t.expose('changes', { type: [FieldChange], description: 'What changed, field by field.' }),
    event: t.field({
      type: Event,
      description: 'The event as it is now, which may be later than this change.',
      resolve: async ({ eventId }, _args, context) => (await eventLoader(context).load(eventId))!,
    }),
  }),
})

const { connection: EventChangeConnection } = connectionOf(EventChange, 'changes')

function cursorAt(key: string, position: number, eventId: string): string {
  return writeCursor(key, JSON.stringify(SCOPE), [String(position), eventId])
}

/**
 * The position at which to go on.
 * @param cursor the cursor of a change
 * @throws {GraphQLError} BAD_USER_INPUT where it is none
 */
export function positionAfter({ cursorKey }: Context, cursor: string): number {
  return Number(parseCursor(cursorKey, JSON.stringify(SCOPE), cursor)[0])
}

/** @returns the position of the last change; 0 where nothing was done yet */
export async function lastPosition(db: Database): Promise<number> {
  const [last] = await db
    .select({ position: revisions.position })
    .from(revisions)
    .orderBy(desc(revisions.position))
    .limit(1)
  return last?.position ?? 0
}

/**
 * Reads on in the history of all events.
 * @param db a database
 * @param position the last that was read
 * @param most how many, at most
 */
export function changesAfter(db: Database, position: number, most: number): Promise<RevisionRow[]> {
  return db
    .select()
    .from(revisions)
    .where(sql`${revisions.position} > ${position}`)
    .orderBy(revisions.position)
    .limit(most)
}

builder.queryField('changes', (t) =>
  t.field({
    type: EventChangeConnection,
    description:
      'Everything that was done to events, the first change first: what another system needs to stay in step. Retracted events are among them.',
    args: {
      after: t.arg.string({
        description: 'Only changes after the one with this cursor; from the beginning where left out.',
      }),
      first: t.arg.int({ description: 'How many, 1 to 100; 20 where left out.' }),
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
