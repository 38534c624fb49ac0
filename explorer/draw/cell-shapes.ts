import type { Circle, MapPlace } from './map-shapes.ts'

/** A part of the globe, in degrees. */
export interface Box {
  west: number
  south: number
  east: number
  north: number
}

/** The events of a cell of the map, or of a place that is known less precisely than the cells. */
export interface CellGroup {
  count: number
  cell: Box | null
  place: MapPlace | null
}

export interface CellShapes {
  /** Cells, with a weight of 0 to 1 by their counts. */
  cells: { box: Box; count: number; weight: number }[]
  /** Regions and countries with the events that are somewhere in them. */
  areas: { name: string; id: string; circle: Circle; isCountry: boolean; count: number }[]
  /** Settlements and sites with the events that are somewhere at them or near them. */
  points: { name: string; id: string; latitude: number; longitude: number; count: number }[]
  /** Places whose extent is not known, and the events without a place. */
  tray: { name: string; id: string | undefined; count: number }[]
}

/** The kinds of places whose coordinates are where they are, and not only their centre. */
const POINT_KINDS = ['SETTLEMENT', 'SITE']

/** The shapes of a map of cells: no event is drawn more precisely than its cell or its area. */
export function cellShapes(groups: readonly CellGroup[]): CellShapes {
  const most = Math.max(1, ...groups.map(({ cell, count }) => (cell ? count : 0)))
  const shapes: CellShapes = { cells: [], areas: [], points: [], tray: [] }
  for (const { cell, place, count } of groups) {
    if (cell) shapes.cells.push({ box: cell, count, weight: Math.log1p(count) / Math.log1p(most) })
    else if (place?.extent) {
      const { id, name, extent, kind } = place
      shapes.areas.push({ id, name, circle: extent, isCountry: kind === 'COUNTRY', count })
    } else if (place && POINT_KINDS.includes(place.kind) && place.latitude !== null && place.longitude !== null) {
      const { id, name, latitude, longitude } = place
      shapes.points.push({ id, name, latitude, longitude, count })
    } else shapes.tray.push({ name: place?.name ?? 'no place is stated', id: place?.id, count })
  }
  // The largest first, so that a small area stays on top and can be chosen.
  shapes.areas.sort((a, b) => b.circle.radiusKm - a.circle.radiusKm)
  return shapes
}

export const WORLD: Box = { west: -180, south: -60, east: 180, north: 80 }

/** Reads a box from an address: west, south, east and north, separated by commas. */
export function parseBox(text: string | undefined): Box | undefined {
  const [west = NaN, south = NaN, east = NaN, north = NaN] = (text ?? '').split(',').map(Number)
  const isBox = west < east && south < north && west >= -180 && east <= 180 && south >= -90 && north <= 90
  return isBox ? { west, south, east, north } : undefined
}

/** The width of a cell at zoom 0, in degrees; half of it at each further zoom. */
const CELL_DEGREES = 45
const CELLS_ACROSS = 32
/** The API has finer cells only within a box. */
const MAX_WORLD_ZOOM = 3
const MAX_ZOOM = 12

/** The zoom at which about 32 cells lie side by side in a box. */
export function zoomOf(box: Box | undefined): number {
  if (!box) return MAX_WORLD_ZOOM
  const zoom = Math.ceil(Math.log2((CELL_DEGREES * CELLS_ACROSS) / (box.east - box.west)))
  return Math.min(Math.max(zoom, 0), MAX_ZOOM)
}

/** Cells and their neighbours: where a click on a cell leads to. */
export function around({ west, south, east, north }: Box, margin = 1): Box {
  const [width, height] = [(east - west) * margin, (north - south) * margin]
  return {
    west: Math.max(west - width, -180),
    south: Math.max(south - height, -90),
    east: Math.min(east + width, 180),
    north: Math.min(north + height, 90),
  }
}

/** A box as a parameter of an address. */
export function boxText({ west, south, east, north }: Box): string {
  return [west, south, east, north].map((degrees) => Math.round(degrees * 1000) / 1000).join()
}

/** What a map shows of a box: a high one has its surroundings to the west and the east. */
export function widened({ west, south, east, north }: Box, maxRatio = 0.6): Box {
  const missing = Math.max((north - south) / maxRatio - (east - west), 0) / 2
  return { west: Math.max(west - missing, -180), south, east: Math.min(east + missing, 180), north }
}
