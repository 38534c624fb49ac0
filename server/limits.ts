import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases'
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth'
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives'
import { GraphQLError, parse, validate, type DocumentNode, type GraphQLSchema, type ValidationContext } from 'graphql'
import type { Plugin } from 'graphql-yoga'

/** Gateways merge fetches into aliases, and GraphiQL's introspection is 15 levels deep: the bounds let both through. */
const MOST_TOKENS = 15_000
const DEEPEST = 20
const MOST_ALIASES = 500
const MOST_DIRECTIVES = 100

const tooCostly = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'QUERY_TOO_COSTLY' } })

const tooDeep = (): GraphQLError => tooCostly(`The query is nested deeper than ${DEEPEST} levels.`)

/** Armor's own errors carry no code, and answer 200. */
const rejecting = (message: string) => ({
  propagateOnRejection: false,
  onReject: [(context: ValidationContext | null) => context?.reportError(tooCostly(message))],
})

const RULES = [
  maxDepthRule({
    n: DEEPEST,
    flattenFragments: true,
    ...rejecting(tooDeep().message),
  }),
  maxAliasesRule({
    n: MOST_ALIASES,
    allowList: ['__typename'],
    ...rejecting(`The query has more than ${MOST_ALIASES} aliases. Use variables, or several queries.`),
  }),
  maxDirectivesRule({ n: MOST_DIRECTIVES, ...rejecting(`The query has more than ${MOST_DIRECTIVES} directives.`) }),
]

/**
 * Bounds what a document may look like, before anything costly is done with it. Every bound has the code QUERY_TOO_COSTLY; what does not parse or fit the schema gets a code as well.
 */
export const limits = (schema: GraphQLSchema): Plugin => ({
  onParse: ({ setParseFn }) => {
    setParseFn((source: string, options: object) => {
      try {
        return parse(source, { ...options, maxTokens: MOST_TOKENS })
      } catch (error) {
        if (error instanceof RangeError) throw tooDeep()
        if (!(error instanceof GraphQLError)) throw error
        if (error.message.includes('Parsing aborted')) throw tooCostly(`The query has more than ${MOST_TOKENS} tokens.`)
        throw coded(error, 'GRAPHQL_PARSE_FAILED')
      }
    })
  },
  onValidate: ({ params, setResult }) => {
    // First by themselves: the standard rules take long over a document that these refuse.
    const refused = refusalsOf(schema, params.documentAST as DocumentNode)
    if (refused.length > 0) {
      setResult(refused.slice(0, 1))
      return undefined
    }
    return ({ valid, result, setResult: replace }) => {
      if (!valid) replace((result as GraphQLError[]).map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED')))
    }
  },
})

const refusalsOf = (schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] => {
  try {
    return validate(schema, document, RULES)
  } catch (error) {
    // Thousands of levels are more than the stack holds that counts them.
    if (error instanceof RangeError) return [tooDeep()]
    throw error
  }
}

/** The same error with a code, where it has none of its own. */
const coded = (error: GraphQLError, code: string): GraphQLError => {
  if (error.extensions['code'] === undefined) error.extensions['code'] = code
  return error
}
