import { buildSchema, isAbstractType, isObjectType } from 'graphql'

/** What a normalized cache must know of a schema that the documents do not say. */
export interface CacheRules {
  /** The types of each interface and union: `possibleTypes` of Apollo Client. */
  possibleTypes: Record<string, string[]>
  /** The types without an id, which belong to the object that has them: `keys` of graphcache. */
  withoutId: string[]
}

/** Reads the rules from the contract, `schema.graphql`. Run it when the contract changes, and keep the result. */
export function cacheRules(contract: string): CacheRules {
  const schema = buildSchema(contract)
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'))
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
  return {
    possibleTypes: Object.fromEntries(
      types.filter(isAbstractType).map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)]),
    ),
    withoutId: types
      .filter((type) => isObjectType(type) && !('id' in type.getFields()) && !roots.includes(type))
      .map(({ name }) => name),
  }
}
