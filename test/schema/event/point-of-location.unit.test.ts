import { expect, test } from 'vitest'
import { LOCATION_PRECISIONS, PLACE_KINDS } from '../../../database/tables/enums.ts'
import { pointOfLocation } from '../../../schema/event/point-of-location.ts'

const POINT = { latitude: 39.8, longitude: 46.7 }
const NOWHERE = { latitude: null, longitude: null }
const POINTS = ['SITE', 'SETTLEMENT', 'NEAR_SETTLEMENT']
const AREAS = ['COUNTRY', 'ADM1', 'ADM2', 'DISPUTED_REGION']

test('no location that is known only to an area is a point', () => {
  for (const precision of LOCATION_PRECISIONS) {
    for (const kind of PLACE_KINDS) {
      for (const radiusKm of [null, 5]) {
        const isPoint =
          POINTS.includes(precision) ||
          (['LINEAR_OR_FUZZY', 'WATER_OR_AIRSPACE'].includes(precision) && radiusKm !== null)
        const place = { kind, ...POINT }
        const own = pointOfLocation({ precision, radiusKm, ...POINT, place })
        expect([precision, kind, radiusKm, own]).toEqual([precision, kind, radiusKm, isPoint ? POINT : undefined])
        const ofPlace = pointOfLocation({ precision, radiusKm, ...NOWHERE, place })
        const hasPoint = isPoint && !AREAS.includes(kind)
        expect([precision, kind, ofPlace]).toEqual([precision, kind, hasPoint ? POINT : undefined])
      }
    }
  }
  expect(pointOfLocation(null)).toBeUndefined()
  expect(pointOfLocation({ precision: 'SITE', radiusKm: null, ...NOWHERE, place: null })).toBeUndefined()
})
