import { showValue } from '../../database/values/show-value.ts'

/** @returns a noun with its indefinite article, such as `an actor` */
export function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`
}

/**
 * The `error` option of a Zod check.
 * @param allowed a noun phrase: what the value must be
 */
export function mustBe(allowed: string): { error: (issue: { input?: unknown }) => string } {
  return { error: ({ input }) => `must be ${allowed}; got ${showValue(input)}.` }
}
