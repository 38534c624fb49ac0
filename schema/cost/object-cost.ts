import {
  getNamedType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql'
import { isGiven } from '../../database/sql/conditions.ts'
import type { CostPart } from '../builder/cost.ts'
import type { Dimension, GroupReading } from '../event/connection.ts'
import type { EventFilter } from '../filter/event-filter.ts'
import { maxGroups } from '../list/group-arguments.ts'
import { counterpartsCost, timelinesCost, type CounterpartsField } from './counterparts-cost.ts'
import { groupCount } from './counts-cost.ts'
import { diffCost, fieldOfDiffCost } from './diff-cost.ts'
import { groupsCost } from './groups-cost.ts'
import { introspectionLength } from './introspection-cost.ts'
import {
  eventListCost,
  expectedRows,
  otherListCost,
  pageCost,
  pageSizeOf,
  totalCost,
  type ListCost,
} from './list-cost.ts'
import {
  EMBEDDED_LISTS,
  FIELD,
  LIST_LENGTHS,
  MAX_LENGTHS,
  NESTED_LENGTHS,
  OTHER_LIST,
  ROW,
  ROWS,
  STATEMENT,
} from './weights.ts'

/** The objects whose fields are weighed. */
export interface Scope {
  path: string
  isRoot: boolean
  /** The number of objects, at most. */
  parents: number
  /** The number of rows of each page, below a connection. */
  pageSize: number
  /** The list of events of these connections. */
  list: ListCost | undefined
  /** The dimensions of these groups: their keys are null in the others. */
  dimensions?: readonly string[] | undefined
  /** How these counterparts are found. */
  counterparts?: CounterpartsField | undefined
  /** Whether these are events with more mentions than others, or are below such. */
  isMostMentioned: boolean
  isAsOf: boolean
  /** The number of events that have changed since these moments, at most. */
  changed: number
  /** The number of moments, the present included, that these objects are read as of, at most: each has its own statements. */
  states: number
}

/** A field that has fields of its own. */
interface ObjectField {
  field: GraphQLField<unknown, unknown>
  parentType: GraphQLNamedType
  type: GraphQLNamedType
  args: Record<string, unknown>
  /** The names of the selected fields. */
  names: ReadonlySet<string>
  scope: Scope
}

const MOST_MENTIONED: ReadonlySet<string> = new Set(['MENTION_COUNT_DESC', 'ORIGIN_COUNT_DESC'])

/** Claims, attribution chains, actors, articles, their texts and publishers. */
const ORIGIN_STATEMENTS = 6

interface Options {
  schema: GraphQLSchema
  expectedEvents: number
}

interface ObjectCost {
  /** What the field takes; the paths are relative to it. */
  parts: CostPart[]
  /** The number of objects for each parent. */
  length: number
  /** What its fields need to know. */
  inner?: Partial<Scope>
}

/** Computes the cost of a field that has fields of its own, without those. */
export function objectCost(object: ObjectField, options: Options): ObjectCost {
  const { field, parentType, type, args, scope } = object
  const { name } = field
  const statement = scope.states * (STATEMENT.loader + (scope.isAsOf ? STATEMENT.asOf : 0))
  if (parentType.name.startsWith('__') || name.startsWith('__')) {
    const isSeveral = isListOf(field.type) || name === 'ofType'
    return costing(scope.parents * FIELD.introspected, isSeveral ? introspectionLength(options.schema, name) : 1)
  }
  if (parentType.name === 'Mutation') return costing(FIELD.mutation)
  if (type.name.endsWith('Connection')) return connectionCost(object, options)
  if (name === 'groups' && scope.list) return groupsOfList(object, scope.list)
  if (scope.dimensions) return keyOfGroups(object, scope.dimensions)
  if (name === 'counterparts') return counterpartsOfActors(object, options)
  if (name === 'timeline' && scope.counterparts) return timelinesOfContacts(object, scope.counterparts)
  if (name === 'highlights') return costing(statement + scope.parents * FIELD.highlights, OTHER_LIST)
  if (name === 'extent') return costing(2 * statement + extentPointsCost(scope.parents, options.expectedEvents))
  if (name === 'origins') return costing(ORIGIN_STATEMENTS * statement + scope.parents * FIELD.origins, 1)
  if (parentType.name === 'EventDiff') return fieldOfDiff(object)
  const keys = args['ids'] ?? args['representations']
  if (scope.isRoot && Array.isArray(keys)) return costing(2 * statement + keys.length * FIELD.event, keys.length)
  if (name === 'nodes' || name === 'edges') {
    const rows = scope.parents * scope.pageSize
    return costing(rows * (scope.list ? FIELD.event : FIELD.loaded), scope.pageSize)
  }
  if (isListOf(field.type)) {
    const length = LIST_LENGTHS[name] ?? OTHER_LIST
    const list = EMBEDDED_LISTS.has(name) ? scope.parents * FIELD.object : statement + scope.parents * FIELD.loaded
    return costing(list + scope.parents * length * FIELD.object, length)
  }
  const isLoaded = isNode(type) || scope.isRoot
  return costing(isLoaded ? statement + scope.parents * FIELD.loaded : scope.parents * FIELD.object)
}

function costing(cost: number, length = 1): ObjectCost {
  return { parts: [{ path: '', cost }], length }
}

function connectionCost(
  { field, parentType, type, args, names, scope }: ObjectField,
  { expectedEvents }: Options,
): ObjectCost {
  const { isRoot, parents, isAsOf, changed } = scope
  const isPage = ['nodes', 'edges', 'pageInfo'].some((child) => names.has(child))
  const isTotal = [...names].some((child) => child.endsWith('Count') || child === 'isExact')
  const partsOf = (page: () => number, total: () => number): CostPart[] => [
    { path: '', cost: parents * FIELD.object + (isPage ? page() : 0) },
    ...(isTotal ? [{ path: '.totalCount', cost: total() }] : []),
  ]
  if (type.name === 'EventDiffConnection') {
    const cost = () => diffCost(args['where'] as EventFilter | null | undefined, expectedEvents, changed)
    return { parts: partsOf(cost, cost), length: 1, inner: { pageSize: pageSizeOf(args) } }
  }
  if (field.args.some((arg) => getNamedType(arg.type).name === 'EventWhere')) {
    const nestedIn = isRoot ? undefined : { parents, typeName: parentType.name }
    const list = eventListCost({ args, nestedIn, isAsOf, changed, expectedEvents })
    const parts = partsOf(
      () => pageCost(list),
      () => totalCost(list),
    )
    const inner = { list, pageSize: expectedRows(list), isMostMentioned: isMostMentioned(args) }
    return { parts, length: 1, inner }
  }
  const cost = () => otherListCost(args, type.name, parents, expectedEvents)
  const size = pageSizeOf(args)
  const isFull = isRoot || scope.isMostMentioned
  const pageSize = isFull ? size : Math.min(size, NESTED_LENGTHS[type.name] ?? size)
  return { parts: partsOf(cost, cost), length: 1, inner: { pageSize } }
}

/** Whether a list has the events with most mentions: then they fill pages that are rarely full. */
function isMostMentioned({ orderBy, where }: Record<string, unknown>): boolean {
  const { minMentions, minOrigins } = (where ?? {}) as EventFilter
  return MOST_MENTIONED.has(String(orderBy)) || isGiven(minMentions) || isGiven(minOrigins)
}

/** The points of the places within others: of one, a share of all places; of many, no more than each place has parents. */
function extentPointsCost(parents: number, expectedEvents: number): number {
  return Math.min(parents * ROWS.ofDivision, 2) * ROWS.places * expectedEvents * ROW.found + parents * FIELD.loaded
}

function fieldOfDiff({ field: { name, type }, scope: { parents } }: ObjectField): ObjectCost {
  const { cost, isAsOf } = fieldOfDiffCost(name, parents)
  const length = isListOf(type) ? OTHER_LIST : 1
  return { ...costing(cost + parents * length * FIELD.object, length), inner: { isAsOf, states: 1 } }
}

function groupsOfList({ args, names, scope }: ObjectField, list: ListCost): ObjectCost {
  const dimensions = (args['by'] as Dimension[] | null) ?? []
  const size = sizeOf(args['first'], 100, maxGroups(dimensions))
  const length = args['emptyBuckets'] === true ? size : Math.min(groupCount(dimensions, size), list.candidates)
  const reading = (args['reading'] as GroupReading | null | undefined) ?? 'CERTAINLY'
  const zoom = (args['zoom'] as number | null | undefined) ?? null
  const withFatalities = args['orderBy'] === 'FATALITIES_DESC' || [...names].some((child) => /fatalities/i.test(child))
  const cost = groupsCost(list, { dimensions, reading, zoom, withFatalities }) + scope.parents * length * FIELD.object
  return { ...costing(cost, length), inner: { dimensions } }
}

/** The key of groups, or what it has in one dimension, such as the country. */
function keyOfGroups({ field: { name }, scope }: ObjectField, dimensions: readonly string[]): ObjectCost {
  if (name === 'key') return { ...costing(scope.parents * FIELD.object), inner: { dimensions } }
  const hasValue = dimensions.includes(name.toUpperCase()) || (name === 'place' && dimensions.includes('CELL'))
  if (hasValue && name === 'cell') return costing(scope.parents * FIELD.object)
  if (!hasValue) return costing(scope.parents * FIELD.leaf, 0)
  return costing(STATEMENT.loader + scope.parents * FIELD.loaded)
}

function counterpartsOfActors({ args, scope: { parents } }: ObjectField, { expectedEvents }: Options): ObjectCost {
  const first = sizeOf(args['first'], 20, MAX_LENGTHS.counterparts)
  const where = args['where'] as EventFilter | null | undefined
  const counterparts = { where, first, parents, expectedEvents }
  return {
    ...costing(counterpartsCost(counterparts) + parents * first * FIELD.object, first),
    inner: { counterparts },
  }
}

function timelinesOfContacts({ args, scope }: ObjectField, counterparts: CounterpartsField): ObjectCost {
  const unit = (args['by'] as string | null | undefined) ?? 'MONTH'
  const { cost, length } = timelinesCost({ counterparts, unit, contacts: scope.parents })
  return costing(cost, length)
}

/** A size within its range: an invalid one must not lower the cost of the other fields. */
function sizeOf(size: unknown, otherwise: number, max: number): number {
  return Math.min(Math.max(Number(size ?? otherwise), 1), max)
}

function isNode(type: GraphQLNamedType): boolean {
  return (
    type.name === 'Node' ||
    ((isObjectType(type) || isInterfaceType(type)) && type.getInterfaces().some(({ name }) => name === 'Node'))
  )
}

function isListOf(type: GraphQLOutputType): boolean {
  return isListType(type) || (isNonNullType(type) && isListOf(type.ofType))
}
