import type { GraphQLError } from 'graphql'
import { badUserInput } from '../../schema/builder/errors.ts'

/** Low enough for recursive functions not to overflow the stack. */
const MAX_NESTING = 100
/** Values in variables, however nested. Large reports have 40,000; they need a key. */
const MAX_VALUES = 50_000
const MAX_ANONYMOUS_VALUES = 10_000

/** Checks the size of variables before any recursive function reads them. */
export function variablesProblem(
  variables: Record<string, unknown>,
  { hasCaller }: { hasCaller: boolean },
): GraphQLError | undefined {
  const maxValues = hasCaller ? MAX_VALUES : MAX_ANONYMOUS_VALUES
  let level: object[] = [variables]
  let count = 0
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_NESTING) {
      return badUserInput(`\`variables\` must be nested at most ${MAX_NESTING} levels deep; these are deeper.`)
    }
    const nextLevel: object[] = []
    for (const container of level) {
      const values: unknown[] = Array.isArray(container) ? container : Object.values(container)
      count += values.length
      if (count > maxValues) {
        return badUserInput(`\`variables\` must contain at most ${maxValues} values; these contain more.`)
      }
      for (const value of values) if (typeof value === 'object' && value !== null) nextLevel.push(value)
    }
    level = nextLevel
  }
  return undefined
}
