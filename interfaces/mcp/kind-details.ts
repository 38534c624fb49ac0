import { getNamedType, isInterfaceType, isLeafType } from 'graphql'
import { schema } from '../../schema/schema.ts'

/** The selections of the values that only events of one kind have, such as `... on PhoneCall { topics }`. */
export function selectKindDetails(): string {
  const event = schema.getType('Event')
  if (!isInterfaceType(event)) throw new Error('The schema has no interface Event.')
  const shared = event.getFields()
  return schema
    .getPossibleTypes(event)
    .map((type) => {
      const own = Object.values(type.getFields()).filter(
        ({ name, args, type: fieldType }) =>
          !(name in shared) && args.length === 0 && isLeafType(getNamedType(fieldType)),
      )
      return own.length === 0 ? '' : `... on ${type.name} { ${own.map(({ name }) => name).join(' ')} }`
    })
    .join(' ')
}
