import type { z } from 'zod'
import { showValue } from '../../database/values/show-value.ts'
import { withArticle } from './must-be.ts'
import type { Problem } from './problem.ts'

const MAX_NAMES = 30

/**
 * The messages for what Zod finds wrong with the shape of a document: what was received, what is allowed, how to fix
 * it.
 * @param issue as Zod passes it to its `error` option
 * @returns the message; undefined for kinds of issues that keep Zod's own message
 */
export const zodMessage: z.core.$ZodErrorMap = (issue) => {
  const { input } = issue
  switch (issue.code) {
    case 'invalid_type':
      return input === undefined
        ? `is missing. Give ${typeName(issue.expected)}.`
        : `must be ${typeName(issue.expected)}; got ${showValue(input)}.`
    case 'invalid_value':
      return oneOf(issue.values, input)
    case 'invalid_union':
      return Array.isArray(issue.options) && issue.discriminator !== undefined
        ? oneOf(issue.options, (input as Record<string, unknown>)[issue.discriminator])
        : undefined
    case 'too_big':
      return outOfRange(issue.origin, 'at most', Number(issue.maximum), input)
    case 'too_small':
      return outOfRange(issue.origin, 'at least', Number(issue.minimum), input)
    case 'unrecognized_keys': {
      const unknownKeys = listed(issue.keys.map(showValue))
      const allowedKeys = keysOf(issue.inst)
      const hint = allowedKeys.length > 0 ? ` Allowed keys: ${allowedKeys.join(', ')}.` : ''
      return `Unrecognized key${issue.keys.length > 1 ? 's' : ''}: ${unknownKeys}.${hint}`
    }
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_key':
    case 'not_multiple_of':
      return undefined
  }
}

const TYPE_NAMES: Record<string, string> = { array: 'a list', int: 'a whole number' }

function typeName(expected: string): string {
  return TYPE_NAMES[expected] ?? withArticle(expected)
}

function oneOf(values: readonly unknown[], input: unknown): string {
  const allowed = values.map(String).join(', ')
  if (input === undefined) return `is missing. Give one of ${allowed}.`
  return `must be ${values.length > 1 ? 'one of ' : ''}${allowed}; got ${showValue(input)}.`
}

const UNITS: Record<string, string> = { array: 'item', string: 'character' }

function outOfRange(origin: string, bound: 'at least' | 'at most', limit: number, input: unknown): string {
  const unit = UNITS[origin]
  if (unit === undefined) return `must be ${bound} ${limit}; got ${showValue(input)}.`
  const { length } = input as string | unknown[]
  return `must have ${bound} ${limit} ${unit}${limit === 1 ? '' : 's'}; got ${length}.`
}

function listed(names: string[]): string {
  return names.length > MAX_NAMES
    ? `${names.slice(0, MAX_NAMES).join(', ')} and ${names.length - MAX_NAMES} others`
    : names.join(', ')
}

function keysOf(schema: unknown): string[] {
  const { shape } = (schema as { _zod?: { def?: { shape?: object } } } | undefined)?._zod?.def ?? {}
  return shape ? Object.keys(shape) : []
}

/** @returns what is wrong with the shape of a document, with paths from its root */
export function problemsIn({ issues }: z.ZodError): Problem[] {
  return issues.map(({ path, message }) => ({
    path: path.map((step) => (typeof step === 'symbol' ? String(step) : step)),
    message,
  }))
}
