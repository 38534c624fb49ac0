import type { CERTAINTIES, POLARITIES } from '../../database/tables/enums.ts'
import { groupByOrigin, isProven, type SourceClaim } from '../origins/origins.ts'

export type Certainty = (typeof CERTAINTIES)[number]
type Polarity = (typeof POLARITIES)[number]

/** The properties of a claim from which the certainty of an event is derived. */
export interface Assertion {
  certainty: Certainty
  polarity: Polarity
}

/** So many proven independent origins confirm an event that none denies. */
const CONFIRMING_ORIGINS = 2

/**
 * Derives the certainty of an event or a relation from the claims about it. The first rule that
 * applies decides:
 *
 * 1. RETRACTED claims do not count; if all claims are RETRACTED: RETRACTED. Without any claim: REPORTED.
 * 2. Asserted by one claim and denied by another (or asserted with the opposite polarity): DISPUTED.
 * 3. Only denied: DENIED.
 * 4. Asserted by two or more proven independent origins: CONFIRMED. No source confirms by its authority.
 * 5. Asserted by any claim: REPORTED.
 * 6. Otherwise the sources do not know: UNCLEAR.
 * @param polarity of the event; POSITIVE for a relation
 * @param assertions the claims that the event took place, or that it did not
 * @param originCount see `countOrigins`; claims of one article have at most one origin
 */
export function deriveCertainty(polarity: Polarity, assertions: readonly Assertion[], originCount: number): Certainty {
  const standing = standingClaims(assertions)
  if (standing.length === 0) return assertions.length > 0 ? 'RETRACTED' : 'REPORTED'
  const { asserting, denying } = sidesOf(polarity, standing)
  if (asserting.length > 0 && denying.length > 0) return 'DISPUTED'
  if (denying.length > 0) return 'DENIED'
  if (asserting.length === 0) return 'UNCLEAR'
  return originCount >= CONFIRMING_ORIGINS ? 'CONFIRMED' : 'REPORTED'
}

/**
 * Counts the origins of which it is proven that they assert an event independently of each other: at least 1 if any
 * claim asserts it, since one source that is not proven is a source still; 0 if none does.
 * @param polarity of the event; POSITIVE for a relation
 * @param assertions the claims that the event took place, or that it did not, with what decides on their origins
 */
export function countOrigins(polarity: Polarity, assertions: readonly (Assertion & SourceClaim)[]): number {
  const standing = standingClaims(assertions)
  const asserting = new Set(sidesOf(polarity, standing).asserting)
  const proven = groupByOrigin(standing).filter(({ claims }) =>
    claims.some((claim) => asserting.has(claim) && isProven(claim)),
  )
  return Math.max(proven.length, Math.min(asserting.size, 1))
}

/** The claims that are not retracted. */
export function standingClaims<Claim extends Pick<Assertion, 'certainty'>>(claims: readonly Claim[]): Claim[] {
  return claims.filter(({ certainty }) => certainty !== 'RETRACTED')
}

/**
 * Splits claims into those that assert the event and those that deny it. UNCLEAR and RETRACTED claims are on neither
 * side.
 * @param polarity of the event
 */
export function sidesOf<Claim extends Assertion>(
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
  return certainty === 'REPORTED'
}
