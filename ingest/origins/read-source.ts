import { agenciesCreditedIn } from './agency-credits.ts'
import { creditedNamesIn } from './credited-names.ts'
import { fingerprintOf } from './fingerprint.ts'

/** What is kept of a text, whether or not the text itself may be kept. */
export interface KeptOfText {
  fingerprint: number[] | null
  /** Names of agencies, sorted. */
  agencies: string[]
  creditedNames: number[]
}

/**
 * Reads from a text what decides on its origin. Takes time in proportion to the text: about a second for the longest
 * that a report may have, so call it before the write lock is taken.
 */
export function readSource(text: string): KeptOfText {
  return {
    fingerprint: fingerprintOf(text),
    agencies: agenciesCreditedIn(text),
    creditedNames: creditedNamesIn(text),
  }
}
