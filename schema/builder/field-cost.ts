import { getNamedType, GraphQLList, GraphQLNonNull, type GraphQLField } from 'graphql'

/** How much an operation asks for, before any of it is read. */
export interface Cost {
  /** About how many fields the answer has at most. */
  cost: number
  /** What the service lets through. */
  limit: number
  depth: number
  breadth: number
}

const DEFAULT_PAGE = 20
const LARGEST_PAGE = 100
/** Lists that no argument bounds are short: the participants, the claims of an event. */
const SHORT_LIST = 5

type Arguments = Record<string, unknown>

/**
 * What one field costs, and how often what is asked under it comes up, as @pothos/plugin-complexity takes it. All that
 * stands under a connection counts once for each row of the page; a connection costs one more for every filter that is
 * combined in its `where`.
 * @param args the field's arguments, variables put in
 * @param field the field as the schema has it
 */
export function fieldCost(
  args: Arguments,
  _context: object,
  field: Pick<GraphQLField<unknown, unknown>, 'name' | 'type'>,
) {
  const { name, type } = field
  if (getNamedType(type).name.endsWith('Connection')) {
    const size = Number(args['first'] ?? args['last'] ?? DEFAULT_PAGE)
    return { field: 1 + filtersIn(args['where']), multiplier: Math.min(Math.max(size, 1), LARGEST_PAGE) }
  }
  if (Array.isArray(args['ids'])) return { field: 1, multiplier: args['ids'].length }
  if (name === 'groups') return { field: 1, multiplier: Math.ceil(Number(args['first']) / DEFAULT_PAGE) }
  if (name === 'counterparts') return { field: 1 + filtersIn(args['where']), multiplier: Number(args['first']) }
  // The page itself has been counted by the connection.
  if (name === 'nodes' || name === 'edges') return { field: 1, multiplier: 1 }
  return isList(type) ? { field: 1, multiplier: SHORT_LIST } : 1
}

function isList(type: unknown): boolean {
  return type instanceof GraphQLList || (type instanceof GraphQLNonNull && isList(type.ofType))
}

function filtersIn(where: unknown): number {
  if (typeof where !== 'object' || where === null) return 0
  const { and = [], or = [], not } = where as Record<string, unknown>
  return [and, or, not].flat().reduce((sum: number, each) => sum + filtersIn(each), 1)
}
