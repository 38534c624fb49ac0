import { operation, type Case } from './case.ts'

/** A query of events by a filter. */
export const BY_FILTER = 'query ($where: EventWhere) { events(first: 1, where: $where) { totalCount nodes { id } } }'

/** A filter of events as a case. */
export function filter(name: string, expected: RegExp, where: unknown): Case {
  return operation(name, expected, BY_FILTER, { where: where as Record<string, unknown> })
}
