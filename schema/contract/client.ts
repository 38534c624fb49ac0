import { GraphQLObjectType, GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql'

/** What only gateways use: `_entities`, `_service`, `_Any`, `_Entity`, `_Service`. */
function isOfGateways(name: string): boolean {
  return name.startsWith('_') && !name.startsWith('__')
}

/**
 * Returns the contract of clients: the schema of the service without what only gateways use, sorted.
 * @param schema the executable schema; it stays as it is
 */
export function clientSchema(schema: GraphQLSchema): GraphQLSchema {
  const { query, types, ...config } = schema.toConfig()
  if (!query) throw new Error('The schema has no query type.')
  const { fields, ...queryConfig } = query.toConfig()
  const ofClients = new GraphQLObjectType({
    ...queryConfig,
    fields: Object.fromEntries(Object.entries(fields).filter(([name]) => !isOfGateways(name))),
  })
  return lexicographicSortSchema(
    new GraphQLSchema({
      ...config,
      query: ofClients,
      types: types.filter(({ name }) => name !== query.name && !isOfGateways(name)),
    }),
  )
}

/** Returns the contract of clients in the schema definition language. */
export function clientSdl(schema: GraphQLSchema): string {
  return `${printSchema(clientSchema(schema))}\n`
}
