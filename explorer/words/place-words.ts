import { precisionWords } from './enum-words.ts'

/** A location of an event, as the graph has it. */
export interface Location {
  precision: string
  radiusKm?: number | null
  text?: string | null
  place?: { name: string } | null
}

/** Where an event took place, with how precisely that is known: "Dagestan (known only to the region)". */
export function locationWords({ precision, radiusKm, place }: Location): string {
  const precise = [precisionWords(precision), ...(radiusKm ? [`within ${radiusKm.toLocaleString('en')} km`] : [])]
  return place ? `${place.name} (${precise.join(', ')})` : precise.join(', ')
}
