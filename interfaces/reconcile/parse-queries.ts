import { z } from 'zod'
import { badUserInput } from '../../schema/builder/errors.ts'
import { ENTITY_TYPES, typeWithId, type EntityType } from './entity-types.ts'

/** OpenRefine sends as many queries at once as the manifest says. */
export const BATCH_SIZE = 10
const MAX_QUERIES = 50
const MAX_TEXT = 300
const MAX_LIMIT = 25
const DEFAULT_LIMIT = 5
const MAX_PROPERTIES = 10

export interface ReconciliationQuery {
  text: string
  type: EntityType
  limit: number
  /** Values by the ids of properties. */
  properties: ReadonlyMap<string, string>
}

const Value = z.union([
  z.string().max(MAX_TEXT),
  z.number(),
  z.boolean(),
  z.object({ id: z.string().max(MAX_TEXT) }).transform(({ id }) => id),
])

const Query = z.object({
  query: z.string().trim().min(1).max(MAX_TEXT),
  type: z.union([z.string().max(MAX_TEXT), z.array(z.string().max(MAX_TEXT)).max(MAX_PROPERTIES)]).optional(),
  limit: z.number().int().positive().optional(),
  properties: z
    .array(z.object({ pid: z.string().max(MAX_TEXT), v: z.union([Value, z.array(Value).max(MAX_PROPERTIES)]) }))
    .max(MAX_PROPERTIES)
    .optional(),
})

/**
 * Parses a batch of queries.
 * @param json an object of queries by their keys
 * @throws {GraphQLError} BAD_USER_INPUT if it is none, or has too many
 */
export function parseQueries(json: string): Map<string, ReconciliationQuery> {
  const batch = objectOf(json, 'queries')
  const entries = Object.entries(batch)
  if (entries.length > MAX_QUERIES) {
    throw badUserInput(
      `\`queries\` must have at most ${MAX_QUERIES} queries; got ${entries.length}. Send several batches.`,
    )
  }
  return new Map(entries.map(([key, value]) => [key, parseQuery(key, value)]))
}

/**
 * Parses a JSON object.
 * @param name that of the parameter, for the error
 * @throws {GraphQLError} BAD_USER_INPUT if it is not one
 */
export function objectOf(json: string, name: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // Refused below.
  }
  throw badUserInput(`\`${name}\` must be a JSON object; got ${JSON.stringify(json.slice(0, 60).toWellFormed())}.`)
}

function parseQuery(key: string, value: unknown): ReconciliationQuery {
  const parsed = Query.safeParse(value)
  if (!parsed.success) throw badUserInput(`\`queries.${key.slice(0, 60)}\`: ${describeProblem(parsed.error)}`)
  const { query, type, limit = DEFAULT_LIMIT, properties = [] } = parsed.data
  return {
    text: query,
    type: typeNamed(type),
    limit: Math.min(limit, MAX_LIMIT),
    properties: new Map(properties.map(({ pid, v }) => [pid, String(Array.isArray(v) ? (v[0] ?? '') : v)])),
  }
}

function describeProblem({ issues: [issue] }: z.ZodError): string {
  return `${issue?.path.join('.') || 'query'}: ${issue?.message ?? 'invalid'}.`
}

/** @throws {GraphQLError} BAD_USER_INPUT if no type has the id */
function typeNamed(given: string | readonly string[] | undefined): EntityType {
  const id = (typeof given === 'string' ? given : given?.[0]) ?? 'Actor'
  const type = typeWithId(id)
  if (type) return type
  const ids = ENTITY_TYPES.map((each) => each.id).join(', ')
  throw badUserInput(`The type of a query must be one of ${ids}; got ${JSON.stringify(id)}.`)
}
