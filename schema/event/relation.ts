import { sql } from 'drizzle-orm'
import { keyLookUp } from '../../database/sql/prepared.ts'
import { eventRelations, type EventRelationRow } from '../../database/tables/relation.ts'
import { builder } from '../builder/builder.ts'
import { enumType } from '../builder/enum-type.ts'
import { createLoader, grouped, LOAD_ORDER } from '../loaders/loader.ts'
import { after } from '../loaders/maybe-promise.ts'
import { load } from '../prefetch/relation.ts'
import { Basis, Certainty } from './axes.ts'
import { Event, eventLoader } from './event.ts'

const RelationKind = enumType(
  'RelationKind',
  'The kind of a relation, read from the source event to the target event.',
  {
    SUBEVENT_OF: 'The source is a part of the target.',
    FOLLOWS: 'The source happens after the target.',
    RESPONSE_TO: 'The source is a response to the target.',
    INITIATES: 'The source causes the target.',
    AIMS_TO_END: 'The source is meant to end the target.',
    ANNOUNCES: 'The source announces the target, before it happens or while it happens.',
    REPORTS: 'The source reports the target.',
    CONTENT_OF: 'The source is what was said or done in the target.',
    OUTCOME_OF: 'The source is a result of the target.',
    PURPOSE_OF: 'The source is the purpose of the target.',
    VIOLATES: 'The source violates the target.',
    CONNECTED_WITH: 'The events are related in an unspecified way.',
  },
)

const DIRECTIONS = {
  OUTGOING: 'This event is the source, the other the target.',
  INCOMING: 'The other event is the source, this one the target.',
}

const RelationDirection = enumType(
  'RelationDirection',
  'The direction of a relation, seen from one of its events.',
  DIRECTIONS,
)

/** A relation, seen from one of its two events. */
interface DirectedRelation extends EventRelationRow {
  direction: keyof typeof DIRECTIONS
}

const readRelations = keyLookUp((db) => {
  const keys = sql`any(${sql.placeholder('keys')}::uuid[])`
  return db
    .select()
    .from(eventRelations)
    .where(sql`${eventRelations.eventId} = ${keys} or ${eventRelations.targetId} = ${keys}`)
    .orderBy(eventRelations.kind, eventRelations.eventId, eventRelations.targetId)
})

/** The relations of an event, the outgoing ones first. */
const relationsOfEvent = createLoader<string, DirectedRelation[]>(
  LOAD_ORDER.PART_OF_EVENT,
  async (eventIds, { db }) => {
    const rows = await readRelations(db, eventIds)
    const outgoing = grouped(eventIds, rows, ({ eventId }) => eventId)
    const incoming = grouped(eventIds, rows, ({ targetId }) => targetId)
    return eventIds.map((_, i) => [
      ...(outgoing[i] ?? []).map((row) => ({ ...row, direction: 'OUTGOING' as const })),
      ...(incoming[i] ?? []).map((row) => ({ ...row, direction: 'INCOMING' as const })),
    ])
  },
)

function otherEventOf({ direction, eventId, targetId }: DirectedRelation): string {
  return direction === 'OUTGOING' ? targetId : eventId
}

export const EventRelation = builder.objectRef<DirectedRelation>('EventRelation').implement({
  description: 'A relation between two events, seen from one of them.',
  fields: (t) => ({
    kind: t.expose('kind', {
      type: RelationKind,
      description: 'The kind of the relation, read from the source event to the target event.',
    }),
    direction: t.expose('direction', {
      type: RelationDirection,
      description: 'Whether this event is the source or the target.',
    }),
    event: t.field({
      type: Event,
      nullable: true,
      description: 'The other event; null if it is not stored, or was not at `asOf`.',
      loads: [{ loader: eventLoader, keyOf: otherEventOf }],
      resolve: (relation, _args, context) => eventLoader(context).load(otherEventOf(relation)),
    }),
    certainty: t.expose('certainty', { type: Certainty, description: 'The certainty of the relation.' }),
    basis: t.expose('basis', {
      type: Basis,
      description: 'How the relation was determined: stated in the text, relative to something else, or inferred.',
    }),
  }),
})

builder.interfaceField(Event, 'relations', (t) =>
  t.field({
    type: [EventRelation],
    description: 'The relations to other events, the outgoing ones first.',
    args: {
      kinds: t.arg({ type: [RelationKind], description: 'Only relations of these kinds.' }),
      direction: t.arg({ type: RelationDirection, description: 'Only relations of this direction.' }),
    },
    reads: ['id'],
    loads: [load(relationsOfEvent, 'id')],
    resolve: ({ id }, { kinds, direction }, context) =>
      after(relationsOfEvent(context).load(id), (relations) =>
        relations.filter(
          (relation) =>
            (kinds?.includes(relation.kind) ?? true) && (direction ?? relation.direction) === relation.direction,
        ),
      ),
  }),
)
