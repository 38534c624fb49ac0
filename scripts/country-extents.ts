import { parse } from 'csv-parse/sync'
import { geoArea, geoCentroid, geoDistance } from 'd3-geo'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { feature } from 'topojson-client'
import { EARTH_KM } from '../database/values/geography/earth.ts'
import { readTable } from '../importers/values/read-table.ts'

/*
 * Writes database/values/geography/country-extents.tsv, a circle around each country:
 *
 *   npx tsx scripts/country-extents.ts COUNTRY_CODES
 *
 * COUNTRY_CODES is data/country-codes.csv of datasets/country-codes. The shapes are those of Natural Earth, 1:50 million,
 * in the package world-atlas.
 */
const [codesPath = ''] = process.argv.slice(2)

const OUTPUT = new URL('../database/values/geography/country-extents.tsv', import.meta.url)

type Position = [longitude: number, latitude: number]
type Polygon = Position[][]

interface Country {
  id?: string
  geometry: { type: 'Polygon'; coordinates: Polygon } | { type: 'MultiPolygon'; coordinates: Polygon[] }
}

const rows = parse(readFileSync(codesPath), { columns: true }) as Record<string, string>[]
const codesByNumber = new Map(rows.map((row) => [Number(row['ISO3166-1-numeric']), row['ISO3166-1-Alpha-3']]))
const atlasPath = createRequire(import.meta.url).resolve('world-atlas/countries-50m.json')
const atlas = JSON.parse(readFileSync(atlasPath, 'utf8')) as Parameters<typeof feature>[0]
const { features } = feature(atlas, 'countries') as unknown as { features: Country[] }

const polygonsByCode = new Map<string, Polygon[]>()
for (const { id, geometry } of features) {
  // Territories without a number, such as Kosovo, have no code of ISO 3166-1 either.
  const code = codesByNumber.get(Number(id))
  if (code === undefined) continue
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  polygonsByCode.set(code, [...(polygonsByCode.get(code) ?? []), ...polygons])
}

function shapeOf(polygon: Polygon) {
  return { type: 'Polygon' as const, coordinates: polygon }
}

const lines = readTable('countries.tsv', 'iso3', 'iso2', 'name').flatMap(({ iso3, iso2 }) => {
  const polygons = polygonsByCode.get(iso3) ?? []
  const [largest] = polygons.toSorted((left, right) => geoArea(shapeOf(right)) - geoArea(shapeOf(left)))
  if (largest === undefined) return []
  const [longitude, latitude] = geoCentroid(shapeOf(largest)).map(
    (degrees) => Math.round(degrees * 100) / 100,
  ) as Position
  const distances = polygons.flat(2).map((position) => geoDistance([longitude, latitude], position))
  const radiusKm = Math.ceil(distances.reduce((one, other) => Math.max(one, other), 0) * EARTH_KM)
  return [[iso3, iso2, latitude, longitude, radiusKm].join('\t')]
})
writeFileSync(OUTPUT, `${['iso3\tiso2\tlatitude\tlongitude\tradius_km', ...lines].join('\n')}\n`)
