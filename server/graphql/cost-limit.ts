import { complexityFromQuery } from '@pothos/plugin-complexity'
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
import { clientError } from '../../schema/builder/errors.ts'
import type { Cost } from '../../schema/builder/field-cost.ts'

/**
 * Weighs every operation before it is executed: what costs more than the limit is refused, and every answer says what it
 * cost, in `extensions.cost` and in the headers `x-query-cost` and `x-query-cost-limit`.
 * @param limit the highest cost that is let through: see `fieldCost`
 */
export function costLimit(limit: number): Plugin {
  const costs = new WeakMap<Request, Cost>()
  return {
    onExecute: ({ args, setResultAndStopExecution }) => {
      const operation = getOperationAST(args.document, args.operationName)
      if (!operation) return undefined
      const weighed = weigh(args, operation, limit)
      if (weighed instanceof GraphQLError) {
        setResultAndStopExecution({ errors: [weighed] })
        return undefined
      }
      const context = args.contextValue as unknown as Context & { request: Request }
      costs.set(context.request, weighed)
      context.cost = weighed
      const asked = costFields(operation.selectionSet, args.document)
      if (asked.some((field) => isDryRun(field, args))) {
        args.document = only(asked, operation, args.document)
      } else if (weighed.cost > limit) {
        setResultAndStopExecution({ errors: [tooCostly(weighed)], extensions: told(weighed) })
        return undefined
      }
      return {
        onExecuteDone: ({ result, setResult }) => {
          if (!(Symbol.asyncIterator in result)) {
            setResult({ ...result, extensions: { ...result.extensions, ...told(weighed) } })
          }
        },
      }
    },
    onSubscribe: ({ args, setResultAndStopExecution }) => {
      const operation = getOperationAST(args.document, args.operationName)
      if (!operation) return
      // Each change that is delivered costs what the operation costs.
      const weighed = weigh(args, operation, limit)
      if (weighed instanceof GraphQLError) setResultAndStopExecution({ errors: [weighed] } as never)
      else if (weighed.cost > limit) setResultAndStopExecution({ errors: [tooCostly(weighed)] } as never)
    },
    onResponse: ({ request, response }) => {
      const cost = costs.get(request)
      if (!cost) return
      response.headers.set('x-query-cost', String(cost.cost))
      response.headers.set('x-query-cost-limit', String(cost.limit))
    },
  }
}

function told({ cost, limit }: Cost) {
  return { cost: { cost, limit } }
}

function tooCostly({ cost, limit }: Cost): GraphQLError {
  return clientError(
    'QUERY_TOO_COSTLY',
    `The query costs ${cost}, and the limit is ${limit}. Ask for smaller pages, fewer fields, or fewer levels of lists; \`queryCost(dryRun: true)\` tells what a query costs.`,
  )
}

/** @returns the cost, or what is wrong with a value that the cost depends on */
function weigh(args: ExecutionArgs, operation: OperationDefinitionNode, limit: number): Cost | GraphQLError {
  const { schema, document, variableValues, contextValue } = args
  const definitions = document.definitions.filter(
    (each) => each === operation || each.kind === Kind.FRAGMENT_DEFINITION,
  )
  try {
    const { complexity, depth, breadth } = complexityFromQuery(
      { ...document, definitions },
      { schema, ctx: contextValue as object, variables: variableValues ?? {} },
    )
    return { cost: complexity, limit, depth, breadth }
  } catch (error) {
    if (error instanceof GraphQLError) return error
    throw error
  }
}

/** The fields of an operation's root that ask for its cost, through fragments. */
function costFields({ selections }: SelectionSetNode, document: DocumentNode): FieldNode[] {
  return selections.flatMap((each) => {
    if (each.kind === Kind.FIELD) return each.name.value === 'queryCost' ? [each] : []
    if (each.kind === Kind.INLINE_FRAGMENT) return costFields(each.selectionSet, document)
    const fragment = document.definitions.find(
      (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === each.name.value,
    )
    return fragment?.kind === Kind.FRAGMENT_DEFINITION ? costFields(fragment.selectionSet, document) : []
  })
}

function isDryRun(field: FieldNode, { schema, variableValues }: ExecutionArgs): boolean {
  const definition = schema.getQueryType()!.getFields()['queryCost']!
  return getArgumentValues(definition, field, variableValues ?? {})['dryRun'] === true
}

/** The document with nothing but some fields at the root of its operation. */
function only(fields: FieldNode[], operation: OperationDefinitionNode, document: DocumentNode): DocumentNode {
  return {
    ...document,
    definitions: document.definitions.map((each) =>
      each === operation ? { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections: fields } } : each,
    ),
  }
}
