import { expect, test } from 'vitest'
import { RecentValues } from '../../../database/values/recent-values.ts'

test('values are bounded by their weight, and the one used longest ago goes first', () => {
  const values = new RecentValues<string>(10_000)
  const kept = () => ['a', 'b', 'c', 'd', 'e', 'f', 'g'].filter((key) => values.get(key) !== undefined).join('')
  for (const key of ['a', 'b', 'c', 'd']) values.set(key, key, 2_400)
  expect(kept()).toBe('abcd')
  values.get('a')
  values.set('e', 'e', 2_400)
  values.set('e', 'e', 2_400)
  expect(kept()).toBe('acde')
  values.set('f', 'f', 12_400)
  expect(kept()).toBe('acde')
  values.set('g', 'g', 9_800)
  expect(kept()).toBe('g')
})

test('a value takes the place of an earlier one with its weight', () => {
  const values = new RecentValues<number>(3)
  values.set('a', 1, 3)
  values.set('a', 2)
  values.set('b', 3)
  values.set('c', 4)
  expect(['a', 'b', 'c'].map((key) => values.get(key))).toEqual([2, 3, 4])
  values.set('d', 5)
  expect(['a', 'b', 'c', 'd'].map((key) => values.get(key))).toEqual([undefined, 3, 4, 5])
})
