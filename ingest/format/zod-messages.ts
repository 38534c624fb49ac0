import type { z } from 'zod'
import type { Problem } from './problem.ts'

const MOST_NAMES = 30

/**
 * Says what is wrong with the shape of a document, and how to mend it, where Zod's own words do not.
 * @param issue as Zod hands it to its `error` option
 * @returns the message, or undefined where Zod's own will do
 */
export const zodMessage: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_type' && issue.input === undefined) {
    return `is missing. Give ${wanted(issue.expected)}.`
  }
  if (issue.code === 'unrecognized_keys') {
    const unknown = listed(issue.keys.map((key) => JSON.stringify(key.slice(0, 80))))
    const known = knownKeys(issue.inst)
    const hint = known.length > 0 ? ` What may stand here: ${known.join(', ')}.` : ''
    return `Unrecognized key${issue.keys.length > 1 ? 's' : ''}: ${unknown}.${hint}`
  }
  if (issue.code === 'invalid_value' && issue.values.length > 1) {
    return `${issue.input === undefined ? 'is missing' : `${shown(issue.input)} is none of its words`}. Give one of ${issue.values.map(String).join(', ')}.`
  }
  return undefined
}

const ARTICLE: Record<string, string> = { array: 'a list', int: 'a whole number' }

function wanted(expected: string): string {
  return ARTICLE[expected] ?? `${/^[aeiou]/.test(expected) ? 'an' : 'a'} ${expected}`
}

/** What a client sent may be of any size; a message is not. */
function shown(input: unknown): string {
  return typeof input === 'string' ? JSON.stringify(input.slice(0, 80)) : `A value of the type ${typeof input}`
}

function listed(names: string[]): string {
  return names.length > MOST_NAMES
    ? `${names.slice(0, MOST_NAMES).join(', ')} and ${names.length - MOST_NAMES} others`
    : names.join(', ')
}

function knownKeys(schema: unknown): string[] {
  const { shape } = (schema as { _zod?: { def?: { shape?: object } } } | undefined)?._zod?.def ?? {}
  return shape ? Object.keys(shape) : []
}

/** @returns what is wrong with the shape of something, and where */
export function problemsIn({ issues }: z.ZodError): Problem[] {
  return issues.map(({ path, message }) => ({
    path: path.map((step) => (typeof step === 'symbol' ? String(step) : step)),
    message,
  }))
}
