import { expect } from 'vitest'
import { expectNoDrift } from '../../support/import.ts'
import { test } from '../../support/service.ts'
import { prepared } from './merging.ts'

test('mergePlaces moves the places within a merged place and its events', async ({ service }) => {
  const { mutate, publishCall, event } = await prepared(service)
  const place = (key: string, kind: string, name: string, within?: string) => ({
    key,
    kind,
    name,
    parents: within ? [{ kind: 'PART_OF', place: within }] : [],
  })
  const country = { ...place('land', 'COUNTRY', 'Exampleland'), externalIds: [{ scheme: 'ISO3166_A2', value: 'EX' }] }
  const at = (key: string) => ({ location: { place: key, precision: 'SETTLEMENT' } })
  const [first] = await publishCall(1, at('town'), {
    places: [country, place('north', 'ADM1', 'The North', 'land'), place('town', 'SETTLEMENT', 'Exampleton', 'north')],
  })
  const [second] = await publishCall(2, at('village'), {
    places: [place('region', 'ADM1', 'Northern Region'), place('village', 'SETTLEMENT', 'Littleton', 'region')],
  })
  const find = async (name: string) =>
    (
      await service.ask<{ place: { id: string } }>('query ($name: String!) { place(by: { name: $name }) { id } }', {
        name,
      })
    ).data.place.id
  const [north, region, town, village, land] = await Promise.all(
    ['The North', 'Northern Region', 'Exampleton', 'Littleton', 'Exampleland'].map(find),
  )
  const merge = (into: string, merged: string, expectedVersion = 1) =>
    mutate('mergePlaces', 'eventCount place { name version names { name } parents { place { name } } }', {
      into,
      expectedVersion,
      merged: [{ place: merged, expectedVersion: 1 }],
      reason: 'Another name of it',
    })
  const inCountry = async () =>
    (
      await service.ask<{ events: object }>(
        '{ events(where: { location: { country: "EX" } }) { totalCount } named: events(where: { search: "Northern" }) { totalCount } }',
      )
    ).data
  expect(await inCountry()).toEqual({ events: { totalCount: 1 }, named: { totalCount: 1 } })
  expect(await merge(north!, region!)).toEqual({
    errors: [],
    eventCount: 0,
    place: {
      name: 'The North',
      version: 2,
      names: [{ name: 'Northern Region' }],
      parents: [{ place: { name: 'Exampleland' } }],
    },
  })
  await expectNoDrift(service)
  // The village lies in the country now, by way of the region.
  expect(await inCountry()).toEqual({ events: { totalCount: 2 }, named: { totalCount: 2 } })
  expect(await merge(town!, village!)).toMatchObject({ errors: [], eventCount: 1 })
  await expectNoDrift(service)
  expect([await event(first!), await event(second!)]).toMatchObject([{ version: 1 }, { version: 2 }])
  const { data } = await service.ask(
    'query ($id: ID!) { place(by: { id: $id }) { name mergedInto { name } } places { nodes { name } } }',
    { id: village },
  )
  expect(data).toEqual({
    place: { name: 'Littleton', mergedInto: { name: 'Exampleton' } },
    places: { nodes: [{ name: 'Exampleland' }, { name: 'Exampleton' }, { name: 'The North' }] },
  })
  const [part] = await publishCall(3, at('part'), {
    places: [place('quarter', 'ADM2', 'Old Quarter', town), place('part', 'SITE', 'Main Square', 'quarter')],
  })
  expect(await event(part!)).toMatchObject({ version: 1 })
  // The square lies in the quarter, which lies in the town.
  expect(await merge(town!, await find('Main Square'), 2)).toMatchObject({
    place: null,
    errors: [{ code: 'BAD_USER_INPUT', path: ['merged'], message: expect.stringContaining('a part of itself') }],
  })
  expect(await merge(land!, await find('Old Quarter'))).toMatchObject({
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message: '"Old Quarter" of kind ADM2 cannot be merged into "Exampleland" of kind COUNTRY.',
      },
    ],
  })
  expect(await merge(north!, town!, 2)).toMatchObject({
    place: null,
    errors: [{ code: 'CONFLICT', path: ['merged', '0', 'expectedVersion'] }],
  })
})
