import { isGiven } from '../../database/sql/conditions.ts'
import type { CountedFilter } from './condition.ts'
import { nestedFilters, type EventFilter } from './event-filter.ts'

const ALL_CERTAINTIES_BUT_RETRACTED = ['CONFIRMED', 'REPORTED', 'UNCLEAR', 'DENIED', 'DISPUTED', 'UNVERIFIED'] as const

const ALL_EVIDENCE_BUT_CODED = ['QUOTED', 'LISTED'] as const

/** A filter that names one of these fields, at any depth but not under `not`, has no default of the evidence. */
const FIELDS_THAT_OPEN_EVIDENCE = ['evidence', 'dataset', 'ids', 'externalId'] as const satisfies (keyof EventFilter)[]

/** The axes that have defaults in a list. With CERTAINTY_ONLY it has events of every realis, polarity and evidence. */
export type DefaultAxes = 'ALL' | 'CERTAINTY_ONLY'

/**
 * Adds the default axes to a filter: events that took place, that people have read or checked, and that are not
 * retracted. An axis that the filter names at any depth gets no default; of the evidence see
 * `FIELDS_THAT_OPEN_EVIDENCE`.
 */
export function withDefaults(where: EventFilter, axes: DefaultAxes = 'ALL'): EventFilter {
  const filters = nestedFilters(where, { withNot: true })
  const isNamed = (axis: 'realis' | 'polarity' | 'certainty') => filters.some((filter) => isGiven(filter[axis]))
  const isEvidenceOpen = nestedFilters(where, { withNot: false }).some((filter) =>
    FIELDS_THAT_OPEN_EVIDENCE.some((field) => isGiven(filter[field])),
  )
  const all = axes === 'ALL'
  return {
    ...where,
    ...(all && !isNamed('realis') && { realis: ['ACTUAL'] }),
    ...(all && !isNamed('polarity') && { polarity: ['POSITIVE'] }),
    ...(all && !isEvidenceOpen && { evidence: [...ALL_EVIDENCE_BUT_CODED] }),
    ...(!isNamed('certainty') && { certainty: [...ALL_CERTAINTIES_BUT_RETRACTED] }),
  }
}

/** Whether a filter has the default value on all axes. */
export function hasDefaultAxes({ realis, polarity, evidence, certainty }: CountedFilter): boolean {
  return (
    isActual(realis) &&
    isPositive(polarity) &&
    hasAllEvidenceButCoded(evidence) &&
    hasAllCertaintiesButRetracted(certainty)
  )
}

/** Whether a condition is the default of an axis, which most events meet. */
export function isDefaultAxis({ realis, polarity, evidence, certainty, ...others }: CountedFilter): boolean {
  return (
    Object.keys(others).length === 0 &&
    (realis === undefined || isActual(realis)) &&
    (polarity === undefined || isPositive(polarity)) &&
    (evidence === undefined || hasAllEvidenceButCoded(evidence)) &&
    (certainty === undefined || hasAllCertaintiesButRetracted(certainty))
  )
}

/** Whether this is the value of the default. */
export function isActual(realis: readonly string[] | undefined): boolean {
  return hasExactly(realis, ['ACTUAL'])
}

/** Whether this is the value of the default. */
export function isPositive(polarity: readonly string[] | undefined): boolean {
  return hasExactly(polarity, ['POSITIVE'])
}

/** Whether these are the values of the default, in any order. */
export function hasAllEvidenceButCoded(evidence: readonly string[] | undefined): boolean {
  return hasExactly(evidence, ALL_EVIDENCE_BUT_CODED)
}

/** Whether these are the values of the default, in any order. */
export function hasAllCertaintiesButRetracted(certainties: readonly string[] | undefined): boolean {
  return hasExactly(certainties, ALL_CERTAINTIES_BUT_RETRACTED)
}

function hasExactly(values: readonly string[] | undefined, expected: readonly string[]): boolean {
  const distinct = new Set(values)
  return distinct.size === expected.length && expected.every((value) => distinct.has(value))
}
