import { sql } from 'drizzle-orm'
import { prepared } from '../../database/sql/prepared.ts'
import { eventRelations, type EventRelationRow } from '../../database/tables/relation.ts'
import { builder } from '../builder/builder.ts'
import { enumType } from '../builder/enum-type.ts'
import { createLoader, LOAD_ORDER } from '../loaders/loader.ts'
import { Basis, Certainty } from './axes.ts'
import { Event, eventLoader } from './event.ts'

const RelationKind = enumType('RelationKind', 'How one event is tied to another, read from the outgoing end.', {
  SUBEVENT_OF: 'It is a part of the other.',
  FOLLOWS: 'It comes after the other.',
  RESPONSE_TO: 'It answers the other.',
  INITIATES: 'It sets the other off.',
  AIMS_TO_END: 'It is meant to end the other.',
  ANNOUNCES: 'It makes the other known before or as it happens.',
  REPORTS: 'It tells of the other.',
  CONTENT_OF: 'It is what was said or done in the other.',
  OUTCOME_OF: 'It came out of the other.',
  PURPOSE_OF: 'It is what the other is for.',
  VIOLATES: 'It breaks the other.',
  CONNECTED_WITH: 'It has to do with the other, without saying how.',
})

const DIRECTIONS = { OUTGOING: 'From this event to the other.', INCOMING: 'From the other event to this one.' }

const RelationDirection = enumType('RelationDirection', 'Which way a relation reads.', DIRECTIONS)

/** A relation as one of its two events sees it. */
interface SeenRelation extends EventRelationRow {
  direction: keyof typeof DIRECTIONS
}

const readRelations = prepared((db) => {
  const keys = sql`any(${sql.placeholder('keys')}::uuid[])`
  return db
    .select()
    .from(eventRelations)
    .where(sql`${eventRelations.eventId} = ${keys} or ${eventRelations.targetId} = ${keys}`)
    .orderBy(eventRelations.kind, eventRelations.eventId, eventRelations.targetId)
})

/** All relations that begin or end in an event, those that begin in it first. */
const relationsOfEvent = createLoader<string, SeenRelation[]>(LOAD_ORDER.PART_OF_EVENT, async (eventIds, { db }) => {
  const rows = await readRelations(db, eventIds)
  return eventIds.map((id) => [
    ...rows.filter(({ eventId }) => eventId === id).map((row) => ({ ...row, direction: 'OUTGOING' as const })),
    ...rows.filter(({ targetId }) => targetId === id).map((row) => ({ ...row, direction: 'INCOMING' as const })),
  ])
})

export const EventRelation = builder.objectRef<SeenRelation>('EventRelation').implement({
  description: 'A tie between two events, as one of them sees it.',
  fields: (t) => ({
    kind: t.expose('kind', { type: RelationKind, description: 'How they are tied, read from the outgoing end.' }),
    direction: t.expose('direction', { type: RelationDirection, description: 'Which way it reads.' }),
    event: t.field({
      type: Event,
      nullable: true,
      description: 'The event at the other end; null where it is not known here.',
      resolve: ({ direction, eventId, targetId }, _args, context) =>
        eventLoader(context).load(direction === 'OUTGOING' ? targetId : eventId),
    }),
    certainty: t.expose('certainty', { type: Certainty, description: 'How sure the tie is.' }),
    basis: t.expose('basis', { type: Basis, description: 'How it was come by.' }),
  }),
})

builder.interfaceField(Event, 'relations', (t) =>
  t.field({
    type: [EventRelation],
    description: 'Its ties to other events, those that begin in it first.',
    args: {
      kinds: t.arg({ type: [RelationKind], description: 'Only of these kinds.' }),
      direction: t.arg({ type: RelationDirection, description: 'Only this way.' }),
    },
    resolve: async ({ id }, { kinds, direction }, context) =>
      (await relationsOfEvent(context).load(id)).filter(
        (relation) =>
          (kinds?.includes(relation.kind) ?? true) && (direction ?? relation.direction) === relation.direction,
      ),
  }),
)
