import { builder } from '../../builder/builder.ts'
import { capitalize, type InputFieldBuilder } from '../json-schema-input.ts'
import { converter } from '../report-input.ts'

/** How the lists of an object are called, with the definitions of their items in the report format. */
const LISTS = {
  names: { definition: 'Name', noun: 'names', identity: 'kind and name' },
  externalIds: { definition: 'ExternalId', noun: 'external ids', identity: 'scheme and value' },
  memberships: { definition: 'Membership', noun: 'memberships', identity: 'organization, role and first day' },
  tenures: { definition: 'Tenure', noun: 'tenures', identity: 'office and first day' },
  parents: { definition: 'PlaceParent', noun: 'parents', identity: 'kind, place and first day' },
} as const

type ListName = keyof typeof LISTS

const inputs = new Map(
  Object.entries(LISTS).map(([list, { definition, noun, identity }]) => [
    list,
    builder.inputType(`${capitalize(list)}CorrectionInput`, {
      description: `The ${noun} to remove and to add. The others stay as they are, so that what reports add in the meantime is not lost.`,
      fields: (t) => ({
        add: t.field({
          type: [converter.input(definition, converter.definition(definition))],
          description: `The ${noun} to add, at most 100. References are ids of stored objects.`,
        }),
        remove: t.field({
          type: [converter.input(definition, converter.definition(definition))],
          description: `The stored ${noun} to remove, each identified by its ${identity}; at most 100.`,
        }),
      }),
    }),
  ]),
)

/** An input field with the change of a list. */
export function listField(t: InputFieldBuilder, list: ListName) {
  const type = inputs.get(list)
  if (type === undefined) throw new RangeError(`There is no list ${list}.`)
  return t.field({ type, description: `The change of the ${LISTS[list].noun}.` })
}
