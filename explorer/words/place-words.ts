import { precisionWords } from './enum-words.ts'

/** A location of an event, as the graph has it. */
export interface Location {
  precision: string
  radiusKm?: number | null
  text?: string | null
  place?: { name: string } | null
}

/** How precisely the place of an event is known: "known to the town, within 5 km". */
export function locationWords({ precision, radiusKm }: Location): string {
  return [precisionWords(precision), ...(radiusKm ? [`within ${radiusKm.toLocaleString('en')} km`] : [])].join(', ')
}
