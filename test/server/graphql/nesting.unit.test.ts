import { expect, test } from 'vitest'
import { isShallow } from '../../../server/graphql/nesting.ts'

test('JSON may be nested 200 levels deep; brackets in strings do not count', () => {
  const check = (text: string) => isShallow(Buffer.from(text))
  const nested = (open: string, close: string, depth: number) => open.repeat(depth) + '1' + close.repeat(depth)
  for (const [open, close] of [
    ['[', ']'],
    ['{"a":', '}'],
  ] as const) {
    expect([check(nested(open, close, 200)), check(nested(open, close, 201))]).toEqual([true, false])
  }
  expect(check('[],'.repeat(1_000))).toBe(true)
  expect(check(JSON.stringify({ query: `\\"${'{ a '.repeat(1_000)}` }))).toBe(true)
  expect(check(`"\\\\"${'['.repeat(201)}`)).toBe(false)
  expect(check('[{'.repeat(200_000))).toBe(false)
})
