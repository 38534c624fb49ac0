import { expect, test } from 'vitest'
import { deriveCertainty, type Assertion, type Certainty } from '../../../ingest/derived/certainty.ts'

function assertion(certainty: Certainty, more: Partial<Assertion> = {}): Assertion {
  return {
    certainty,
    polarity: 'POSITIVE',
    origin: 'a',
    article: '1',
    ...more,
  }
}

const RULES: [rule: string, expected: Certainty, assertions: Assertion[]][] = [
  ['no claim exists', 'REPORTED', []],
  ['one source says so', 'REPORTED', [assertion('REPORTED')]],
  ['one source says so twice', 'REPORTED', [assertion('REPORTED'), assertion('REPORTED', { article: '2' })]],
  ['two sources of one article say so', 'REPORTED', [assertion('REPORTED'), assertion('REPORTED', { origin: 'b' })]],
  [
    'two sources of two articles say so',
    'CONFIRMED',
    [assertion('REPORTED'), assertion('REPORTED', { origin: 'b', article: '2' })],
  ],
  ['a source with first-hand authority says so', 'CONFIRMED', [assertion('CONFIRMED')]],
  ['the source does not know', 'UNCLEAR', [assertion('UNCLEAR')]],
  [
    'one source does not know, another says so',
    'REPORTED',
    [assertion('UNCLEAR'), assertion('REPORTED', { origin: 'b' })],
  ],
  ['one source denies it', 'DENIED', [assertion('DENIED')]],
  ['one source says so, another denies it', 'DISPUTED', [assertion('REPORTED'), assertion('DENIED', { origin: 'b' })]],
  [
    'one source says so with authority, another denies it',
    'DISPUTED',
    [assertion('CONFIRMED'), assertion('DENIED', { origin: 'b' })],
  ],
  [
    'one source says so, another says that it did not happen',
    'DISPUTED',
    [assertion('REPORTED'), assertion('REPORTED', { polarity: 'NEGATIVE' })],
  ],
  ['all sources say that it did not happen', 'DENIED', [assertion('REPORTED', { polarity: 'NEGATIVE' })]],
  ['the only claim is retracted', 'RETRACTED', [assertion('RETRACTED')]],
  ['one claim is retracted, another is not', 'REPORTED', [assertion('RETRACTED'), assertion('REPORTED')]],
  ['the denial is retracted', 'REPORTED', [assertion('REPORTED'), assertion('RETRACTED', { polarity: 'NEGATIVE' })]],
]

test.for(RULES)('if %s, derives %s', ([, expected, assertions]) => {
  expect(deriveCertainty('POSITIVE', assertions)).toBe(expected)
  expect(deriveCertainty('POSITIVE', assertions.toReversed())).toBe(expected)
})

test('derives the certainty of a NEGATIVE event from the claims that it did not happen', () => {
  const denied = assertion('REPORTED', { polarity: 'NEGATIVE' })
  expect(deriveCertainty('NEGATIVE', [denied])).toBe('REPORTED')
  expect(deriveCertainty('NEGATIVE', [denied, assertion('REPORTED', { origin: 'b' })])).toBe('DISPUTED')
})
