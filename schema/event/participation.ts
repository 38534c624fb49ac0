import { heldOn } from '../../database/tables/office.ts'
import { participations, type ParticipationRow } from '../../database/tables/participation.ts'
import { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import { enumType } from '../builder/enum-type.ts'
import { Actor, actorLoader } from '../entity/actor.ts'
import { Office, officeLoader, tenuresOfPerson } from '../entity/office.ts'
import { LOAD_ORDER, rowsBy } from '../loaders/loader.ts'
import { Basis } from './axes.ts'
import { Event, eventLoader } from './event.ts'

export const Role = enumType('Role', 'As what an actor takes part in an event.', {
  INITIATOR: 'Who begins it: who calls, who attacks first.',
  RECIPIENT: 'To whom it is done: who is called.',
  PARTICIPANT: 'Who takes part among others.',
  HOST: 'On whose ground it takes place.',
  VISITOR: 'Who comes.',
  SPEAKER: 'Who says it.',
  SPOKESPERSON: 'Who utters it for the speaker.',
  ON_BEHALF_OF: 'For whom it is done or said.',
  ADDRESSEE: 'To whom it is said.',
  MEDIATOR: 'Who stands between the parties.',
  ORGANISER: 'Who arranges it.',
  PARTY: 'Who is bound by it or bargains in it.',
  BELLIGERENT: 'Who fights.',
  PERPETRATOR: 'Who commits it.',
  TARGET: 'At whom it is aimed.',
  VICTIM: 'Who suffers it.',
  FORUM: 'Under whose roof it takes place.',
  CO_CHAIR: 'Who presides over the forum, with others.',
  BENEFICIARY: 'Who is to gain from it.',
  SOURCE: 'Who made it known.',
  OTHER: 'Anything else.',
})

/** Who took part in an event, in the order of the report. */
export const participationsOfEvent = rowsBy(LOAD_ORDER.PART_OF_EVENT, participations, participations.eventId, [
  participations.ordinal,
  participations.actorId,
  participations.role,
])

/** The office in whose name the actor took part: the one that the report names, else the one held on the event's day. */
async function officeOnTheDay(
  { officeId, actorId, eventId }: ParticipationRow,
  context: Context,
): Promise<string | null> {
  if (officeId) return officeId
  const [tenures, event] = await Promise.all([
    tenuresOfPerson(context).load(actorId),
    eventLoader(context).load(eventId),
  ])
  const day = event?.earliest?.slice(0, 10)
  return (day && tenures.find((tenure) => heldOn(tenure, day))?.officeId) || null
}

export const Participation = builder.objectRef<ParticipationRow>('Participation').implement({
  description: 'That an actor takes part in an event, and as what.',
  fields: (t) => ({
    actor: t.field({
      type: Actor,
      description: 'Who takes part.',
      resolve: async ({ actorId }, _args, context) => (await actorLoader(context).load(actorId))!,
    }),
    role: t.expose('role', { type: Role, description: 'As what.' }),
    side: t.exposeString('side', { nullable: true, description: 'On which side, where sides are told apart.' }),
    office: t.field({
      type: Office,
      nullable: true,
      description:
        "The office in whose name a person took part: the one that the report names, else the one held on the event's first day; null where neither is known.",
      resolve: async (participation, _args, context) => {
        const id = await officeOnTheDay(participation, context)
        return id ? officeLoader(context).load(id) : null
      },
    }),
    label: t.exposeString('label', { nullable: true, description: "The article's own words for the actor." }),
    basis: t.expose('basis', {
      type: Basis,
      description: 'Whether the text names the actor in this role, or it was inferred.',
    }),
  }),
})

builder.interfaceField(Event, 'participations', (t) =>
  t.field({
    type: [Participation],
    description: 'Who takes part, in the order of the report.',
    args: { roles: t.arg({ type: [Role], description: 'Only in these roles.' }) },
    resolve: async ({ id }, { roles }, context) => {
      const all = await participationsOfEvent(context).load(id)
      return roles ? all.filter(({ role }) => roles.includes(role)) : all
    },
  }),
)
