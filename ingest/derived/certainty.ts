import type { CERTAINTIES, POLARITIES } from '../../database/tables/enums.ts'

export type Certainty = (typeof CERTAINTIES)[number]
type Polarity = (typeof POLARITIES)[number]

/** What of a claim tells how sure an event is. */
export interface Assertion {
  certainty: Certainty
  polarity: Polarity
  /** Where the claim originates: the first link of its chain. */
  origin: string
  /** The article that has it. */
  article: string
}

/**
 * How sure an event, or a relation, is (DESIGN.md section 1). Nobody states it: it follows from the claims, in this order.
 *
 * 1. Claims that were taken back do not count; where all were, it is RETRACTED.
 * 2. Asserted by one claim and denied by another (or asserted with the other polarity): DISPUTED.
 * 3. Only denied: DENIED.
 * 4. Asserted by a claim that is itself CONFIRMED, or in two articles by two origins: CONFIRMED.
 * 5. Asserted at all: REPORTED.
 * 6. Else the sources say that they do not know: UNCLEAR.
 * @param polarity of the event; that of a relation is POSITIVE
 * @param assertions the claims that it took place, or that it did not; none where nobody speaks of it
 */
export function deriveCertainty(polarity: Polarity, assertions: readonly Assertion[]): Certainty {
  const standing = assertions.filter(({ certainty }) => certainty !== 'RETRACTED')
  if (standing.length === 0) return assertions.length > 0 ? 'RETRACTED' : 'REPORTED'
  const { asserting, denying } = sidesOf(polarity, standing)
  if (asserting.length > 0 && denying.length > 0) return 'DISPUTED'
  if (denying.length > 0) return 'DENIED'
  if (asserting.length === 0) return 'UNCLEAR'
  return asserting.some(({ certainty }) => certainty === 'CONFIRMED') || areIndependent(asserting)
    ? 'CONFIRMED'
    : 'REPORTED'
}

/**
 * The two sides that claims take.
 * @param polarity of the event
 * @param claims that it took place, or that it did not
 * @returns those that assert it, and those that assert the contrary; none of those that do not know, or were taken back
 */
export function sidesOf<Claim extends Pick<Assertion, 'certainty' | 'polarity'>>(
  polarity: Polarity,
  claims: readonly Claim[],
): { asserting: Claim[]; denying: Claim[] } {
  return {
    asserting: claims.filter((each) => isAsserted(each) && each.polarity === polarity),
    denying: claims.filter((each) => each.certainty === 'DENIED' || (isAsserted(each) && each.polarity !== polarity)),
  }
}

/** Of the claims about an event, those that say whether it took place: all of them, where none speaks of just that. */
export function decidingOf<Claim extends { aspect: string }>(claims: readonly Claim[]): readonly Claim[] {
  const occurrence = claims.filter(({ aspect }) => aspect === 'OCCURRENCE')
  return occurrence.length > 0 ? occurrence : claims
}

function isAsserted({ certainty }: Pick<Assertion, 'certainty'>): boolean {
  return certainty === 'CONFIRMED' || certainty === 'REPORTED'
}

function areIndependent(assertions: readonly Assertion[]): boolean {
  return assertions.some((one) =>
    assertions.some((other) => one.origin !== other.origin && one.article !== other.article),
  )
}
