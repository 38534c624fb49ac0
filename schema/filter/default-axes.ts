import { isGiven } from '../../database/sql/conditions.ts'
import type { CountedFilter } from './condition.ts'
import { nestedFilters, type EventFilter } from './event-filter.ts'

const ALL_CERTAINTIES_BUT_RETRACTED = ['CONFIRMED', 'REPORTED', 'UNCLEAR', 'DENIED', 'DISPUTED'] as const

/**
 * Adds the default axes to a filter: events that took place and are not retracted. An axis that the filter names at any
 * depth gets no default.
 */
export function withDefaults(where: EventFilter): EventFilter {
  const filters = nestedFilters(where)
  const isNamed = (axis: 'realis' | 'polarity' | 'certainty') => filters.some((filter) => isGiven(filter[axis]))
  return {
    ...where,
    ...(!isNamed('realis') && { realis: ['ACTUAL'] }),
    ...(!isNamed('polarity') && { polarity: ['POSITIVE'] }),
    ...(!isNamed('certainty') && { certainty: [...ALL_CERTAINTIES_BUT_RETRACTED] }),
  }
}

/** Whether a filter has the default value on all three axes. */
export function hasDefaultAxes({ realis, polarity, certainty }: CountedFilter): boolean {
  return (
    hasExactly(realis, ['ACTUAL']) && hasExactly(polarity, ['POSITIVE']) && hasAllCertaintiesButRetracted(certainty)
  )
}

/** Whether these are the values of the default, in any order. */
export function hasAllCertaintiesButRetracted(certainties: readonly string[] | undefined): boolean {
  return hasExactly(certainties, ALL_CERTAINTIES_BUT_RETRACTED)
}

function hasExactly(values: readonly string[] | undefined, expected: readonly string[]): boolean {
  const distinct = new Set(values)
  return distinct.size === expected.length && expected.every((value) => distinct.has(value))
}
