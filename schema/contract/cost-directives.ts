import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  type ConstDirectiveNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
} from 'graphql'
import { DEFAULT_PAGE_SIZE } from '../builder/page-size.ts'
import { FIELD, LIST_LENGTHS, OTHER_LIST, STATEMENT } from '../cost/weights.ts'
import { directive } from './directive.ts'

type Field = GraphQLField<unknown, unknown>

/** Lists with a size argument of their own, which has a default. */
const SIZED_LISTS = ['groups', 'counterparts']

/** The objects of a type, in whole units of `schema/cost/weights.ts`; a gateway counts 1 for those without `@cost`. */
export function costOfType(type: GraphQLObjectType): ConstDirectiveNode[] {
  const interfaces = type.getInterfaces().map(({ name }) => name)
  if (!interfaces.includes('Node')) return []
  return [cost(interfaces.includes('Event') ? FIELD.event : FIELD.loaded)]
}

/**
 * What a field takes, if it is more than its objects: statements, and work for each parent. What one statement takes for
 * all parents together is only counted at the root, since a gateway multiplies it with their number.
 */
export function costOfField(parent: GraphQLObjectType | GraphQLInterfaceType, field: Field): ConstDirectiveNode[] {
  // Composers refuse `@cost` on a field of an interface; its objects have it.
  if (!isObjectType(parent)) return []
  if (parent.name === 'Mutation') return [cost(FIELD.mutation)]
  const type = getNamedType(field.type)
  if (!isCompositeType(type)) return []
  if (isConnection(type)) return [cost(parent.name === 'Query' ? STATEMENT.list : STATEMENT.perParent)]
  if (parent.name === 'Query') return [cost(STATEMENT.loader)]
  if (SIZED_LISTS.includes(field.name)) return [cost(STATEMENT.list)]
  if (field.name === 'highlights') return [cost(FIELD.highlights)]
  return field.name === 'origins' ? [cost(FIELD.origins)] : []
}

/** How many objects a field has: by its arguments, or as many as the cost of an operation assumes. */
export function sizeOfList(parent: GraphQLCompositeType, field: Field): ConstDirectiveNode[] {
  const type = getNamedType(field.type)
  if (!isCompositeType(type)) return []
  if (isConnection(type)) {
    const sizedFields = ['edges', 'nodes'].filter((name) => name in type.getFields())
    return [directive('listSize', { assumedSize: DEFAULT_PAGE_SIZE, ...slicing(field), sizedFields })]
  }
  if (SIZED_LISTS.includes(field.name)) return [directive('listSize', slicing(field))]
  // The size of the lists of a connection is its own.
  if (!isListType(getNullableType(field.type)) || isConnection(parent)) return []
  return [directive('listSize', { assumedSize: Math.ceil(LIST_LENGTHS[field.name] ?? OTHER_LIST) })]
}

function slicing({ args }: Field) {
  const slicingArguments = args.map(({ name }) => name).filter((name) => name === 'first' || name === 'last')
  return { slicingArguments, requireOneSlicingArgument: false }
}

function isConnection(type: GraphQLCompositeType): type is GraphQLObjectType {
  return isObjectType(type) && type.name.endsWith('Connection')
}

function cost(weight: number): ConstDirectiveNode {
  return directive('cost', { weight: Math.round(weight) })
}
