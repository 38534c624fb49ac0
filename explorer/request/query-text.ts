import { astFromValue, Kind, parse, print, typeFromAST, visit, isInputType, type GraphQLSchema } from 'graphql'

/** A document and the values of its variables. */
export interface RunQuery {
  /** The name of the persisted document. */
  name: string
  text: string
  variables: Record<string, unknown>
}

/** The document with the values of its variables as their defaults, so that it runs alone: GraphiQL opens no variables. */
export function withValues(schema: GraphQLSchema, { text, variables }: Omit<RunQuery, 'name'>): string {
  const document = visit(parse(text), {
    [Kind.VARIABLE_DEFINITION]: (definition) => {
      const type = typeFromAST(schema, definition.type as Parameters<typeof typeFromAST>[1])
      const value = variables[definition.variable.name.value]
      if (value === undefined || value === null || !isInputType(type)) return undefined
      const defaultValue = astFromValue(value, type)
      return defaultValue ? { ...definition, defaultValue } : undefined
    },
  })
  return print(document)
}

/** The address of GraphiQL with a query. */
export function graphiqlPath(query: string): string {
  return `/graphql?query=${encodeURIComponent(query)}`
}

/** The command that asks the same of the API by its persisted name. */
export function curlCommand(origin: string, { name, variables }: RunQuery): string {
  const url = `${origin}/graphql/${name}?variables=${encodeURIComponent(JSON.stringify(variables))}`
  return `curl --header 'accept: application/json' '${url.replaceAll("'", '%27')}'`
}

/** A program in Python that reads a file of events into pandas. */
export function pandasProgram(csvUrl: string): string {
  return `import pandas as pd\n\nevents = pd.read_csv(${JSON.stringify(csvUrl)}, comment="#")`
}
