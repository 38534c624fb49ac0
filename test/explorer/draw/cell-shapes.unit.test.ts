import { expect, test } from 'vitest'
import {
  around,
  boxText,
  cellShapes,
  parseBox,
  WORLD,
  zoomOf,
  type CellGroup,
} from '../../../explorer/draw/cell-shapes.ts'

const EXTENT = { latitude: 40, longitude: 47, radiusKm: 200 }

function place(id: string, kind: string, extent: typeof EXTENT | null = null) {
  return { id, name: id, kind, latitude: 40, longitude: 47, extent }
}

test('events are in a cell, in the area of a place, or counted in the tray, and none is lost', () => {
  const box = { west: 45, south: 39, east: 46, north: 40 }
  const groups: CellGroup[] = [
    { count: 90, cell: box, place: null },
    { count: 1, cell: { ...box, west: 46, east: 47 }, place: null },
    { count: 7, cell: null, place: place('small', 'ADM1', { ...EXTENT, radiusKm: 50 }) },
    { count: 5, cell: null, place: place('large', 'COUNTRY', EXTENT) },
    { count: 3, cell: null, place: place('unknown', 'ADM1') },
    { count: 4, cell: null, place: place('city', 'SETTLEMENT') },
    { count: 6, cell: null, place: { ...place('nowhere', 'SETTLEMENT'), latitude: null, longitude: null } },
    { count: 2, cell: null, place: null },
  ]
  const { cells, areas, points, tray } = cellShapes(groups)
  const total = [...cells, ...areas, ...points, ...tray].reduce((sum, { count }) => sum + count, 0)
  expect(total).toBe(118)
  expect(cells.map(({ weight }) => weight)).toEqual([1, Math.log1p(1) / Math.log1p(90)])
  expect(areas.map(({ name, isCountry }) => [name, isCountry])).toEqual([
    ['large', true],
    ['small', false],
  ])
  expect(tray.map(({ name }) => name)).toEqual(['unknown', 'nowhere', 'no place is stated'])
  expect(points).toEqual([{ id: 'city', name: 'city', latitude: 40, longitude: 47, count: 4 }])
})

test('a box is read from an address only if it is one, and finer cells are shown in smaller boxes', () => {
  expect(parseBox('45,39,46,40')).toEqual({ west: 45, south: 39, east: 46, north: 40 })
  for (const text of [undefined, '', '1,2,3', '46,39,45,40', '1,2,3,x', '-190,0,0,10', '0,0,0,0']) {
    expect([text, parseBox(text)]).toEqual([text, undefined])
  }
  expect(zoomOf(undefined)).toBe(3)
  expect(zoomOf(WORLD)).toBeLessThanOrEqual(3)
  expect(zoomOf({ west: 45, south: 39, east: 46, north: 40 })).toBe(11)
  expect(zoomOf({ west: 45, south: 39, east: 45.001, north: 40 })).toBe(12)
  expect(boxText(around({ west: 179, south: 89, east: 180, north: 90 }))).toBe('178,88,180,90')
})
