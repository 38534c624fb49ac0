/** A location of an event, as the graph has it. */
export interface MapLocation {
  precision: string
  latitude: number | null
  longitude: number | null
  radiusKm: number | null
  place: {
    id: string
    name: string
    kind: string
    latitude: number | null
    longitude: number | null
    extent?: Circle | null
  } | null
}

/** A circle on the globe. */
export interface Circle {
  latitude: number
  longitude: number
  radiusKm: number
}

/** Events at one location. */
export interface MapItem {
  location: MapLocation | null
  /** How many events are there. */
  count: number
  /** Whether only a machine has read all of them. */
  isCoded: boolean
  name: string
  /** The address that shows the events. */
  href: string
}

interface Shape {
  item: MapItem
  circle: Circle
}

/** What is drawn, and what cannot be. */
export interface MapShapes {
  /** Points with the radius within which the event lies; those without a stated radius have the radius 0. */
  discs: Shape[]
  /** Regions and countries: their events are somewhere in them. */
  areas: (Shape & { isCountry: boolean })[]
  /** Items without a place, or whose place has no known extent. */
  tray: MapItem[]
}

/** The precisions of places that are points on a map of the world. */
const POINTS = ['SITE', 'SETTLEMENT', 'NEAR_SETTLEMENT']
/** Those that are points only if it is stated within which radius. */
const CIRCLES = ['LINEAR_OR_FUZZY', 'WATER_OR_AIRSPACE']
const AREAS = ['COUNTRY', 'ADM1', 'ADM2']
/** The kinds of places that are no points: their coordinates are those of their centres. */
const AREA_KINDS = ['COUNTRY', 'ADM1', 'ADM2', 'DISPUTED_REGION']

/** The shapes of events on a map. None claims more precision than the location has. */
export function mapShapes(items: readonly MapItem[]): MapShapes {
  const shapes: MapShapes = { discs: [], areas: [], tray: [] }
  for (const item of items) {
    const disc = discOf(item.location)
    const area = disc ? undefined : areaOf(item.location)
    if (disc) shapes.discs.push({ item, circle: disc })
    else if (area) shapes.areas.push({ item, circle: area, isCountry: item.location?.place?.kind === 'COUNTRY' })
    else shapes.tray.push(item)
  }
  return shapes
}

function discOf(location: MapLocation | null): Circle | undefined {
  if (!location) return undefined
  const { precision, radiusKm, place } = location
  const isPoint = POINTS.includes(precision) || (CIRCLES.includes(precision) && radiusKm !== null)
  if (!isPoint) return undefined
  if (location.latitude !== null && location.longitude !== null) {
    return { latitude: location.latitude, longitude: location.longitude, radiusKm: radiusKm ?? 0 }
  }
  if (!place || AREA_KINDS.includes(place.kind) || place.latitude === null || place.longitude === null) return undefined
  return { latitude: place.latitude, longitude: place.longitude, radiusKm: radiusKm ?? 0 }
}

function areaOf(location: MapLocation | null): Circle | undefined {
  const { precision = 'UNKNOWN', place } = location ?? {}
  const isArea = AREAS.includes(precision) || (place && AREA_KINDS.includes(place.kind))
  return (isArea && place?.extent) || undefined
}
