import type { CERTAINTIES, POLARITIES } from '../../database/tables/enums.ts'

export type Certainty = (typeof CERTAINTIES)[number]
type Polarity = (typeof POLARITIES)[number]

/** The properties of a claim from which the certainty of an event is derived. */
export interface Assertion {
  certainty: Certainty
  polarity: Polarity
  /** The original source: the first link of the attribution chain, or the article if the chain is empty. */
  origin: string
  article: string
}

/**
 * Derives the certainty of an event or a relation from the claims about it. The first rule that
 * applies decides:
 *
 * 1. RETRACTED claims do not count; if all claims are RETRACTED: RETRACTED. Without any claim: REPORTED.
 * 2. Asserted by one claim and denied by another (or asserted with the opposite polarity): DISPUTED.
 * 3. Only denied: DENIED.
 * 4. Asserted by a CONFIRMED claim, or by two sources in two articles: CONFIRMED.
 * 5. Asserted by any claim: REPORTED.
 * 6. Otherwise the sources do not know: UNCLEAR.
 * @param polarity of the event; POSITIVE for a relation
 * @param assertions the claims that the event took place, or that it did not
 */
export function deriveCertainty(polarity: Polarity, assertions: readonly Assertion[]): Certainty {
  const validAssertions = assertions.filter(({ certainty }) => certainty !== 'RETRACTED')
  if (validAssertions.length === 0) return assertions.length > 0 ? 'RETRACTED' : 'REPORTED'
  const { asserting, denying } = sidesOf(polarity, validAssertions)
  if (asserting.length > 0 && denying.length > 0) return 'DISPUTED'
  if (denying.length > 0) return 'DENIED'
  if (asserting.length === 0) return 'UNCLEAR'
  return asserting.some(({ certainty }) => certainty === 'CONFIRMED') || areIndependent(asserting)
    ? 'CONFIRMED'
    : 'REPORTED'
}

/**
 * Splits claims into those that assert the event and those that deny it. UNCLEAR and RETRACTED claims are on neither
 * side.
 * @param polarity of the event
 */
export function sidesOf<Claim extends Pick<Assertion, 'certainty' | 'polarity'>>(
  polarity: Polarity,
  claims: readonly Claim[],
): { asserting: Claim[]; denying: Claim[] } {
  return {
    asserting: claims.filter((claim) => isAsserted(claim) && claim.polarity === polarity),
    denying: claims.filter(
      (claim) => claim.certainty === 'DENIED' || (isAsserted(claim) && claim.polarity !== polarity),
    ),
  }
}

/**
 * Selects the claims that decide on the certainty of an event: those with the aspect OCCURRENCE, or all if there are
 * none.
 */
export function decidingClaims<Claim extends { aspect: string }>(claims: readonly Claim[]): readonly Claim[] {
  const occurrence = claims.filter(({ aspect }) => aspect === 'OCCURRENCE')
  return occurrence.length > 0 ? occurrence : claims
}

/** Whether a claim asserts what it is about. */
export function isAsserted({ certainty }: Pick<Assertion, 'certainty'>): boolean {
  return certainty === 'CONFIRMED' || certainty === 'REPORTED'
}

function areIndependent(assertions: readonly Assertion[]): boolean {
  return assertions.some((a) => assertions.some((b) => a.origin !== b.origin && a.article !== b.article))
}
