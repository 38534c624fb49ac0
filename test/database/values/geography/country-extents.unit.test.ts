import { geoDistance } from 'd3-geo'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { feature } from 'topojson-client'
import { expect, test } from 'vitest'
import { extentOfCountry } from '../../../../database/values/geography/country-extents.ts'
import { readTable } from '../../../../importers/values/read-table.ts'

interface Country {
  properties: { name: string }
  geometry: { coordinates: unknown[] }
}

type Position = [longitude: number, latitude: number]

function readCountries(): Country[] {
  const path = createRequire(import.meta.url).resolve('world-atlas/countries-50m.json')
  const atlas = JSON.parse(readFileSync(path, 'utf8')) as Parameters<typeof feature>[0]
  return (feature(atlas, 'countries') as unknown as { features: Country[] }).features
}

test('the circle of a country touches its border and contains all of it', () => {
  const countries = readCountries()
  const codes = { Armenia: 'ARM', Fiji: 'FJI', France: 'FR', Russia: 'RU', Antarctica: 'ATA', Kiribati: 'KIR' }
  for (const [name, code] of Object.entries(codes)) {
    const circle = extentOfCountry(code)!
    const { coordinates } = countries.find(({ properties }) => properties.name === name)!.geometry
    const flat = coordinates.flat(Infinity) as number[]
    const positions = Array.from({ length: flat.length / 2 }, (_, i): Position => [flat[2 * i]!, flat[2 * i + 1]!])
    const kms = positions.map((position) => 6371.0088 * geoDistance([circle.longitude, circle.latitude], position))
    const farthest = kms.reduce((one, other) => Math.max(one, other))
    expect([name, circle.radiusKm]).toEqual([name, Math.ceil(farthest)])
  }
})

test('the centre of a country is on its main land', () => {
  expect(extentOfCountry('FR')).toMatchObject({ latitude: expect.closeTo(46.6, 0), longitude: expect.closeTo(2.5, 0) })
  expect(extentOfCountry('USA')).toMatchObject({
    latitude: expect.closeTo(39.8, 0),
    longitude: expect.closeTo(-98.6, 0),
  })
})

test('both codes of a country have one circle, and nearly all countries have one', () => {
  const countries = readTable('countries.tsv', 'iso3', 'iso2').filter(({ iso3 }) => iso3 !== '')
  const without = countries.filter(({ iso3, iso2 }) => {
    expect(extentOfCountry(iso2)).toEqual(extentOfCountry(iso3))
    return extentOfCountry(iso3) === undefined
  })
  // Small islands, and territories that Natural Earth draws with their state.
  expect(without.map(({ iso3 }) => iso3).toSorted()).toEqual(
    'BES BVT CCK CXR GIB GLP GUF MTQ MYT REU SJM TKL TUV UMI'.split(' '),
  )
  expect(extentOfCountry('Atlantis')).toBeUndefined()
})
