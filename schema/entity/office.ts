import { heldOn, offices, tenures, type OfficeRow, type TenureRow } from '../../database/tables/office.ts'
import { builder } from '../builder/builder.ts'
import { LOAD_ORDER, rowBy, rowsBy, sharedByMoments } from '../loaders/loader.ts'
import { after } from '../loaders/maybe-promise.ts'
import { load, referenced, related, relatedOrNull } from '../prefetch/relation.ts'
import { registerEntity } from '../relay/federation.ts'
import { idField, Node, registerNode, uuidOf } from '../relay/node.ts'
import { Actor, actorLoader, Organization, Person, State } from './actor.ts'
import { Place, placeLoader } from './place.ts'

export const Office = builder.objectRef<OfficeRow>('Office')

export const officeLoader = sharedByMoments(rowBy(LOAD_ORDER.OFFICE, offices, offices.id))
const officesOfOrganization = rowsBy(LOAD_ORDER.OFFICE, offices, offices.organizationId, [offices.title, offices.id])

/** The tenures of a person, earliest first; those without a known first day come last. */
export const tenuresOfPerson = sharedByMoments(
  rowsBy(LOAD_ORDER.PART_OF_CLAIM, tenures, tenures.personId, [tenures.validFrom, tenures.id]),
)
const tenuresOfOffice = rowsBy(LOAD_ORDER.PART_OF_ACTOR, tenures, tenures.officeId, [tenures.validFrom, tenures.id])

const Tenure = builder.objectRef<TenureRow>('Tenure').implement({
  description: 'The period in which a person holds or held an office (Popolo).',
  fields: (t) => ({
    office: t.field({
      type: Office,
      description: 'The office.',
      ...referenced(officeLoader, 'officeId'),
    }),
    person: t.field({
      type: Person,
      description: 'The person who holds or held the office.',
      ...referenced(actorLoader, 'personId'),
    }),
    from: t.expose('validFrom', { type: 'Date', nullable: true, description: 'The first day; null if unknown.' }),
    until: t.expose('validUntil', {
      type: 'Date',
      nullable: true,
      description: 'The day after the last day; null if it has not ended or the day is unknown.',
    }),
  }),
})

Office.implement({
  description: 'An office, independent of its holder, such as President of Armenia (a post in Popolo).',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id(idField('office')),
    version: t.exposeInt('version', {
      description: 'The version, increased by each correction. Corrections require it as the expected version.',
    }),
    title: t.exposeString('title', { description: 'The title of the holder.' }),
    organization: t.field({
      type: Actor,
      nullable: true,
      description: 'The state or organization that the office belongs to; null if unknown.',
      ...relatedOrNull(actorLoader, 'organizationId'),
    }),
    place: t.field({
      type: Place,
      nullable: true,
      description: 'The place for which the office is responsible; null if unknown.',
      ...relatedOrNull(placeLoader, 'placeId'),
    }),
    tenures: t.field({
      type: [Tenure],
      description: 'The tenures of the office, earliest first.',
      args: { on: t.arg({ type: 'Date', description: 'Returns only tenures that include this day.' }) },
      loads: [load(tenuresOfOffice, 'id')],
      resolve: ({ id }, { on }, context) =>
        after(tenuresOfOffice(context).load(id), (all) => (on ? all.filter((tenure) => heldOn(tenure, on)) : all)),
    }),
  }),
})

registerNode('office', officeLoader, () => 'Office')
registerEntity(Office, 'office', officeLoader)

builder.queryField('office', (t) =>
  t.field({
    type: Office,
    nullable: true,
    description: 'The office with an id; null if there is none.',
    args: { id: t.arg.id({ required: true, description: 'The id of the office.' }) },
    resolve: (_root, { id }, context) => officeLoader(context).load(uuidOf('office', id)),
  }),
)

builder.objectField(Person, 'tenures', (t) =>
  t.field({
    type: [Tenure],
    description: 'The tenures of the person, earliest first.',
    args: { on: t.arg({ type: 'Date', description: 'Returns only tenures that include this day.' }) },
    loads: [load(tenuresOfPerson, 'id')],
    resolve: ({ id }, { on }, context) =>
      after(tenuresOfPerson(context).load(id), (all) => (on ? all.filter((tenure) => heldOn(tenure, on)) : all)),
  }),
)

for (const holder of [State, Organization]) {
  builder.objectField(holder, 'offices', (t) =>
    t.field({
      type: [Office],
      description: 'The offices of this state or organization, ordered by title.',
      ...related(officesOfOrganization, 'id'),
    }),
  )
}
