import {
  getArgumentValues,
  isCompositeType,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql'
import { endsMoment } from '../builder/as-of-plugin.ts'
import type { Cost, CostPart } from '../builder/cost.ts'
import { momentsOf } from './moments.ts'
import { objectCost, type Scope } from './object-cost.ts'
import { selectedFields, type SelectedField, type SelectedFields } from './selected-fields.ts'
import type { StoredSize } from './stored-size.ts'
import { COUNTED_FIELDS, FIELD, OTHER_TYPES } from './weights.ts'

interface Size {
  depth: number
  breadth: number
}

type Add = (path: string, cost: number) => void

/**
 * Computes the cost of an operation from its text, its variables and the weights alone: nothing is read.
 * @param variables coerced
 * @param size how much is stored
 * @throws {GraphQLError} if the value of an argument is invalid
 */
export function operationCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
  size: StoredSize,
): Omit<Cost, 'limit'> {
  const parts = new Map<string, number>()
  const expectedEvents = size.count
  const weigh = weigherOf({ schema, variables, expectedEvents, size }, (path, cost) =>
    parts.set(path, (parts.get(path) ?? 0) + cost),
  )
  const scope = {
    path: '',
    isRoot: true,
    parents: 1,
    pageSize: 1,
    list: undefined,
    isMostMentioned: false,
    isAsOf: false,
    changed: 0,
    states: 1,
  }
  const { depth, breadth } = weigh(selectedFields({ schema, document, operation, variables }), scope)
  const sorted: CostPart[] = [...parts]
    .map(([path, cost]) => ({ path, cost: Math.ceil(cost) }))
    .toSorted((a, b) => b.cost - a.cost)
  const cost = Math.ceil([...parts.values()].reduce((sum, part) => sum + part, 0))
  return { cost, eventCount: expectedEvents, depth, breadth, parts: sorted }
}

interface WeigherOptions {
  schema: GraphQLSchema
  variables: Record<string, unknown>
  expectedEvents: number
  size: StoredSize
}

/** Returns a function that adds the cost of everything that is selected of an object. */
function weigherOf(options: WeigherOptions, addTotal: Add) {
  let add = addTotal

  function weigh({ common, alternatives }: SelectedFields, scope: Scope): Size {
    const total = { depth: 0, breadth: 0 }
    const weighFields = (fields: readonly SelectedField[]) => {
      for (const field of fields) {
        const { depth, breadth } = weighField(field, scope)
        total.depth = Math.max(total.depth, depth)
        total.breadth += breadth
      }
    }
    weighFields(common)
    if (alternatives.length > 0) weighAlternatives(alternatives, weighFields)
    return total
  }

  /** Weighs the fields of different types of objects: an object has one of them. */
  function weighAlternatives(
    alternatives: SelectedFields['alternatives'],
    weighFields: (fields: readonly SelectedField[]) => void,
  ): void {
    const outer = add
    const partsOfTypes = alternatives.map((fields) => {
      const parts: CostPart[] = []
      add = (path, cost) => parts.push({ path, cost })
      weighFields(fields)
      return { parts, cost: parts.reduce((sum, part) => sum + part.cost, 0) }
    })
    add = outer
    const [largest, ...others] = partsOfTypes.toSorted((left, right) => right.cost - left.cost)
    for (const { path, cost } of largest?.parts ?? []) add(path, cost)
    for (const { path, cost } of others.flatMap(({ parts }) => parts)) add(path, cost * OTHER_TYPES)
  }

  function weighField(selected: SelectedField, scope: Scope): Size {
    const { field, parentType, type, nodes, key, place } = selected
    const [node] = nodes
    if (!field || !type || !node || !isCompositeType(type)) {
      const isIntrospected = parentType.name.startsWith('__')
      const each = isIntrospected ? FIELD.introspected : place === '_Service.sdl' ? FIELD.sdl : FIELD.leaf
      const { once, perPastEvent = 0 } = COUNTED_FIELDS[place] ?? { once: 0 }
      const past = scope.isAsOf ? perPastEvent * options.expectedEvents : 0
      add(scope.path || key, once + past + scope.parents * each)
      return { depth: 1, breadth: 1 }
    }
    const args = getArgumentValues(field, node, options.variables)
    const path = scope.path ? `${scope.path}.${key}` : key
    const { names } = selected.below
    const moments = scope.isRoot ? momentsOf(args) : []
    const past = [args['asOf'], ...moments].filter((moment) => typeof moment === 'string')
    const isAsOf = scope.isAsOf || past.length > 0
    const changed = Math.max(scope.changed, ...past.map((moment) => options.size.changedSince(moment)))
    const states = Math.max(scope.states, moments.length)
    const object = objectCost(
      { field, parentType, type, args, names, scope: { ...scope, isAsOf, changed, states } },
      options,
    )
    for (const part of object.parts) add(`${path}${part.path}`, part.cost)
    const parents = scope.parents * object.length
    const isPast = isAsOf && !endsMoment(type)
    const { isMostMentioned } = scope
    const below = { isAsOf: isPast, changed: isPast ? changed : 0, states, isMostMentioned }
    const inner = { path, isRoot: false, parents, pageSize: 1, list: undefined, ...below, ...object.inner }
    const { depth, breadth } = weigh(selected.below, inner)
    return { depth: 1 + depth, breadth: 1 + breadth }
  }

  return weigh
}
