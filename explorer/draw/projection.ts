import {
  geoAzimuthalEqualArea,
  geoCentroid,
  geoCircle,
  geoContains,
  geoDistance,
  geoEqualEarth,
  geoEquirectangular,
  type GeoProjection,
} from 'd3-geo'
import type { Feature, Geometry, Polygon } from 'geojson'
import type { Box } from './cell-shapes.ts'
import type { Circle, MapShapes } from './map-shapes.ts'

const EARTH_RADIUS_KM = 6371
/** A map of one town still shows its surroundings. */
const MIN_RADIUS_KM = 350
/** A view that is wider than this, in degrees around its middle, shows the whole world. */
const MAX_LOCAL_DEGREES = 35

/** A circle on the globe as a polygon: also right around a pole, and cut where the map ends. */
export function polygonOf({ latitude, longitude, radiusKm }: Circle): Polygon {
  const degrees = Math.min((radiusKm / EARTH_RADIUS_KM) * (180 / Math.PI), 179)
  return geoCircle().center([longitude, latitude]).radius(degrees)()
}

/** The projection of a map that shows shapes: of the world, or of their surroundings if they are near each other. */
export function projectionFor({ discs, areas }: MapShapes, width: number, height: number): GeoProjection {
  const circles = [...discs, ...areas].map(({ circle }) => circle)
  const local = surroundingsOf(circles)
  if (local === undefined) {
    return geoEqualEarth().fitExtent(
      [
        [2, 2],
        [width - 2, height - 2],
      ],
      { type: 'Sphere' },
    )
  }
  const { latitude, longitude } = local
  return geoAzimuthalEqualArea()
    .rotate([-longitude, -latitude])
    .clipAngle(90)
    .fitExtent(
      [
        [8, 8],
        [width - 8, height - 8],
      ],
      polygonOf(local),
    )
    .clipExtent([
      [0, 0],
      [width, height],
    ])
}

function surroundingsOf(circles: readonly Circle[]): Circle | undefined {
  if (circles.length === 0) return undefined
  const points = circles.map(({ longitude, latitude }): [number, number] => [longitude, latitude])
  const [longitude, latitude] = geoCentroid({ type: 'MultiPoint', coordinates: points })
  if (Number.isNaN(longitude) || Number.isNaN(latitude)) return undefined
  const reachKm = Math.max(
    ...circles.map(
      (circle, i) => geoDistance(points[i] ?? [0, 0], [longitude, latitude]) * EARTH_RADIUS_KM + circle.radiusKm,
    ),
  )
  const radiusKm = Math.max(reachKm * 1.1, MIN_RADIUS_KM)
  return (radiusKm / EARTH_RADIUS_KM) * (180 / Math.PI) > MAX_LOCAL_DEGREES
    ? undefined
    : { latitude, longitude, radiusKm }
}

/** The country that has a point, if the map draws it. */
export function countryAt(
  countries: readonly Feature<Geometry, { name: string }>[],
  { longitude, latitude }: Circle,
): Feature<Geometry, { name: string }> | undefined {
  return countries.find((country) => geoContains(country, [longitude, latitude]))
}

/** The projection of a box: degrees are as wide as they are high, so that cells are squares. */
export function projectionOfBox(box: Box, width: number): { projection: GeoProjection; height: number } {
  const scale = width / (box.east - box.west)
  const height = Math.round((box.north - box.south) * scale)
  const projection = geoEquirectangular()
    .scale((scale * 180) / Math.PI)
    .translate([-box.west * scale, box.north * scale])
    .clipExtent([
      [0, 0],
      [width, height],
    ])
  return { projection, height }
}
