import { expect, test } from 'vitest'
import { mapShapes, type MapItem, type MapLocation } from '../../../explorer/draw/map-shapes.ts'

const PRECISIONS = [
  'SITE',
  'SETTLEMENT',
  'NEAR_SETTLEMENT',
  'LINEAR_OR_FUZZY',
  'WATER_OR_AIRSPACE',
  'ADM1',
  'ADM2',
  'COUNTRY',
  'UNKNOWN',
]
const KINDS = ['SITE', 'SETTLEMENT', 'WATER', 'LINEAR_FEATURE', 'ADM1', 'ADM2', 'COUNTRY', 'DISPUTED_REGION', undefined]
const NUMBERS = [null, 12]
const EXTENT = { latitude: 40, longitude: 47, radiusKm: 200 }

function itemAt(location: MapLocation | null): MapItem {
  return { location, count: 1, isCoded: false, name: 'x', href: '/x' }
}

function everyLocation(): MapLocation[] {
  return PRECISIONS.flatMap((precision) =>
    KINDS.flatMap((kind) =>
      NUMBERS.flatMap((own) =>
        NUMBERS.flatMap((ofPlace) =>
          [null, EXTENT].flatMap((extent) =>
            [null, 5].map((radiusKm) => ({
              precision,
              latitude: own,
              longitude: own,
              radiusKm,
              place:
                kind === undefined
                  ? null
                  : { id: 'plc_x', name: 'x', kind, latitude: ofPlace, longitude: ofPlace, extent },
            })),
          ),
        ),
      ),
    ),
  )
}

test('no location that is known only to a region or a country is ever a point', () => {
  const locations = everyLocation()
  expect(locations.length).toBeGreaterThan(1_000)
  for (const location of locations) {
    const { discs, areas, tray } = mapShapes([itemAt(location)])
    expect(discs.length + areas.length + tray.length).toBe(1)
    const isCoarse = ['COUNTRY', 'ADM1', 'ADM2', 'UNKNOWN'].includes(location.precision)
    // Coordinates of a country or a region are those of its middle, where nothing happened.
    const isAreaPlace = ['COUNTRY', 'ADM1', 'ADM2', 'DISPUTED_REGION'].includes(location.place?.kind ?? '')
    const hasNoPoint = isAreaPlace && location.latitude === null
    const isLine = ['LINEAR_OR_FUZZY', 'WATER_OR_AIRSPACE'].includes(location.precision) && location.radiusKm === null
    const mayBePoint = !isCoarse && !hasNoPoint && !isLine
    expect([location, mayBePoint || discs.length === 0]).toEqual([location, true])
  }
})

test('a point keeps its stated radius, an area its extent, and what has neither is in the tray', () => {
  const place = { id: 'plc_x', name: 'Agdam', kind: 'SETTLEMENT', latitude: 39.9, longitude: 46.9, extent: null }
  const town = { precision: 'SETTLEMENT', latitude: null, longitude: null, radiusKm: 8, place }
  const country = {
    ...town,
    precision: 'COUNTRY',
    radiusKm: null,
    place: { ...place, kind: 'COUNTRY', extent: EXTENT },
  }
  const unknown = { ...country, place: { ...place, kind: 'ADM1' } }
  const { discs, areas, tray } = mapShapes([town, country, unknown, null].map(itemAt))
  expect(discs.map(({ circle }) => circle)).toEqual([{ latitude: 39.9, longitude: 46.9, radiusKm: 8 }])
  expect(areas.map(({ circle, isCountry }) => [circle, isCountry])).toEqual([[EXTENT, true]])
  expect(tray.map(({ location }) => location)).toEqual([unknown, null])
})
