import { expect } from 'vitest'
import { publishReport } from '../../../ingest/publish.ts'
import { phoneCall, reportDocument } from '../../support/documents/report-document.ts'
import { chanceOf, seedFor } from '../../support/random.ts'
import { tablesOf, test, type Service } from '../../support/service.ts'
import { PLACES } from '../../support/world/entities.ts'
import { randomFilter } from '../../support/world/filters.ts'
import { expectedGroups } from '../../support/world/groups.ts'
import { isAsked, type Filter } from '../../support/world/oracle.ts'
import { makeWorld, type World } from '../../support/world/world.ts'

interface Cell {
  id: string
  latitude: number
  longitude: number
  south: number
  west: number
  north: number
  east: number
}

interface Group {
  key: { cell: Cell | null; place: { name: string } | null; kind: string | null }
  count: number
  mentionCount: number
  fatalities: number | null
  withFatalities: number
}

const CELLS = `query Cells($where: EventWhere, $by: [EventDimension!]!, $zoom: Int, $asOf: DateTime) { events(where: $where, asOf: $asOf) {
  groups(by: $by, zoom: $zoom, first: 2000) {
    key { cell { id latitude longitude south west north east } place { name } kind }
    count mentionCount fatalities withFatalities
  }
} }`

const WORLD_BOX = { south: -90, west: -180, north: 90, east: 180 }
const NAMES = new Map(PLACES.map(({ key, name }) => [key, name]))

interface Question {
  where: Filter
  by: string[]
  zoom: number
  asOf?: string
}

async function cellsOf(service: Service, question: Question): Promise<Group[]> {
  const { data, errors } = await service.ask<{ events: { groups: Group[] } }>(CELLS, { ...question })
  expect([question, errors]).toEqual([question, undefined])
  return data.events.groups
}

async function agree(service: Service, world: World, question: Question) {
  const { where, by, zoom } = question
  const groups = await cellsOf(service, question)
  const found = groups.map(({ key: { cell, place, kind }, count, mentionCount, fatalities, withFatalities }) => {
    const at = cell ? `${cell.south} ${cell.west}` : (place?.name ?? null)
    const values = by.map((dimension) => (dimension === 'CELL' ? at : kind))
    return [JSON.stringify(values), { count, mentionCount, fatalities, withFatalities }]
  })
  const events = world.events.filter((event) => isAsked(where, event, world))
  const expected = [...expectedGroups(events, by, undefined, zoom)].map(([key, numbers]) => {
    const values = (JSON.parse(key) as (string | null)[]).slice(0, by.length)
    const named = values.map((value) => (value === null ? null : (NAMES.get(value) ?? value)))
    const { count, reports, sums, withFatalities } = numbers
    return [JSON.stringify(named), { count, mentionCount: reports, fatalities: sums[1], withFatalities }]
  })
  expect([question, Object.fromEntries(found)]).toEqual([question, Object.fromEntries(expected)])
  for (const { key } of groups) {
    if (!key.cell) continue
    const { id, latitude, longitude, south, west, north, east } = key.cell
    const degrees = 45 / 2 ** zoom
    expect([north - south, east - west, latitude - south, longitude - west]).toEqual([
      degrees,
      degrees,
      degrees / 2,
      degrees / 2,
    ])
    expect(id).toBe(`${zoom + 2}/${(90 - north) / degrees}/${(west + 180) / degrees}`)
  }
}

test('cells match the oracle at each zoom, from the stored counts, from events and as of a moment', async ({
  service,
}) => {
  const chance = chanceOf(51)
  const world = await makeWorld(service, chance, 15)
  const box = { location: { box: WORLD_BOX } }
  const crossing = { location: { box: { south: -10, west: 175, north: 20, east: -175 } } }
  for (const zoom of [0, 1, 2, 3, 4, 7, 12]) {
    const wheres: Filter[] = zoom <= 3 ? [{}, { kinds: ['MEETING', 'ATTACK'] }, { realis: ['SCHEDULED'] }] : []
    for (const where of [...wheres, box, crossing]) {
      for (const by of [['CELL'], ['KIND', 'CELL']]) await agree(service, world, { where, by, zoom })
    }
  }
  const asOf = new Date().toISOString()
  await agree(service, world, { where: {}, by: ['CELL'], zoom: 2, asOf })
  const choices = chanceOf(seedFor(service.engine, 61))
  for (let i = 0; i < 20; i++) {
    await agree(service, world, { where: randomFilter(choices, world, 1), by: ['CELL'], zoom: choices.below(4) })
  }
})

