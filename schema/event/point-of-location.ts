interface Coordinates {
  latitude: number | null
  longitude: number | null
}

/** A location of an event, as the graph has it. */
interface Located extends Coordinates {
  precision: string
  radiusKm: number | null
  place: (Coordinates & { kind: string }) | null
}

/** The precisions of places that are points on a map of the world. */
const POINTS = ['SITE', 'SETTLEMENT', 'NEAR_SETTLEMENT']
/** Those that are points only if it is stated within which radius. */
const CIRCLES = ['LINEAR_OR_FUZZY', 'WATER_OR_AIRSPACE']
/** The kinds of places that are no points: their coordinates are those of their centres. */
const AREA_KINDS = ['COUNTRY', 'ADM1', 'ADM2', 'DISPUTED_REGION']

/** Whether a place is an area, so that its coordinates are only those of its centre. */
export function isArea({ kind }: { kind: string }): boolean {
  return AREA_KINDS.includes(kind)
}

/**
 * Returns the point that a map may show for a location: its own coordinates, else those of its place; undefined if it is
 * known less precisely than that, such as only its country.
 */
export function pointOfLocation(location: Located | null): { latitude: number; longitude: number } | undefined {
  if (!location) return undefined
  const { precision, radiusKm, place } = location
  if (!POINTS.includes(precision) && !(CIRCLES.includes(precision) && radiusKm !== null)) return undefined
  return coordinatesOf(location) ?? (place && !isArea(place) ? coordinatesOf(place) : undefined)
}

function coordinatesOf({ latitude, longitude }: Coordinates) {
  return latitude === null || longitude === null ? undefined : { latitude, longitude }
}
