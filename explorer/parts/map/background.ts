import { geoPath, type GeoProjection } from 'd3-geo'
import type { Feature, Geometry } from 'geojson'
import type { Circle } from '../../draw/map-shapes.ts'
import { countryAt } from '../../draw/projection.ts'
import { readWorld } from './world.ts'

/** What lies under the shapes of a map, as paths of SVG. */
export interface Background {
  sea: string
  land: string
  borders: string
  disputed: string
}

/** Most requests are for the map of the world, or for places that many ask for. */
const MAX_KEPT = 32
const kept = new Map<string, Background>()

/** The background of a map. Projecting the borders of the world takes most of the time of a page, so it is kept. */
export function backgroundOf(projection: GeoProjection): Background {
  const key = JSON.stringify([projection.scale(), projection.translate(), projection.rotate(), projection.clipExtent()])
  const known = kept.get(key)
  if (known) return known
  const { land, borders, disputed } = readWorld()
  const path = geoPath(projection).digits(1)
  const draw = (object: Parameters<typeof path>[0]) => path(object) ?? ''
  const background = {
    sea: draw({ type: 'Sphere' }),
    land: draw(land),
    borders: draw(borders),
    disputed: draw(disputed),
  }
  const [oldest] = kept.keys()
  if (kept.size >= MAX_KEPT && oldest !== undefined) kept.delete(oldest)
  kept.set(key, background)
  return background
}

/** By the middles of countries, of which there are some hundred. */
const countries = new Map<string, Feature<Geometry, { name: string }> | undefined>()

/** The outline of the country around the middle of an area, if the map draws it. */
export function outlineOf(circle: Circle): Feature<Geometry, { name: string }> | undefined {
  const key = `${circle.longitude},${circle.latitude}`
  if (!countries.has(key)) countries.set(key, countryAt(readWorld().countries, circle))
  return countries.get(key)
}
