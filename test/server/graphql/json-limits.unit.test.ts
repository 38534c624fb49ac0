import { expect, test } from 'vitest'
import { jsonProblem } from '../../../server/graphql/json-limits.ts'

test('JSON may be nested 200 levels deep; brackets in strings do not count', () => {
  const check = (text: string) => jsonProblem(Buffer.from(text)) === undefined
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

test('JSON may contain 60,000 values; commas in strings do not count', () => {
  const list = (count: number) =>
    Buffer.from(JSON.stringify({ variables: { list: Array.from({ length: count }, () => 1) } }))
  expect(jsonProblem(list(60_000))).toBeUndefined()
  expect(jsonProblem(list(60_001))).toBe('must contain at most 60000 values')
  expect(jsonProblem(Buffer.from(JSON.stringify({ query: `{ a(b: "\\"${','.repeat(100_000)}") }` })))).toBeUndefined()
})
