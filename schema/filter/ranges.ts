import { isGiven } from '../../database/sql/conditions.ts'
import { builder } from '../builder/builder.ts'
import { badUserInput } from '../builder/errors.ts'

export const IntRange = builder.inputType('IntRange', {
  description: 'A range of whole numbers. All given bounds must match; `atLeast` must not exceed `atMost`.',
  fields: (t) => ({
    atLeast: t.int({ description: 'The lowest number that matches.' }),
    atMost: t.int({ description: 'The highest number that matches.' }),
  }),
})

export const MomentRange = builder.inputType('MomentRange', {
  description: 'A half-open range of moments. All given bounds must match; `from` must be before `to`.',
  fields: (t) => ({
    from: t.field({ type: 'Moment', description: 'The earliest moment that matches.' }),
    to: t.field({ type: 'Moment', description: 'The moment before which it must be.' }),
  }),
})

interface Range {
  atLeast?: number | null | undefined
  atMost?: number | null | undefined
}

/**
 * Checks that a range is not reversed: no value would match it.
 * @param path such as `visit.durationDays`, for the message
 * @returns the same range
 * @throws {GraphQLError} BAD_USER_INPUT if `atLeast` is greater than `atMost`
 */
export function parseRange<Given extends Range>(range: Given, path: string): Given {
  const { atLeast, atMost } = range
  if (!isGiven(atLeast) || !isGiven(atMost) || atLeast <= atMost) return range
  throw badUserInput(`\`${path}.atLeast\` must not be greater than \`atMost\`; got ${atLeast} and ${atMost}.`)
}

/**
 * Likewise for moments, whose upper bound is exclusive.
 * @throws {GraphQLError} BAD_USER_INPUT if `from` is not before `to`
 */
export function parseMomentRange(range: typeof MomentRange.$inferInput, path: string): typeof MomentRange.$inferInput {
  const { from, to } = range
  if (!isGiven(from) || !isGiven(to) || from < to) return range
  throw badUserInput(`\`${path}.from\` must be before \`to\`; got ${from} and ${to}.`)
}