test('a map of the world reads only the stored counts, and the places of what fits no cell', async ({ service }) => {
  await makeWorld(service, chanceOf(52), 4)
  await service.ask('{ events { groups(by: [CELL], zoom: 3) { key { cell { id } } count fatalities } } }')
  expect(tablesOf(service.statements)).toEqual(['cell_counts'])
  await service.ask('{ events { groups(by: [CELL, KIND], zoom: 0) { key { cell { id } place { name } } count } } }')
  expect(tablesOf(service.statements)).toEqual(['cell_counts', 'places'])
  await service.ask('{ events(where: { dataset: ["desk"] }) { groups(by: [CELL], zoom: 3) { count } } }')
  expect(tablesOf(service.statements)).toEqual(['datasets', 'events'])
})

test('the poles, the edges of cells and both names of the 180th meridian have one cell', async ({ service }) => {
  const points = {
    'the North Pole': [90, 10],
    'the South Pole': [-90, -170],
    'an edge': [45, 0],
    'west of 180': [0.1, 180],
    'east of 180': [0.1, -180],
    'just west of 180': [0.1, 179.999],
  }
  const location = ([latitude, longitude]: readonly number[]) => ({
    precision: 'SITE',
    latitude,
    longitude,
    radiusKm: 0,
  })
  const events = Object.entries(points).map(([key, point], i) =>
    phoneCall({ key: `e${i}`, title: key, location: location(point) }),
  )
  await publishReport(service.db, reportDocument({ events }), { by: 'test' })
  for (const where of [{}, { minMentions: 1 }]) {
    const groups = await cellsOf(service, { where, by: ['CELL'], zoom: 0 })
    expect(new Map(groups.map(({ key, count }) => [key.cell?.id, count]))).toEqual(
      new Map([
        ['2/0/4', 1],
        ['2/3/0', 1],
        ['2/1/4', 1],
        ['2/1/0', 2],
        ['2/1/7', 1],
      ]),
    )
  }
})

test('an event has a cell only if its radius is at most half of the width of the cell at its latitude', async ({
  service,
}) => {
  // A cell of zoom 3 is 625.5 km wide at the equator, and half as wide at 60 degrees.
  const circles = [
    [1, 312],
    [1, 313],
    [60, 156],
    [60, 157],
    [60, undefined],
  ]
  const events = circles.map(([latitude, radiusKm], i) =>
    phoneCall({
      key: `e${i}`,
      location: { precision: 'SITE', latitude, longitude: 1, ...(radiusKm !== undefined && { radiusKm }) },
    }),
  )
  await publishReport(service.db, reportDocument({ events }), { by: 'test' })
  for (const where of [{}, { minMentions: 1 }]) {
    const groups = await cellsOf(service, { where, by: ['CELL'], zoom: 3 })
    expect(new Map(groups.map(({ key, count }) => [key.cell?.south, count]))).toEqual(
      new Map([
        [0, 1],
        [56.25, 1],
        [undefined, 3],
      ]),
    )
  }
})

test('refuses a zoom without CELL, a wrong zoom, a deep zoom without a box, and CELL with PLACE', async ({
  seeded,
}) => {
  const refused: [args: string, message: RegExp, where?: string][] = [
    ['by: [KIND], zoom: 3', /`zoom` needs the dimension CELL/],
    ['by: [CELL]', /needs `zoom`, 0 to 12/],
    ['by: [CELL], zoom: -1', /between 0 and 12; got -1/],
    ['by: [CELL], zoom: 13', /between 0 and 12; got 13/],
    ['by: [CELL], zoom: 4', /needs `where.location.box`.*Add the box/],
    ['by: [CELL], zoom: 4', /needs `where.location.box`/, 'where: { location: { country: "AZ" } }'],
    ['by: [CELL, PLACE], zoom: 3', /CELL and PLACE cannot be combined/],
    ['by: [CELL], zoom: 3, first: 2001', /between 1 and 2000; got 2001/],
    ['by: [KIND], first: 2000', /between 1 and 1000; got 2000/],
  ]
  for (const [args, message, where] of refused) {
    const lists = [
      `events${where ? `(${where})` : ''}`,
      `actors(first: 1) { nodes { events${where ? `(${where})` : ''}`,
    ]
    for (const list of lists) {
      const { errors } = await seeded.ask(
        `{ ${list} { groups(${args}) { count } } }${list.includes('actors') ? ' } }' : ''}`,
      )
      expect([args, errors?.[0]?.extensions?.['code']]).toEqual([args, 'BAD_USER_INPUT'])
      expect(errors?.[0]?.message).toMatch(message)
    }
  }
})
