import { and, not, or, sql, type SQL } from 'drizzle-orm'
import type { EventKindName } from '../../database/tables/event-kinds.ts'
import type { Context } from '../builder/context.ts'
import { badUserInput } from '../builder/errors.ts'
import type { Condition, ParsedCondition } from './condition.ts'
import { withDefaults, type DefaultAxes } from './default-axes.ts'
import type { BoundsStart } from './driving-table.ts'
import { parseConditions } from './event-conditions.ts'
import type { EventFilter } from './event-filter.ts'

const MAX_DEPTH = 5
const MAX_FILTERS = 20
/** With more joins, PostgreSQL compares too many plans: it planned a filter with 14 of them for 12 s. */
export const MAX_JOINS = 6
/** The conditions on columns of `events`; each of the others is a subquery, which PostgreSQL plans as a join. */
const COLUMN_FIELDS: ReadonlySet<string> = new Set([
  'kinds',
  'dataset',
  'realis',
  'polarity',
  'certainty',
  'occurred',
  'location.near',
  'location.box',
  'location.maxRadiusKm',
  'location.precision',
  'minMentions',
  'updatedSince',
])

/** A validated filter. */
export interface ParsedFilter {
  conditions: readonly ParsedCondition[]
  and: readonly ParsedFilter[]
  or: readonly ParsedFilter[] | undefined
  not: ParsedFilter | undefined
}

/** A filter after its look-ups. */
export interface ResolvedFilter {
  /** The conditions that must all match, without those of `and`, `or` and `not`. */
  conditions: readonly (Condition & { field: string })[]
  /** The condition of `and`, `or` and `not`; undefined if there is none. */
  nested: SQL | undefined
  /** Whether every event that matches has a known start. */
  hasKnownStart: boolean
  /** A moment: all events that match and start before it are long; undefined if none is known. */
  shortFrom: SQL | undefined
  boundsStart: BoundsStart
}

/**
 * Parses the filter of a list and adds the default axes.
 * @param kind the kind of the events of the list, if it has only one
 * @param axes the axes that have defaults
 * @throws {GraphQLError} BAD_USER_INPUT if the filter is too large, or an id, a window, an area or a number is invalid
 */
export function parseFilter(
  where: EventFilter | null | undefined,
  kind?: EventKindName,
  axes?: DefaultAxes,
): ParsedFilter {
  assertFilterSize(where)
  const filter = withDefaults(where ?? {}, axes)
  return parse(
    kind === undefined ? filter : { ...filter, kinds: (filter.kinds ?? [kind]).filter((name) => name === kind) },
  )
}

/** Like `parseFilter`, without default axes: it matches events of any realis, polarity, evidence and certainty. */
export function parseFilterWithoutDefaults(where: EventFilter | null | undefined): ParsedFilter {
  assertFilterSize(where)
  return parse(where ?? {})
}

/** Looks up what a filter names. All filters of a request that wait at the same time share their look-ups. */
export async function resolveFilter(filter: ParsedFilter, context: Context): Promise<ResolvedFilter> {
  const resolveAll = (operands: readonly ParsedFilter[]) =>
    Promise.all(operands.map((operand) => resolveFilter(operand, context)))
  const isJoined = (field: string) => !COLUMN_FIELDS.has(field)
  let joins = Math.min(MAX_JOINS, filter.conditions.filter(({ field }) => isJoined(field)).length)
  const areJoined = filter.and.map((operand) => {
    const isWithin = joins + joinCount(operand) <= MAX_JOINS
    if (isWithin) joins += joinCount(operand)
    return isWithin
  })
  const [conditions, all, any, none] = await Promise.all([
    Promise.all(filter.conditions.map(async ({ field, resolve }) => Object.assign({ field }, await resolve(context)))),
    resolveAll(filter.and),
    filter.or && resolveAll(filter.or),
    filter.not && resolveFilter(filter.not, context),
  ])
  const joined = conditions.filter(({ field }) => isJoined(field)).slice(0, MAX_JOINS)
  return {
    conditions: conditions.map((condition) => ({
      ...condition,
      where: withoutJoin(condition.where, isJoined(condition.field) && !joined.includes(condition)),
    })),
    nested: and(
      ...all.map((operand, i) => withoutJoin(conditionOf(operand), !areJoined[i])),
      any && anyMatches(any.map(conditionOf)),
      none && doesNotMatch(conditionOf(none)),
    ),
    hasKnownStart:
      [...conditions, ...all].some((each) => each.hasKnownStart) ||
      (any?.every((operand) => operand.hasKnownStart) ?? false),
    shortFrom: [...conditions, ...all].find((each) => each.shortFrom)?.shortFrom,
    boundsStart: (sort) => and(...[...conditions, ...all].map((each) => each.boundsStart?.(sort))),
  }
}

/** The number of subqueries that PostgreSQL would plan as joins: those that must all match. */
function joinCount({ conditions, and: operands }: ParsedFilter): number {
  return operands.reduce(
    (sum, operand) => sum + joinCount(operand),
    conditions.filter(({ field }) => !COLUMN_FIELDS.has(field)).length,
  )
}

/** Returns an equivalent condition whose subqueries PostgreSQL runs for each row: it joins only those directly in `and`. */
function withoutJoin(condition: SQL | undefined, applies: boolean): SQL | undefined {
  return condition && applies ? sql`(${condition}) is true` : condition
}

/** Returns the condition on the table `events` for a whole filter; undefined if every event matches. */
export function conditionOf({ conditions, nested }: ResolvedFilter): SQL | undefined {
  return and(...conditions.map(({ where }) => where), nested)
}

function parse(where: EventFilter): ParsedFilter {
  return {
    conditions: parseConditions(where),
    and: where.and?.map(parse) ?? [],
    or: where.or?.map(parse),
    not: where.not ? parse(where.not) : undefined,
  }
}

function assertFilterSize(where: EventFilter | null | undefined): void {
  if (where) countFilters(where, 0)
}

/** Counts the filters in a filter, including itself. Deep or large filters could be slow. */
function countFilters(where: EventFilter, depth: number): number {
  if (depth > MAX_DEPTH) throw badUserInput(`\`and\`, \`or\` and \`not\` must be nested at most ${MAX_DEPTH} deep.`)
  const operands = [...(where.and ?? []), ...(where.or ?? []), ...(where.not ? [where.not] : [])]
  const count = operands.reduce((sum, operand) => sum + countFilters(operand, depth + 1), 1)
  if (count > MAX_FILTERS) {
    throw badUserInput(
      `A filter must contain at most ${MAX_FILTERS} filters in \`and\`, \`or\` and \`not\`; got ${count}.`,
    )
  }
  return count
}

function anyMatches(conditions: (SQL | undefined)[]): SQL | undefined {
  if (conditions.length === 0) return sql`false`
  return conditions.includes(undefined) ? undefined : or(...conditions)
}

/** A condition that is null for an event does not match it, so its negation does. */
function doesNotMatch(condition: SQL | undefined): SQL {
  return condition ? not(sql`coalesce(${condition}, false)`) : sql`false`
}
