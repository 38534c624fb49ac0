/** Where an attacker sends its requests, and from which of the loopback addresses. */
export interface Target {
  host: string
  port: number
  localAddress: string
  /** Headers `authorization` by the names of keys and tokens. */
  credentials: Record<string, string>
  /** Ids of events and actors by name. */
  ids: Record<string, string>
}

/**
 * An attack. Its outcome is a status with the code of the first error, such as `400 BAD_USER_INPUT`; for a WebSocket the
 * code alone; `closed` if the service ends the connection without an answer; `waiting` if it waits for the client; and
 * the different outcomes of several requests, separated by commas.
 */
export interface Case {
  name: string
  /** The outcomes that are right. */
  expected: readonly string[]
  run: (target: Target) => Promise<string>
  /** How many requests it sends. Default: one. */
  requests?: number
}

export const ANSWERED = ['200']
/** Not a GraphQL document. */
export const UNPARSED = ['400 GRAPHQL_PARSE_FAILED']
/** Not a document of this schema. */
export const INVALID = ['400 GRAPHQL_VALIDATION_FAILED']
/** It does not say which operation to run. */
export const UNRESOLVED = ['400 OPERATION_RESOLUTION_FAILURE']
export const REFUSED = ['400 BAD_USER_INPUT']
export const TOO_COSTLY = ['400 QUERY_TOO_COSTLY']
/** Legal; the rules of the cost decide whether it is answered. */
export const WEIGHED = [...ANSWERED, ...TOO_COSTLY]
export const LIMITED = ['429 RATE_LIMITED', '503 SERVICE_UNAVAILABLE']

/** @returns the outcomes of a case that are wrong */
export function wrongOutcomes(outcome: string, expected: readonly string[]): string[] {
  return outcome.split(', ').filter((one) => !expected.includes(one))
}

/** Repeats a text. @param write writes it for each number from 0 */
export function repeat(count: number, write: (n: number) => string, separator = ' '): string {
  return list(count, write).join(separator)
}

/** A list of as many values. */
export function list<Value>(count: number, make: (n: number) => Value): Value[] {
  return Array.from({ length: count }, (_, n) => make(n))
}

/** A value inside values. */
export function nest(depth: number, wrap: (inner: unknown) => unknown, innermost: unknown): unknown {
  return list(depth, (n) => n).reduce((inner) => wrap(inner), innermost)
}
