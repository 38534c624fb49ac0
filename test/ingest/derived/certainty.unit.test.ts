import { expect, test } from 'vitest'
import { deriveCertainty, type Assertion, type Certainty } from '../../../ingest/derived/certainty.ts'

function said(certainty: Certainty, more: Partial<Assertion> = {}): Assertion {
  return {
    certainty,
    polarity: 'POSITIVE',
    origin: 'a',
    article: '1',
    ...more,
  }
}

const RULES: [rule: string, expected: Certainty, assertions: Assertion[]][] = [
  ['nobody speaks of it', 'REPORTED', []],
  ['one source says so', 'REPORTED', [said('REPORTED')]],
  ['one source says so twice', 'REPORTED', [said('REPORTED'), said('REPORTED', { article: '2' })]],
  ['two sources of one article say so', 'REPORTED', [said('REPORTED'), said('REPORTED', { origin: 'b' })]],
  [
    'two sources of two articles say so',
    'CONFIRMED',
    [said('REPORTED'), said('REPORTED', { origin: 'b', article: '2' })],
  ],
  ['one with first-hand authority says so', 'CONFIRMED', [said('CONFIRMED')]],
  ['the source does not know', 'UNCLEAR', [said('UNCLEAR')]],
  ['one does not know, another says so', 'REPORTED', [said('UNCLEAR'), said('REPORTED', { origin: 'b' })]],
  ['one denies it', 'DENIED', [said('DENIED')]],
  ['one says so, another denies it', 'DISPUTED', [said('REPORTED'), said('DENIED', { origin: 'b' })]],
  ['one says so with authority, another denies it', 'DISPUTED', [said('CONFIRMED'), said('DENIED', { origin: 'b' })]],
  [
    'one says so, another that it did not happen',
    'DISPUTED',
    [said('REPORTED'), said('REPORTED', { polarity: 'NEGATIVE' })],
  ],
  ['all say that it did not happen', 'DENIED', [said('REPORTED', { polarity: 'NEGATIVE' })]],
  ['it was taken back', 'RETRACTED', [said('RETRACTED')]],
  ['one took it back, another did not', 'REPORTED', [said('RETRACTED'), said('REPORTED')]],
  ['the denial was taken back', 'REPORTED', [said('REPORTED'), said('RETRACTED', { polarity: 'NEGATIVE' })]],
]

test.for(RULES)('%s: %s', ([, expected, assertions]) => {
  expect(deriveCertainty('POSITIVE', assertions)).toBe(expected)
  expect(deriveCertainty('POSITIVE', assertions.toReversed())).toBe(expected)
})

test('what did not happen is as sure as the claims that it did not', () => {
  const denied = said('REPORTED', { polarity: 'NEGATIVE' })
  expect(deriveCertainty('NEGATIVE', [denied])).toBe('REPORTED')
  expect(deriveCertainty('NEGATIVE', [denied, said('REPORTED', { origin: 'b' })])).toBe('DISPUTED')
})
