import { expect } from 'vitest'
import { publishReport } from '../../../ingest/publish.ts'
import { reportDocument } from '../../support/documents/report-document.ts'
import { tablesOf, test, type Service } from '../../support/service.ts'

interface Extent {
  latitude: number
  longitude: number
  radiusKm: number
  basis: string
  pointCount: number | null
}

const EXTENTS = '{ places(first: 100) { nodes { name extent { latitude longitude radiusKm basis pointCount } } } }'

type Point = readonly [latitude: number, longitude: number]

/** A division with towns at these points. */
function division(name: string, points: readonly Point[], kind = 'ADM1') {
  const key = name.toLowerCase().replaceAll(' ', '-')
  const idOf = (text: string) => [
    { scheme: 'GEONAMES', value: BigInt(`0x${Buffer.from(text).toString('hex')}`).toString() },
  ]
  const towns = points.map(([latitude, longitude], i) => ({
    key: `${key}-${i}`,
    kind: 'SETTLEMENT',
    name: `${name} town ${i}`,
    latitude,
    longitude,
    externalIds: idOf(`${i} ${key}`),
    parents: [{ kind: 'PART_OF', place: key }],
  }))
  return [{ key, kind, name, externalIds: idOf(key.toUpperCase()) }, ...towns]
}

async function extentsOf(service: Service): Promise<Record<string, Extent | null>> {
  const { data, errors } = await service.ask<{ places: { nodes: { name: string; extent: Extent | null }[] } }>(EXTENTS)
  expect(errors).toBeUndefined()
  return Object.fromEntries(data.places.nodes.map(({ name, extent }) => [name, extent]))
}

async function publish(service: Service, places: readonly object[], url = 'https://news.example/places') {
  await publishReport(service.db, reportDocument({ article: { url }, places }), { by: 'test' })
}

/** The distance in kilometres by the angle between two vectors. */
function kmBetween(one: Point, other: Point): number {
  const [a, b] = [one, other].map(([latitude, longitude]) => {
    const [phi, lambda] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180]
    return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)]
  })
  const chord = Math.hypot(...a!.map((value, i) => value - b![i]!))
  return 2 * 6371.0088 * Math.asin(Math.min(1, chord / 2))
}

test('a country has the circle of its borders, by either of its codes; one that is not drawn has none', async ({
  service,
}) => {
  const country = (key: string, scheme: string, value: string) => ({
    key: key.toLowerCase(),
    kind: 'COUNTRY',
    name: key,
    externalIds: [{ scheme, value }],
  })
  await publish(service, [
    country('Azerbaijan', 'ISO3166_A2', 'AZ'),
    country('Armenia', 'ISO3166_A3', 'ARM'),
    country('Gibraltar', 'ISO3166_A2', 'GI'),
    country('Nowhere', 'WIKIDATA', 'Q1'),
  ])
  expect(await extentsOf(service)).toEqual({
    Azerbaijan: { latitude: 40.34, longitude: 47.67, radiusKm: 258, basis: 'BORDERS', pointCount: null },
    Armenia: { latitude: 40.29, longitude: 44.94, radiusKm: 204, basis: 'BORDERS', pointCount: null },
    Gibraltar: null,
    Nowhere: null,
  })
})

test('a division has a circle around its points, across the 180th meridian and at a pole, in any order', async ({
  service,
}) => {
  const points: Record<string, Point[]> = {
    Fiji: [
      [-17, 179],
      [-16, -179],
      [-18, 180],
      [-17.5, 178],
    ],
    Pole: [
      [-89, 0],
      [-89, 120],
      [-89, -120],
    ],
  }
  const places = Object.entries(points).flatMap(([key, each]) => [
    ...division(key, each),
    ...division(`${key} turned`, each.toReversed(), 'ADM2'),
  ])
  await publish(service, places)
  const extents = await extentsOf(service)
  for (const [key, each] of Object.entries(points)) {
    const extent = extents[key]!
    const farthest = Math.max(...each.map((point) => kmBetween([extent.latitude, extent.longitude], point)))
    expect(extent).toMatchObject({ basis: 'POINTS', pointCount: each.length, radiusKm: Math.ceil(farthest) })
    expect(extents[`${key} turned`]).toEqual(extent)
  }
  expect(extents['Fiji']).toMatchObject({ latitude: expect.closeTo(-17.1, 0), longitude: expect.closeTo(179.5, 0) })
  expect(extents['Pole']).toMatchObject({ latitude: -90, radiusKm: 112 })
  expect(extents['Fiji town 1']).toBeNull()
})

test('an area with fewer than three points has no circle, until a later report adds one', async ({ service }) => {
  const points: Point[] = [
    [40, 46],
    [40, 46],
    [41, 47],
  ]
  await publish(service, division('Aran', points, 'DISPUTED_REGION'))
  expect((await extentsOf(service))['Aran']).toBeNull()
  await publish(service, division('Aran', [...points, [42, 46]], 'DISPUTED_REGION'), 'https://news.example/later')
  expect((await extentsOf(service))['Aran']).toMatchObject({ pointCount: 3, basis: 'POINTS' })
})

test('the extents of many places cost one statement for countries and one for divisions', async ({ service }) => {
  await publish(service, [
    ...division('One', [
      [1, 1],
      [2, 2],
      [3, 1],
    ]),
    ...division('Two', []),
    { key: 'az', kind: 'COUNTRY', name: 'Azerbaijan', externalIds: [{ scheme: 'ISO3166_A2', value: 'AZ' }] },
    { key: 'am', kind: 'COUNTRY', name: 'Armenia', externalIds: [{ scheme: 'ISO3166_A2', value: 'AM' }] },
  ])
  service.statements.length = 0
  await extentsOf(service)
  expect(tablesOf(service.statements).toSorted()).toEqual(['place_ancestors', 'place_external_ids', 'places'])
})
