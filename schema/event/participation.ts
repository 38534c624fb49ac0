import { events } from '../../database/tables/event.ts'
import { heldOn } from '../../database/tables/office.ts'
import { participations, type ParticipationRow } from '../../database/tables/participation.ts'
import { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import { enumType } from '../builder/enum-type.ts'
import { Actor, actorLoader } from '../entity/actor.ts'
import { Office, officeLoader, tenuresOfPerson } from '../entity/office.ts'
import { LOAD_ORDER, rowsBy } from '../loaders/loader.ts'
import { after, allOf, atHand, type MaybePromise } from '../loaders/maybe-promise.ts'
import { load, referenced } from '../prefetch/relation.ts'
import { Basis } from './axes.ts'
import { Event, eventLoader } from './event.ts'

export const Role = enumType('Role', 'The role of an actor in an event.', {
  INITIATOR: 'The actor that begins it: the caller, the first attacker.',
  RECIPIENT: 'The actor that receives it: the called party.',
  PARTICIPANT: 'An actor that takes part among others.',
  HOST: 'The actor that receives the others on its territory or premises.',
  VISITOR: 'The actor that comes.',
  SPEAKER: 'The actor that makes the statement.',
  SPOKESPERSON: 'The person who speaks for the speaker.',
  ON_BEHALF_OF: 'The actor for which it is done or said.',
  ADDRESSEE: 'The actor that is addressed.',
  MEDIATOR: 'The actor that mediates between the parties.',
  ORGANISER: 'The actor that organises it.',
  PARTY: 'An actor that is bound by it or negotiates it.',
  BELLIGERENT: 'An actor that fights.',
  PERPETRATOR: 'The actor that commits it.',
  TARGET: 'The actor that it is aimed at.',
  VICTIM: 'The actor that suffers it.',
  FORUM: 'The body in whose framework it takes place.',
  CO_CHAIR: 'An actor that co-chairs the forum.',
  BENEFICIARY: 'The actor that is to benefit from it.',
  SOURCE: 'The actor that made it known.',
  OTHER: 'Any other role.',
})

/** The participations of an event, in the order of the report. */
export const participationsOfEvent = rowsBy(LOAD_ORDER.PART_OF_EVENT, participations, participations.eventId, [
  participations.ordinal,
  participations.actorId,
  participations.role,
])

/** The UUID of the office of a participation: the one that the report names, else the one held on the event's first day. */
function officeOnTheDay(
  { officeId, actorId, eventId }: ParticipationRow,
  context: Context,
): MaybePromise<string | null> {
  if (officeId) return officeId
  const loaded = allOf([tenuresOfPerson(context).load(actorId), eventLoader(context).load(eventId)])
  return after(loaded, ([tenures, event]) => {
    const day = event?.earliest?.slice(0, 10)
    return (day && tenures.find((tenure) => heldOn(tenure, day))?.officeId) || null
  })
}

export const Participation = builder.objectRef<ParticipationRow>('Participation').implement({
  description: 'The participation of an actor in an event, with its role.',
  fields: (t) => ({
    actor: t.field({
      type: Actor,
      description: 'The actor that takes part.',
      ...referenced(actorLoader, 'actorId'),
    }),
    role: t.expose('role', { type: Role, description: 'The role of the actor.' }),
    side: t.exposeString('side', {
      nullable: true,
      description: 'The side of the actor; null if the sides are not distinguished.',
    }),
    office: t.field({
      type: Office,
      nullable: true,
      description:
        "The office in which a person took part: the one that the report names, else the one held on the event's first day; null if both are unknown.",
      loads: [
        { loader: tenuresOfPerson, keyOf: ({ officeId, actorId }) => (officeId === null ? actorId : null) },
        { loader: eventLoader, keyOf: ({ officeId, eventId }) => (officeId === null ? eventId : null) },
      ],
      readsRows: [{ table: events, columns: ['earliest'] }],
      loadsThen: [
        { loader: officeLoader, keyOf: (participation, context) => atHand(officeOnTheDay(participation, context)) },
      ],
      resolve: (participation, _args, context) =>
        after(officeOnTheDay(participation, context), (id) => (id ? officeLoader(context).load(id) : null)),
    }),
    label: t.exposeString('label', {
      nullable: true,
      description: "The actor in the article's own words; null if there are none.",
    }),
    basis: t.expose('basis', {
      type: Basis,
      description: 'Whether the text states the role of the actor, or it was inferred.',
    }),
  }),
})

builder.interfaceField(Event, 'participations', (t) =>
  t.field({
    type: [Participation],
    description: 'The participations in the event, in the order of the report.',
    args: { roles: t.arg({ type: [Role], description: 'Only participations in these roles.' }) },
    reads: ['id'],
    loads: [load(participationsOfEvent, 'id')],
    resolve: ({ id }, { roles }, context) =>
      after(participationsOfEvent(context).load(id), (rows) =>
        roles ? rows.filter(({ role }) => roles.includes(role)) : rows,
      ),
  }),
)
