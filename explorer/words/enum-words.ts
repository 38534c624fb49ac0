/** What the values of closed lists are called on pages, where the plain form of the value does not say enough. */
const WORDS: Readonly<Record<string, string>> = {
  // Realis
  ACTUAL: 'took place',
  SCHEDULED: 'planned',
  DESIRED: 'asked for',
  HYPOTHETICAL: 'only considered',
  // Evidence
  QUOTED: 'quoted: rests on the words of an article',
  LISTED: 'listed: people made or checked it',
  CODED: 'coded: only a machine has read it',
  // Relations, read from this event to the other
  AIMS_TO_END: 'is meant to end',
  ANNOUNCES: 'announces',
  CONNECTED_WITH: 'is connected with',
  CONTENT_OF: 'was said or done in',
  FOLLOWS: 'happened after',
  INITIATES: 'set off',
  OUTCOME_OF: 'came of',
  PURPOSE_OF: 'was the purpose of',
  REPORTS: 'reports',
  RESPONSE_TO: 'responds to',
  SUBEVENT_OF: 'is a part of',
  VIOLATES: 'breaches',
  // Kinds of places
  ADM1: 'region',
  ADM2: 'district',
  // Numbers
  VAGUE_PLURAL: 'no exact number',
}

/** A relation read the other way: from the target to the source. */
const INVERSE: Readonly<Record<string, string>> = {
  AIMS_TO_END: 'is to be ended by',
  ANNOUNCES: 'is announced by',
  CONNECTED_WITH: 'is connected with',
  CONTENT_OF: 'was the occasion of',
  FOLLOWS: 'happened before',
  INITIATES: 'was set off by',
  OUTCOME_OF: 'led to',
  PURPOSE_OF: 'may have had as its purpose',
  REPORTS: 'is reported by',
  RESPONSE_TO: 'is answered by',
  SUBEVENT_OF: 'includes',
  VIOLATES: 'is breached by',
}

/** The words for a value of a closed list or the name of a field, such as "phone call" for PHONE_CALL. */
export function wordsOf(value: string): string {
  return (
    WORDS[value] ??
    value
      .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
      .toLowerCase()
      .replaceAll('_', ' ')
  )
}

/** The words for a value of a closed list as a label, such as "Phone call". */
export function labelOf(value: string): string {
  const words = wordsOf(value)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** How an event is related to another, such as "responds to". */
export function relationWords(kind: string, direction: 'INCOMING' | 'OUTGOING'): string {
  return direction === 'OUTGOING' ? wordsOf(kind) : (INVERSE[kind] ?? wordsOf(kind))
}

const PRECISIONS: Readonly<Record<string, string>> = {
  SITE: 'known to the site',
  SETTLEMENT: 'known to the town',
  NEAR_SETTLEMENT: 'near the town',
  ADM1: 'known only to the region',
  ADM2: 'known only to the district',
  COUNTRY: 'known only to the country',
  LINEAR_OR_FUZZY: 'along a line, or in an area without clear bounds',
  WATER_OR_AIRSPACE: 'on water or in the air',
  UNKNOWN: 'place not known',
}

/** How precisely a place is known, in words. */
export function precisionWords(precision: string): string {
  return PRECISIONS[precision] ?? wordsOf(precision)
}

const BASES: Readonly<Record<string, string>> = {
  EXPLICIT: 'stated in the text',
  RELATIVE: 'read from the date of the article',
  INFERRED: 'inferred, not stated',
}

/** How a value was determined, in words. */
export function basisWords(basis: string): string {
  return BASES[basis] ?? wordsOf(basis)
}
