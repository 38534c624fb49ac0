import { getNamedType, GraphQLList, GraphQLNonNull, type GraphQLField } from 'graphql'
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from './page-size.ts'

/** The cost of an operation, computed before any field is resolved. */
export interface Cost {
  /** The estimated maximum number of fields in the answer. */
  cost: number
  /** The highest cost that the service accepts. */
  limit: number
  depth: number
  breadth: number
}

/** The assumed length of a list without a size argument, such as the participants or the claims of an event. */
const SHORT_LIST_SIZE = 5

type Arguments = Record<string, unknown>

/**
 * Returns the cost of one field and the multiplier of the fields below it, in the form of @pothos/plugin-complexity.
 * Fields below a connection count once for each row of the page; each filter combined in the connection's `where` adds 1.
 * @param args the field's arguments after variables are applied
 */
export function fieldCost(
  args: Arguments,
  _context: object,
  field: Pick<GraphQLField<unknown, unknown>, 'name' | 'type'>,
) {
  const { name, type } = field
  if (getNamedType(type).name.endsWith('Connection')) {
    const size = Number(args['first'] ?? args['last'] ?? DEFAULT_PAGE_SIZE)
    return { field: 1 + filtersIn(args['where']), multiplier: Math.min(Math.max(size, 1), MAX_PAGE_SIZE) }
  }
  if (Array.isArray(args['ids'])) return { field: 1, multiplier: args['ids'].length }
  if (name === 'groups') return { field: 1, multiplier: Math.ceil(Number(args['first']) / DEFAULT_PAGE_SIZE) }
  if (name === 'counterparts') return { field: 1 + filtersIn(args['where']), multiplier: Number(args['first']) }
  // The connection's multiplier already counts the rows of the page.
  if (name === 'nodes' || name === 'edges') return { field: 1, multiplier: 1 }
  return isList(type) ? { field: 1, multiplier: SHORT_LIST_SIZE } : 1
}

function isList(type: unknown): boolean {
  return type instanceof GraphQLList || (type instanceof GraphQLNonNull && isList(type.ofType))
}

function filtersIn(where: unknown): number {
  if (typeof where !== 'object' || where === null) return 0
  const { and = [], or = [], not } = where as Record<string, unknown>
  return [and, or, not].flat().reduce((sum: number, filter) => sum + filtersIn(filter), 1)
}
