import { getNamedType, isCompositeType, isIntrospectionType, isObjectType } from 'graphql'
import { expect, test } from 'vitest'
import { schema } from '../../../schema/schema.ts'

/** The fields that return objects and do not declare what they load, but those of operations and payloads of mutations. */
function undeclaredFields(): string[] {
  const names = new Set<string>()
  for (const type of Object.values(schema.getTypeMap())) {
    if (
      !isObjectType(type) ||
      isIntrospectionType(type) ||
      /^(?:Query|Mutation|Subscription)$|Payload$/.test(type.name)
    )
      continue
    for (const field of Object.values(type.getFields())) {
      const { loads } = (field.extensions['pothosOptions'] ?? {}) as { loads?: unknown }
      if (isCompositeType(getNamedType(field.type)) && loads === undefined) {
        const owner = type.getInterfaces().find((shared) => shared.name !== 'Node' && field.name in shared.getFields())
        names.add(`${owner?.name ?? type.name.replace(/^\w+(?=Connection$|Edge$)/, '*')}.${field.name}`)
      }
    }
  }
  return [...names].toSorted()
}

test('each field that returns objects declares what it loads, but for those whose loads do not follow from one row', () => {
  expect(undeclaredFields()).toEqual([
    '*Connection.groups',
    '*Edge.highlights',
    'Actor.counterparts',
    'Actor.merge',
    'Counterpart.kinds',
    'Counterpart.timeline',
    'Dataset.imports',
    'Event.origins',
    'EventChange.changes',
    'EventChange.event',
    'EventDiff.after',
    'EventDiff.before',
    'EventDiff.fields',
    'EventDiff.revisions',
    'Highlight.matches',
    'Import.rejectedRows',
    'Import.warnings',
    'Place.merge',
    'PublishedEvent.event',
    'QueryCost.parts',
    'ResolvedEntity.actor',
    'ResolvedEntity.place',
    'Revision.changes',
  ])
})
