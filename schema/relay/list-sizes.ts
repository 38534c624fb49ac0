import { badUserInput } from '../builder/errors.ts'

const MAX_VALUES = 10_000

/**
 * Checks the length of every list in a filter, however deep it is nested.
 * @param filter the value of an argument, such as `where`
 * @param path the path of the value, for the message
 * @throws {GraphQLError} BAD_USER_INPUT if a list has more than 10,000 values
 */
export function assertListSizes(filter: unknown, path = 'where'): void {
  if (typeof filter !== 'object' || filter === null) return
  if (Array.isArray(filter) && filter.length > MAX_VALUES) {
    throw badUserInput(`\`${path}\` can have at most ${MAX_VALUES} values; got ${filter.length}.`)
  }
  for (const [key, value] of Object.entries(filter)) {
    assertListSizes(value, Array.isArray(filter) ? `${path}[${key}]` : `${path}.${key}`)
  }
}
