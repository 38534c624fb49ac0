import { isAbstractType, isInterfaceType, isObjectType, type GraphQLSchema, type GraphQLType } from 'graphql'

/** Whether all objects of a type are of another type, too. */
export function isWithin(schema: GraphQLSchema, type: GraphQLType | undefined, wider: GraphQLType): boolean {
  if (type === wider) return true
  return (isObjectType(type) || isInterfaceType(type)) && isAbstractType(wider) && schema.isSubType(wider, type)
}
