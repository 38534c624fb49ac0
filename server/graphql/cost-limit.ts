import {
  getArgumentValues,
  getOperationAST,
  GraphQLError,
  Kind,
  type DocumentNode,
  type ExecutionArgs,
  type FieldNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { Context } from '../../schema/builder/context.ts'
import type { Cost } from '../../schema/builder/cost.ts'
import { clientError } from '../../schema/builder/errors.ts'
import { operationCost } from '../../schema/cost/operation-cost.ts'

/**
 * Computes the cost of every operation before its execution and rejects an operation that exceeds the limit. Every
 * response states its cost, in `extensions.cost` and in the headers `x-query-cost` and `x-query-cost-limit`.
 * @param limit the maximum cost, in the unit of `schema/cost/weights.ts`
 * @param eventCount returns the number of events for which costs are computed
 */
export function costLimit(limit: number, eventCount: () => number): Plugin<Context> {
  const computeCost = (
    { schema, document, variableValues }: ExecutionArgs,
    operation: OperationDefinitionNode,
  ): Cost | GraphQLError => {
    try {
      return { ...operationCost(schema, document, operation, variableValues ?? {}, eventCount()), limit }
    } catch (error) {
      // An error in an argument that the cost depends on.
      if (error instanceof GraphQLError) return error
      throw error
    }
  }
  const costs = new WeakMap<Request, Cost>()
  return {
    onExecute: ({ args, setResultAndStopExecution }) => {
      const operation = getOperationAST(args.document, args.operationName)
      if (!operation) return undefined
      const cost = computeCost(args, operation)
      if (cost instanceof GraphQLError) {
        setResultAndStopExecution({ errors: [cost] })
        return undefined
      }
      const context = args.contextValue
      costs.set(context.request, cost)
      context.cost = cost
      const fields = costFields(operation.selectionSet, args.document)
      if (fields.some((field) => isDryRun(field, args))) {
        args.document = withRootFields(fields, operation, args.document)
      } else if (cost.cost > limit) {
        setResultAndStopExecution({ errors: [tooCostly(cost)], extensions: costExtension(cost) })
        return undefined
      }
      return {
        onExecuteDone: ({ result, setResult }) => {
          if (!(Symbol.asyncIterator in result)) {
            setResult({ ...result, extensions: { ...result.extensions, ...costExtension(cost) } })
          }
        },
      }
    },
    onSubscribe: ({ args, setResultAndStopExecution }) => {
      const operation = getOperationAST(args.document, args.operationName)
      if (!operation) return
      // The limit applies to the delivery of each change.
      const cost = computeCost(args, operation)
      if (cost instanceof GraphQLError) setResultAndStopExecution({ errors: [cost] })
      else if (cost.cost > limit) setResultAndStopExecution({ errors: [tooCostly(cost)] })
    },
    onResponse: ({ request, response }) => {
      const cost = costs.get(request)
      if (!cost) return
      response.headers.set('x-query-cost', String(cost.cost))
      response.headers.set('x-query-cost-limit', String(cost.limit))
    },
  }
}

function costExtension({ cost, limit }: Cost) {
  return { cost: { cost, limit } }
}

const SHOWN_PARTS = 3

function tooCostly({ cost, limit, eventCount, parts }: Cost): GraphQLError {
  const largest = parts.slice(0, SHOWN_PARTS).map((part) => `${part.path.slice(0, 80)} (${part.cost})`)
  return clientError(
    'QUERY_TOO_COSTLY',
    `The query costs ${cost} on ${eventCount} events; the limit is ${limit}. Most of it: ${largest.join(', ')}. ` +
      'Request smaller pages, fewer fields or fewer nested lists, or restrict the filter to a time window, an actor or ' +
      'a country. `queryCost(dryRun: true) { cost parts { path cost } }` returns the cost of a query.',
  )
}

/** Returns the `queryCost` fields at the root of an operation, also those in fragments. */
function costFields({ selections }: SelectionSetNode, document: DocumentNode): FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return selection.name.value === 'queryCost' ? [selection] : []
    if (selection.kind === Kind.INLINE_FRAGMENT) return costFields(selection.selectionSet, document)
    const fragment = document.definitions.find(
      (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
    )
    return fragment?.kind === Kind.FRAGMENT_DEFINITION ? costFields(fragment.selectionSet, document) : []
  })
}

function isDryRun(field: FieldNode, { schema, variableValues }: ExecutionArgs): boolean {
  const definition = schema.getQueryType()?.getFields()['queryCost']
  return definition !== undefined && getArgumentValues(definition, field, variableValues ?? {})['dryRun'] === true
}

/** Returns the document with only these fields at the root of its operation. */
function withRootFields(fields: FieldNode[], operation: OperationDefinitionNode, document: DocumentNode): DocumentNode {
  return {
    ...document,
    definitions: document.definitions.map((definition) =>
      definition === operation
        ? { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections: fields } }
        : definition,
    ),
  }
}
