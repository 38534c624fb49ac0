import { expect, test } from 'vitest'
import { deriveCertainty, type Assertion, type Certainty } from '../../../ingest/derived/certainty.ts'

function assertion(certainty: Certainty, polarity: Assertion['polarity'] = 'POSITIVE'): Assertion {
  return { certainty, polarity }
}

const [SAYS, DENIES] = [assertion('REPORTED'), assertion('DENIED')]

const RULES: [rule: string, expected: Certainty, assertions: Assertion[], originCount: number][] = [
  ['no claim exists', 'REPORTED', [], 0],
  ['one origin says so', 'REPORTED', [SAYS], 1],
  ['two claims of one origin say so', 'REPORTED', [SAYS, SAYS], 1],
  ['two independent origins say so', 'CONFIRMED', [SAYS, SAYS], 2],
  ['two independent origins say so, another denies it', 'DISPUTED', [SAYS, SAYS, DENIES], 2],
  ['two independent origins say so, another does not know', 'CONFIRMED', [SAYS, SAYS, assertion('UNCLEAR')], 2],
  ['the source does not know', 'UNCLEAR', [assertion('UNCLEAR')], 0],
  ['one source does not know, another says so', 'REPORTED', [assertion('UNCLEAR'), SAYS], 1],
  ['one source denies it', 'DENIED', [DENIES], 0],
  ['one source says so, another denies it', 'DISPUTED', [SAYS, DENIES], 1],
  ['one source says so, another says that it did not happen', 'DISPUTED', [SAYS, assertion('REPORTED', 'NEGATIVE')], 1],
  ['all sources say that it did not happen', 'DENIED', [assertion('REPORTED', 'NEGATIVE')], 0],
  ['the only claim is retracted', 'RETRACTED', [assertion('RETRACTED')], 0],
  ['one claim is retracted, another is not', 'REPORTED', [assertion('RETRACTED'), SAYS], 1],
  ['the denial is retracted', 'REPORTED', [SAYS, assertion('RETRACTED', 'NEGATIVE')], 1],
]

test.for(RULES)('if %s, derives %s', ([, expected, assertions, originCount]) => {
  expect(deriveCertainty('POSITIVE', assertions, originCount)).toBe(expected)
  expect(deriveCertainty('POSITIVE', assertions.toReversed(), originCount)).toBe(expected)
})

test('derives the certainty of a NEGATIVE event from the claims that it did not happen', () => {
  const denied = assertion('REPORTED', 'NEGATIVE')
  expect(deriveCertainty('NEGATIVE', [denied], 1)).toBe('REPORTED')
  expect(deriveCertainty('NEGATIVE', [denied, SAYS], 1)).toBe('DISPUTED')
})
