import { expect, test } from 'vitest'
import { readPairs, score } from './pairs.ts'

test('the pairs that the threshold was fixed on are classified as labelled', () => {
  expect(score(readPairs('development.json'))).toEqual({ precision: 1, recall: 1, wrong: [] })
})

// These pairs were written by people who had not seen the code, and were scored once, when it was complete.
test('the pairs that were held out have the target precision and recall', () => {
  const { precision, recall } = score(readPairs('held-out.json'))
  expect(precision).toBeGreaterThanOrEqual(0.98)
  expect(recall).toBeGreaterThanOrEqual(0.9)
})
