import { expect, test } from 'vitest'
import { readPairs, score } from './pairs.ts'

test('the pairs that the threshold was fixed on are classified as labelled', () => {
  expect(score(readPairs('development.json'))).toEqual({ precision: 1, recall: 1, wrong: [] })
})
