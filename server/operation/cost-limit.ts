import {
  getArgumentValues,
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import type { Cost } from '../../schema/builder/cost.ts'
import { clientError } from '../../schema/builder/errors.ts'
import { operationCost } from '../../schema/cost/operation-cost.ts'
import type { StoredSize } from '../../schema/cost/stored-size.ts'
import { fragmentsOf } from '../../schema/prefetch/inclusion.ts'

/** The limit of operations, and what they are weighed by. */
export interface CostRule {
  /** The maximum cost, in the unit of `schema/cost/weights.ts`. */
  maxQueryCost: number
  /** How much is stored. */
  storedEvents: StoredSize
}

/** An operation and its variables. */
export interface Weighed {
  schema: GraphQLSchema
  document: DocumentNode
  operation: OperationDefinitionNode
  variables: Record<string, unknown>
}

/**
 * Computes the cost of an operation before its execution.
 * @throws {GraphQLError} BAD_USER_INPUT if an argument that the cost depends on is invalid
 */
export function costOf(
  { schema, document, operation, variables }: Weighed,
  { maxQueryCost, storedEvents }: CostRule,
): Cost {
  return { ...operationCost(schema, document, operation, variables, storedEvents), limit: maxQueryCost }
}

/** What to execute. */
type Executable = Pick<Weighed, 'document' | 'operation'>

/**
 * Returns the operation to execute: only the `queryCost` fields if one asks for a dry run.
 * @returns an error, QUERY_TOO_COSTLY, if the cost is above the limit and it is not a dry run
 */
export function withinCost(weighed: Weighed, cost: Cost): Executable | GraphQLError {
  const { document, operation } = weighed
  if (operation.operation === OperationTypeNode.QUERY) {
    const fields = costFields(operation.selectionSet, document)
    if (fields.some((field) => isDryRun(field, weighed))) return withRootFields(fields, operation, document)
  }
  return cost.cost > cost.limit ? tooCostly(cost) : { document, operation }
}

/** What every answer states of its cost. */
export function costExtension({ cost, limit }: Cost): { cost: { cost: number; limit: number } } {
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
    const fragment = fragmentsOf(document)[selection.name.value]
    return fragment ? costFields(fragment.selectionSet, document) : []
  })
}

function isDryRun(field: FieldNode, { schema, variables }: Weighed): boolean {
  const definition = schema.getQueryType()?.getFields()['queryCost']
  return definition !== undefined && getArgumentValues(definition, field, variables)['dryRun'] === true
}

/** Returns the operation with only these fields at its root. */
function withRootFields(fields: FieldNode[], operation: OperationDefinitionNode, document: DocumentNode): Executable {
  const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: fields }
  const reduced = { ...operation, selectionSet }
  const definitions = document.definitions.map((definition) => (definition === operation ? reduced : definition))
  return { document: { ...document, definitions }, operation: reduced }
}
