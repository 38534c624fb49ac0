import type { FieldMap } from '@pothos/core'
import {
  actorExternalIds,
  actorNames,
  actors,
  memberships,
  type ActorRow,
  type MembershipRow,
} from '../../database/tables/actor.ts'
import { ACTOR_TABLES } from '../../database/tables/entities.ts'
import type { ACTOR_KINDS } from '../../database/tables/enums.ts'
import { builder } from '../builder/builder.ts'
import { enumType } from '../builder/enum-type.ts'
import { LOAD_ORDER, rowBy, rowsBy, sharedByMoments } from '../loaders/loader.ts'
import { referenced, related, relatedOrNull } from '../prefetch/relation.ts'
import { registerEntity } from '../relay/federation.ts'
import { idField, Node, registerNode } from '../relay/node.ts'
import { erasedAt } from '../relay/tombstone.ts'
import { declareFindByHandle } from './find-by-handle.ts'
import { mergeTarget, Merge, mergeOf } from './merged-into.ts'
import { ExternalId, Name } from './name.ts'
import { Place, placeLoader } from './place.ts'

export const ActorKind = enumType('ActorKind', 'The kind of an actor. Each kind has its own object type.', {
  PERSON: 'A human being, whether the name is known or not.',
  STATE: 'A state as an actor. The country as a place is a separate object.',
  ORGANIZATION: 'An organization, such as a ministry, an administration or a company.',
  ARMED_FORCE: 'An armed force, such as an army, a militia or an armed group.',
  GROUP: 'Several actors that the text does not distinguish, such as "both sides".',
})

export const actorLoader = sharedByMoments(rowBy(LOAD_ORDER.ACTOR, actors, actors.id))
const namesOfActor = rowsBy(LOAD_ORDER.PART_OF_ACTOR, actorNames, actorNames.actorId, [
  actorNames.kind,
  actorNames.name,
])
export const idsOfActor = rowsBy(LOAD_ORDER.PART_OF_ACTOR, actorExternalIds, actorExternalIds.actorId, [
  actorExternalIds.scheme,
  actorExternalIds.value,
])
const membershipsOfMember = rowsBy(LOAD_ORDER.PART_OF_ACTOR, memberships, memberships.memberId, [memberships.id])
const membershipsOfOrganization = rowsBy(LOAD_ORDER.PART_OF_ACTOR, memberships, memberships.organizationId, [
  memberships.id,
])

export const Actor = builder.interfaceRef<ActorRow>('Actor')

const Membership = builder.objectRef<MembershipRow>('Membership').implement({
  description: 'The period in which an actor belongs to another in some role (Popolo).',
  fields: (t) => ({
    member: t.field({
      type: Actor,
      description: 'The actor that belongs to the other.',
      ...referenced(actorLoader, 'memberId'),
    }),
    organization: t.field({
      type: Actor,
      description: 'The actor that the member belongs to.',
      ...referenced(actorLoader, 'organizationId'),
    }),
    role: t.exposeString('role', { description: 'The role of the member, such as co-chair.' }),
    from: t.expose('validFrom', { type: 'Date', nullable: true, description: 'The first day; null if unknown.' }),
    until: t.expose('validUntil', {
      type: 'Date',
      nullable: true,
      description: 'The day after the last day; null if it has not ended or the day is unknown.',
    }),
  }),
})

Actor.implement({
  description: 'A participant in events: a person, a state, an organization, an armed force or a group.',
  interfaces: [Node],
  resolveType: ({ kind }) => TYPE_NAMES[kind],
  fields: (t) => ({
    id: t.id(idField('actor')),
    name: t.exposeString('name', { description: 'The main name.' }),
    kind: t.expose('kind', { type: ActorKind, description: 'The kind of the actor.' }),
    erasedAt: t.field({
      type: 'DateTime',
      nullable: true,
      ...erasedAt,
    }),
    description: t.exposeString('description', {
      nullable: true,
      description: 'A short description; null if there is none.',
    }),
    names: t.field({
      type: [Name],
      description: 'The other names: aliases, transliterations, metonyms and former names.',
      ...related(namesOfActor, 'id'),
    }),
    externalIds: t.field({
      type: [ExternalId],
      description: 'The identifiers of the actor in other catalogues.',
      ...related(idsOfActor, 'id'),
    }),
    country: t.field({
      type: Place,
      nullable: true,
      description: 'The country that the actor is or belongs to; null if unknown.',
      ...relatedOrNull(placeLoader, 'countryId'),
    }),
    version: t.exposeInt('version', {
      description:
        'The version, increased by each correction, merge and split. Writes require it as the expected version.',
    }),
    mergedInto: t.field({
      type: Actor,
      nullable: true,
      description: 'The actor it was merged into (the final target); null if it was not merged.',
      ...mergeTarget(actorLoader),
    }),
    merge: t.field({
      type: Merge,
      nullable: true,
      description: 'The reason, the author and the time of its merge into another actor; null if it was not merged.',
      resolve: mergeOf,
    }),
    memberships: t.field({
      type: [Membership],
      description: 'The memberships in other actors.',
      ...related(membershipsOfMember, 'id'),
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
      description: 'The memberships of its members.',
      ...related(membershipsOfOrganization, 'id'),
    }),
  }
}

export const Person = actorType('PERSON', 'A human being, whether the name is known or not.')
export const State = actorType('STATE', 'A state as an actor. The country as a place is a separate object.', members)
export const Organization = actorType(
  'ORGANIZATION',
  'An organization, such as a ministry, an administration or a company.',
  members,
)
actorType('ARMED_FORCE', 'An armed force, such as an army, a militia or an armed group.')
actorType(
  'GROUP',
  'Several actors that the text does not distinguish, such as "both sides". The list of members can be incomplete.',
  members,
)

registerNode('actor', actorLoader, ({ kind }) => TYPE_NAMES[kind])
registerEntity(Actor, 'actor', actorLoader)

declareFindByHandle(ACTOR_TABLES, Actor, actorLoader)
