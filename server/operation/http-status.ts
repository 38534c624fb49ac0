import type { ExecutionResult } from 'graphql'

/** The media types of an answer that is not a stream. */
export type MediaType = 'application/json' | 'application/graphql-response+json'

const STATUS: Record<string, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  INTERNAL_SERVER_ERROR: 500,
  SERVICE_UNAVAILABLE: 503,
}

/** The HTTP status of a response without data, by the code of its first error. Other codes are client errors: 400. */
export function statusOfCode(code: unknown): number {
  return STATUS[String(code)] ?? 400
}

/** What an error asks of the HTTP response; it is not part of the answer. */
interface HttpExtension {
  status?: number
  headers?: Record<string, string>
}

/**
 * Returns the status and the headers of the response with an answer. With plain `application/json`, clients expect 200
 * for every executed query (GraphQL over HTTP, 6.4.1), unless an error asks for another status.
 */
export function httpOf(
  { data, errors = [] }: ExecutionResult,
  mediaType: MediaType,
): { status: number; headers: Record<string, string> } {
  const asked = errors.map(({ extensions }) => (extensions['http'] ?? {}) as HttpExtension)
  const statuses = asked.flatMap(({ status }) => status ?? [])
  const [first] = errors
  if (!data && first && mediaType !== 'application/json' && asked[0]?.status === undefined) {
    statuses.push(statusOfCode(first.extensions['code']))
  }
  return {
    status: Math.max(...statuses, 0) || 200,
    headers: Object.fromEntries(asked.flatMap(({ headers = {} }) => Object.entries(headers))),
  }
}
