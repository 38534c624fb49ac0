import { heldOn, offices, tenures, type OfficeRow, type TenureRow } from '../../database/tables/office.ts'
import { builder } from '../builder/builder.ts'
import { LOAD_ORDER, rowBy, rowsBy } from '../loaders/loader.ts'
import { registerEntity } from '../relay/federation.ts'
import { idField, Node, registerNode } from '../relay/node.ts'
import { Actor, actorLoader, Organization, Person, State } from './actor.ts'
import { Place, placeLoader } from './place.ts'

export const Office = builder.objectRef<OfficeRow>('Office')

export const officeLoader = rowBy(LOAD_ORDER.OFFICE, offices, offices.id)
const officesOfOrganization = rowsBy(LOAD_ORDER.OFFICE, offices, offices.organizationId, [offices.title, offices.id])

/** The tenures of a person, the latest first; of several begun on one day, or on none known, in a fixed order. */
export const tenuresOfPerson = rowsBy(LOAD_ORDER.PART_OF_CLAIM, tenures, tenures.personId, [
  tenures.validFrom,
  tenures.id,
])
const tenuresOfOffice = rowsBy(LOAD_ORDER.PART_OF_ACTOR, tenures, tenures.officeId, [tenures.validFrom, tenures.id])

const Tenure = builder.objectRef<TenureRow>('Tenure').implement({
  description: 'That one person holds or held one office, for some time (Popolo).',
  fields: (t) => ({
    office: t.field({
      type: Office,
      description: 'The office.',
      resolve: async ({ officeId }, _args, context) => (await officeLoader(context).load(officeId))!,
    }),
    person: t.field({
      type: Person,
      description: 'Who holds or held it.',
      resolve: async ({ personId }, _args, context) => (await actorLoader(context).load(personId))!,
    }),
    from: t.expose('validFrom', { type: 'Date', nullable: true, description: 'The first day, where known.' }),
    until: t.expose('validUntil', {
      type: 'Date',
      nullable: true,
      description: 'The day on which it ended, itself not included; null where it lasts or is not known.',
    }),
  }),
})

Office.implement({
  description: 'An office, whoever holds it, such as President of Armenia (a post, in Popolo).',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id(idField('office')),
    title: t.exposeString('title', { description: 'What its holder is called.' }),
    organization: t.field({
      type: Actor,
      nullable: true,
      description: 'The state or the organization that it belongs to, where known.',
      resolve: ({ organizationId }, _args, context) =>
        organizationId ? actorLoader(context).load(organizationId) : null,
    }),
    place: t.field({
      type: Place,
      nullable: true,
      description: 'Where it has its say, where known.',
      resolve: ({ placeId }, _args, context) => (placeId ? placeLoader(context).load(placeId) : null),
    }),
    tenures: t.field({
      type: [Tenure],
      description: 'Who held it when, the earliest first.',
      args: { on: t.arg({ type: 'Date', description: 'Only those who held it on this day.' }) },
      resolve: async ({ id }, { on }, context) => {
        const all = await tenuresOfOffice(context).load(id)
        return on ? all.filter((tenure) => heldOn(tenure, on)) : all
      },
    }),
  }),
})

registerNode('office', officeLoader, () => 'Office')
registerEntity(Office, 'office', officeLoader)

builder.objectField(Person, 'tenures', (t) =>
  t.field({
    type: [Tenure],
    description: 'The offices held, the earliest first.',
    args: { on: t.arg({ type: 'Date', description: 'Only those held on this day.' }) },
    resolve: async ({ id }, { on }, context) => {
      const all = await tenuresOfPerson(context).load(id)
      return on ? all.filter((tenure) => heldOn(tenure, on)) : all
    },
  }),
)

for (const holder of [State, Organization]) {
  builder.objectField(holder, 'offices', (t) =>
    t.field({
      type: [Office],
      description: 'Its offices.',
      resolve: ({ id }, _args, context) => officesOfOrganization(context).load(id),
    }),
  )
}
