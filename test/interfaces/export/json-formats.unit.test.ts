import { expect, test } from 'vitest'
import { GEOJSON } from '../../../interfaces/export/json-formats.ts'

const POINT = { latitude: 39.8, longitude: 46.7 }

function featureOf(precision: string, kind: string, own: object = { latitude: null, longitude: null }) {
  const place = { name: 'Stepanakert', kind, ...POINT }
  const node = { title: 'A call', export_location: { precision, radiusKm: null, ...own, place } }
  return JSON.parse(GEOJSON.row({ node, cursor: 'x' }, { text: '', columns: [] })) as {
    geometry: unknown
    properties: unknown
  }
}

test('an event that is known to a settlement is a point, and one that is known to a country is not', () => {
  const geometry = { type: 'Point', coordinates: [46.7, 39.8] }
  expect(featureOf('SETTLEMENT', 'SETTLEMENT')).toEqual({
    type: 'Feature',
    geometry,
    properties: { title: 'A call', export_place: 'Stepanakert', export_precision: 'SETTLEMENT' },
  })
  expect(featureOf('NEAR_SETTLEMENT', 'COUNTRY', POINT).geometry).toEqual(geometry)
  // The coordinates of an area are those of its centre.
  for (const kind of ['COUNTRY', 'ADM1', 'ADM2']) {
    expect(featureOf(kind, kind, POINT)).toEqual({
      type: 'Feature',
      geometry: null,
      properties: { title: 'A call', export_place: 'Stepanakert', export_precision: kind },
    })
    expect(featureOf('SETTLEMENT', kind).geometry).toBeNull()
  }
})
