import { geoContains, geoPath } from 'd3-geo'
import { expect, test } from 'vitest'
import { mapShapes } from '../../../explorer/draw/map-shapes.ts'
import { countryAt, polygonOf, projectionFor } from '../../../explorer/draw/projection.ts'
import { readWorld } from '../../../explorer/parts/map/world.ts'

const [WIDTH, HEIGHT] = [720, 380]

function itemsAt(points: readonly [latitude: number, longitude: number][]) {
  return mapShapes(
    points.map(([latitude, longitude]) => ({
      location: { precision: 'SITE', latitude, longitude, radiusKm: 300, place: null },
      count: 1,
      isCoded: false,
      name: 'x',
      href: '/x',
    })),
  )
}

test('a disc across the antimeridian is small on a map of its surroundings, and in two parts on one of the world', () => {
  const near = itemsAt([
    [-17, 179.5],
    [-17, -179.5],
  ])
  const local = projectionFor(near, WIDTH, HEIGHT)
  const [[left, top], [right, bottom]] = geoPath(local).bounds(polygonOf(near.discs[0]!.circle))
  expect(right - left).toBeLessThan(WIDTH / 2)
  expect(bottom - top).toBeLessThan(HEIGHT)
  const [x] = local([179.5, -17])!
  const [other] = local([-179.5, -17])!
  expect(Math.abs(x - other)).toBeLessThan(WIDTH / 4)
  const spread = itemsAt([
    [-17, 179.5],
    [50, 10],
    [10, -80],
  ])
  const world = projectionFor(spread, WIDTH, HEIGHT)
  const outline = geoPath(world)(polygonOf(spread.discs[0]!.circle))!
  expect(outline.match(/M/g)).toHaveLength(2)
  // No part reaches across the map.
  for (const part of outline.split('M').filter(Boolean)) {
    const xs = part.match(/[\d.]+(?=,)/g)!.map(Number)
    expect(Math.max(...xs) - Math.min(...xs)).toBeLessThan(WIDTH / 10)
  }
})

test('a disc around a pole contains the pole and is drawn with an area', () => {
  const { discs } = itemsAt([[89.9, 30]])
  const polygon = polygonOf(discs[0]!.circle)
  expect(geoContains(polygon, [0, 90])).toBe(true)
  expect(geoContains(polygon, [0, 80])).toBe(false)
  const path = geoPath(projectionFor(itemsAt([[89.9, 30]]), WIDTH, HEIGHT))
  expect(path.area(polygon)).toBeGreaterThan(100)
  expect(path.area(polygon)).toBeLessThan(WIDTH * HEIGHT)
})

test('a country is found by a point in it, and disputed borders are apart from others', () => {
  const { countries, borders, disputed } = readWorld()
  const nameAt = (latitude: number, longitude: number) =>
    countryAt(countries, { latitude, longitude, radiusKm: 1 })?.properties.name
  expect([nameAt(40.4, 48.5), nameAt(55, 100), nameAt(-17.8, 178), nameAt(0, -30)]).toEqual([
    'Azerbaijan',
    'Russia',
    'Fiji',
    undefined,
  ])
  expect(disputed.coordinates.length).toBeGreaterThan(5)
  expect(borders.coordinates.length).toBeGreaterThan(disputed.coordinates.length)
})
