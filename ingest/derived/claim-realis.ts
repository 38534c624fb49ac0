import type { REALIS } from '../../database/tables/enums.ts'
import { isAsserted, type Assertion } from './certainty.ts'

type Realis = (typeof REALIS)[number]

/**
 * What a claim says about an event of some realis. A claim that asserts another realis, such as "is scheduled" of a
 * meeting that took place, leaves it UNCLEAR; a denial stays one.
 * @param realis that of the event
 * @param claimed that of the claim
 */
export function towardsRealis<Claim extends Assertion>(realis: Realis, claimed: Realis, assertion: Claim): Claim {
  return claimed === realis || !isAsserted(assertion) ? assertion : { ...assertion, certainty: 'UNCLEAR' }
}
