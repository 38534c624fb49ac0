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

/** Of a longer text, credits are read in this much of its start and end, in UTF-16 code units. */
const START = 150_000
const END = 10_000

/**
 * Reads from a text what decides on its origin. It takes some tenths of a second for the longest text that a report may
 * have, so call it before the write lock is taken.
 */
export function readSource(text: string): KeptOfText {
  const ends = text.length <= START + END ? text : `${text.slice(0, START)}\n${text.slice(-END)}`
  return {
    fingerprint: fingerprintOf(text),
    agencies: agenciesCreditedIn(ends),
    creditedNames: creditedNamesIn(ends),
  }
}
