import { isArea, pointOfLocation } from '../../schema/event/point-of-location.ts'

/** A location of an event, as the graph has it. */
export interface MapLocation {
  precision: string
  latitude: number | null
  longitude: number | null
  radiusKm: number | null
  place: MapPlace | null
}

/** A place, as the graph has it. */
export interface MapPlace {
  id: string
  name: string
  kind: string
  latitude: number | null
  longitude: number | null
  extent?: Circle | null
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

const AREAS = ['COUNTRY', 'ADM1', 'ADM2']

/** The shapes of events on a map. None claims more precision than the location has. */
export function mapShapes(items: readonly MapItem[]): MapShapes {
  const shapes: MapShapes = { discs: [], areas: [], tray: [] }
  for (const item of items) {
    const point = pointOfLocation(item.location)
    const area = point ? undefined : areaOf(item.location)
    if (point) shapes.discs.push({ item, circle: { ...point, radiusKm: item.location?.radiusKm ?? 0 } })
    else if (area) shapes.areas.push({ item, circle: area, isCountry: item.location?.place?.kind === 'COUNTRY' })
    else shapes.tray.push(item)
  }
  return shapes
}

function areaOf(location: MapLocation | null): Circle | undefined {
  const { precision = 'UNKNOWN', place } = location ?? {}
  const isInArea = AREAS.includes(precision) || (place && isArea(place))
  return (isInArea && place?.extent) || undefined
}
