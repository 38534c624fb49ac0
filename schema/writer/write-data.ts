import {
  GraphQLError,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql'
import type { Context } from '../builder/context.ts'
import { answerTooLarge } from '../builder/errors.ts'
import { fragmentsOf, PerSelection } from '../prefetch/inclusion.ts'
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
  const { schema, document, operation, variables, context, maxLength } = query
  const fragments = fragmentsOf(document)
  const errors: GraphQLError[] = []
  const info = { schema, fragments, rootValue: undefined, operation, variableValues: variables }
  const run: Run = { info, context, errors, argumentsOf: new Map(), maxLength }
  try {
    const data = new JsonText(await selectionOf(run).write(run, undefined, undefined))
    return errors.length > 0 ? { errors, data } : { data }
  } catch (error) {
    if (error instanceof TooLongError) return { errors: [answerTooLarge(maxLength)] }
    if (error instanceof GraphQLError) return { errors: [...errors, error], data: null }
    throw error
  }
}

const selections = new PerSelection<Selection>()

function selectionOf(run: Run): Selection {
  const { info } = run
  return selections.get(info, () => {
    const type = info.schema.getQueryType()
    if (!type) throw new Error('The schema has no queries.')
    return new Selection(type, [info.operation.selectionSet], run)
  })
}
