import { getNamedType, isInputObjectType } from 'graphql'
import { expect } from 'vitest'
import { schema } from '../../../schema/schema.ts'
import { caseOf, nameOf, positions, targetOf } from '../../support/bounded-arguments.ts'
import { test } from '../../support/service.ts'

/** Values of other types than most arguments have, as JSON and as GraphQL text. */
const WRONG: [value: unknown, literal?: string][] = [[{ a: [1] }, '{ a: [1] }'], [[[1]], '[[1]]'], [true], ['\u0000']]

test(
  'a value of the wrong type is rejected with a code, in every argument, as a literal and in a variable',
  { timeout: 240_000 },
  async ({ service }) => {
    const failures: unknown[] = []
    for (const position of positions(schema)) {
      const type = getNamedType(targetOf(position).type)
      for (const [value, literal] of WRONG) {
        for (const written of literal === undefined ? [undefined] : [undefined, literal]) {
          const { query, variables } = caseOf(position, value, {}, written)
          const { errors = [] } = await service.ask(query, written === undefined ? { ...variables } : {})
          const codes = errors.map(({ extensions }) => String(extensions?.['code']))
          // An input object may have no field; `_Any` is any object.
          const isAlwaysWrong = JSON.stringify(value) === '[[1]]' && type.name !== '_Any'
          const isRejected =
            codes.length > 0 && codes.every((code) => /^[A-Z_]+$/.test(code) && !code.startsWith('INTERNAL'))
          if (codes.length === 0 ? isAlwaysWrong : !isRejected) {
            failures.push({ position: nameOf(position), value, written, errors: errors.slice(0, 2) })
          }
        }
      }
    }
    expect(failures).toEqual([])
  },
)

test('a number that no double can hold is rejected in every argument', async ({ service }) => {
  for (const position of positions(schema)) {
    const type = getNamedType(targetOf(position).type)
    if (isInputObjectType(type) || !['Float', 'Int', '_Any'].includes(type.name)) continue
    for (const literal of ['1e400', '-1e400', '9'.repeat(400)]) {
      const { query } = caseOf(position, null, {}, literal)
      const { data, errors } = await service.ask(query)
      expect([nameOf(position), data, errors?.[0]?.extensions?.['code']]).toEqual([
        nameOf(position),
        undefined,
        'BAD_USER_INPUT',
      ])
    }
  }
})
