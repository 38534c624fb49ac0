import type { FieldMap } from '@pothos/core'
import {
  actorExternalIds,
  actorNames,
  actors,
  memberships,
  type ActorRow,
  type MembershipRow,
} from '../../database/tables/actor.ts'
import type { ACTOR_KINDS } from '../../database/tables/enums.ts'
import { builder } from '../builder/builder.ts'
import { enumType } from '../builder/enum-type.ts'
import { LOAD_ORDER, rowBy, rowsBy } from '../loaders/loader.ts'
import { registerEntity } from '../relay/federation.ts'
import { idField, Node, registerNode, uuidOf } from '../relay/node.ts'
import { findByHandle } from './find-by-name.ts'
import { Merge, followMerge } from './merged-into.ts'
import { ExternalId, ExternalIdBy, Name } from './name.ts'
import { Place, placeLoader } from './place.ts'

export const ActorKind = enumType('ActorKind', 'What sort of actor it is; each kind is a type of its own.', {
  PERSON: 'A human being, named or not.',
  STATE: 'A state as an actor; the country as a place is another object.',
  ORGANIZATION: 'An organization, a ministry, an administration.',
  ARMED_FORCE: 'An army, a militia, an armed group.',
  GROUP: 'Several actors whom the text does not tell apart, such as "both sides".',
})

export const actorLoader = rowBy(LOAD_ORDER.ACTOR, actors, actors.id)
const namesOfActor = rowsBy(LOAD_ORDER.PART_OF_ACTOR, actorNames, actorNames.actorId, [
  actorNames.kind,
  actorNames.name,
])
const idsOfActor = rowsBy(LOAD_ORDER.PART_OF_ACTOR, actorExternalIds, actorExternalIds.actorId, [
  actorExternalIds.scheme,
  actorExternalIds.value,
])
const membershipsOfMember = rowsBy(LOAD_ORDER.PART_OF_ACTOR, memberships, memberships.memberId, [memberships.id])
const membershipsOfOrganization = rowsBy(LOAD_ORDER.PART_OF_ACTOR, memberships, memberships.organizationId, [
  memberships.id,
])

export const Actor = builder.interfaceRef<ActorRow>('Actor')

const Membership = builder.objectRef<MembershipRow>('Membership').implement({
  description: 'That one actor belongs to another, as something, for some time (Popolo).',
  fields: (t) => ({
    member: t.field({
      type: Actor,
      description: 'Who belongs.',
      resolve: async ({ memberId }, _args, context) => (await actorLoader(context).load(memberId))!,
    }),
    organization: t.field({
      type: Actor,
      description: 'To whom the member belongs.',
      resolve: async ({ organizationId }, _args, context) => (await actorLoader(context).load(organizationId))!,
    }),
    role: t.exposeString('role', { description: 'As what, such as co-chair.' }),
    from: t.expose('validFrom', { type: 'Date', nullable: true, description: 'The first day, where known.' }),
    until: t.expose('validUntil', {
      type: 'Date',
      nullable: true,
      description: 'The day on which it ended, itself not included; null where it lasts or is not known.',
    }),
  }),
})

Actor.implement({
  description: 'Who acts or is acted upon: a person, a state, an organization, an armed force or a group.',
  interfaces: [Node],
  resolveType: ({ kind }) => TYPE_NAMES[kind],
  fields: (t) => ({
    id: t.id(idField('actor')),
    name: t.exposeString('name', { description: 'The name that is shown first.' }),
    kind: t.expose('kind', { type: ActorKind, description: 'What sort of actor it is.' }),
    description: t.exposeString('description', { nullable: true, description: 'A few words on who it is.' }),
    names: t.field({
      type: [Name],
      description: 'Its other names: aliases, transliterations, metonyms.',
      resolve: ({ id }, _args, context) => namesOfActor(context).load(id),
    }),
    externalIds: t.field({
      type: [ExternalId],
      description: 'What other catalogues call it.',
      resolve: ({ id }, _args, context) => idsOfActor(context).load(id),
    }),
    country: t.field({
      type: Place,
      nullable: true,
      description: 'The country that it is or belongs to, where known.',
      resolve: ({ countryId }, _args, context) => (countryId ? placeLoader(context).load(countryId) : null),
    }),
    version: t.exposeInt('version', {
      description: 'Raised whenever it is merged, or another into it; to be given to those who merge it.',
    }),
    mergedInto: t.field({
      type: Actor,
      nullable: true,
      description: 'The actor that it was found to be the same as, which stands for it in the end.',
      resolve: (actor, _args, context) => followMerge(actor, actorLoader(context)),
    }),
    merger: t.field({
      type: Merge,
      nullable: true,
      description: 'Why, by whom and when it was merged; null where it was not.',
      resolve: (actor) => (actor.mergedIntoId === null ? null : actor),
    }),
    memberships: t.field({
      type: [Membership],
      description: 'To whom it belongs, and as what.',
      resolve: ({ id }, _args, context) => membershipsOfMember(context).load(id),
    }),
  }),
})

const TYPE_NAMES: Record<(typeof ACTOR_KINDS)[number], string> = {
  PERSON: 'Person',
  STATE: 'State',
  ORGANIZATION: 'Organization',
  ARMED_FORCE: 'ArmedForce',
  GROUP: 'Group',
}

type ActorFields = PothosSchemaTypes.ObjectFieldBuilder<typeof builder.$inferSchemaTypes, ActorRow>

function actorType(
  kind: (typeof ACTOR_KINDS)[number],
  description: string,
  fields: (t: ActorFields) => FieldMap = () => ({}),
) {
  const type = builder
    .objectRef<ActorRow>(TYPE_NAMES[kind])
    .implement({ description, interfaces: [Node, Actor], fields })
  registerEntity(type, 'actor', actorLoader, (row) => row.kind === kind)
  return type
}

function members(t: ActorFields) {
  return {
    members: t.field({
      type: [Membership],
      description: 'Who belongs to it, and as what.',
      resolve: ({ id }, _args, context) => membershipsOfOrganization(context).load(id),
    }),
  }
}

export const Person = actorType('PERSON', 'A human being, named or not.')
export const State = actorType('STATE', 'A state as an actor; the country as a place is another object.', members)
export const Organization = actorType('ORGANIZATION', 'An organization, a ministry, an administration.', members)
actorType('ARMED_FORCE', 'An army, a militia, an armed group.')
actorType(
  'GROUP',
  'Several actors whom the text does not tell apart, such as "both sides"; who belongs is left open.',
  members,
)

registerNode('actor', actorLoader, ({ kind }) => TYPE_NAMES[kind])
registerEntity(Actor, 'actor', actorLoader)

const NAMED = {
  table: actors,
  names: actorNames,
  of: actorNames.actorId,
  ids: actorExternalIds,
  idOf: actorExternalIds.actorId,
}

const ActorBy = builder.inputType('ActorBy', {
  description: 'One actor, by one of its handles.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'Its id.' }),
    externalId: t.field({ type: ExternalIdBy, description: 'What another catalogue calls it.' }),
    name: t.string({ description: 'Any of its names, exactly; null is answered where several actors bear it.' }),
  }),
})

builder.queryFields((t) => ({
  actor: t.field({
    type: Actor,
    nullable: true,
    description: 'One actor, or null where none answers to the handle.',
    args: { by: t.arg({ type: ActorBy, required: true, description: 'The handle.' }) },
    resolve: async (_root, { by }, context) => {
      if (by.id) return actorLoader(context).load(uuidOf('actor', by.id))
      const id = await findByHandle(context.db, NAMED, by)
      return id ? actorLoader(context).load(id) : null
    },
  }),
}))
