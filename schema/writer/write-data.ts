import {
  GraphQLError,
  Kind,
  type DocumentNode,
  type ExecutionResult,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql'
import type { Context } from '../builder/context.ts'
import { answerTooLarge } from '../builder/errors.ts'
import { inclusionVariables } from '../prefetch/inclusion.ts'
import { JsonText } from './json-text.ts'
import { TooLongError, type Run } from './run.ts'
import { Selection } from './selection.ts'

/** A query whose document is valid. */
export interface Query {
  schema: GraphQLSchema
  document: DocumentNode
  operation: OperationDefinitionNode
  /** Coerced. */
  variables: Record<string, unknown>
  context: Context
  /** The maximum number of characters of the data. */
  maxLength: number
}

/**
 * Executes a query, and writes its data as JSON while it does: the same text that graphql-js and `JSON.stringify` make,
 * without the objects between, and without a look at the document and the types for each object. What is selected of a
 * type is found once for each document.
 * @returns errors without data if the data is longer than it may be
 */
export async function writeData(query: Query): Promise<ExecutionResult> {
  const { schema, operation, variables, context, maxLength } = query
  const prepared = preparedOf(query)
  const { fragments } = prepared
  const errors: GraphQLError[] = []
  const info = { schema, fragments, rootValue: undefined, operation, variableValues: variables }
  const run: Run = { info, context, errors, argumentsOf: new Map(), maxLength }
  try {
    const data = new JsonText(await selectionOf(prepared, run).write(run, undefined, undefined))
    return errors.length > 0 ? { errors, data } : { data }
  } catch (error) {
    if (error instanceof TooLongError) return { errors: [answerTooLarge(maxLength)] }
    if (error instanceof GraphQLError) return { errors: [...errors, error], data: null }
    throw error
  }
}

/** Of one operation: each choice of the variables of `@skip` and `@include` has its own. */
const MAX_SELECTIONS = 4

interface Prepared {
  fragments: Record<string, FragmentDefinitionNode>
  /** The variables of `@skip` and `@include`. */
  variables: readonly string[]
  /** What is selected at the root, by the values of these variables. */
  selections: Map<string, Selection>
}

const preparedByOperation = new WeakMap<OperationDefinitionNode, Prepared>()

function preparedOf({ document, operation }: Query): Prepared {
  const existing = preparedByOperation.get(operation)
  if (existing) return existing
  const definitions = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
  const fragments = Object.fromEntries(definitions.map((definition) => [definition.name.value, definition]))
  const prepared = { fragments, variables: inclusionVariables({ operation, fragments }), selections: new Map() }
  preparedByOperation.set(operation, prepared)
  return prepared
}

function selectionOf({ variables, selections }: Prepared, run: Run): Selection {
  const { schema, operation, variableValues } = run.info
  const key = variables.map((name) => String(variableValues[name])).join()
  const existing = selections.get(key)
  if (existing) return existing
  const type = schema.getQueryType()
  if (!type) throw new Error('The schema has no queries.')
  const selection = new Selection(type, [operation.selectionSet], run)
  if (selections.size >= MAX_SELECTIONS) selections.clear()
  selections.set(key, selection)
  return selection
}
