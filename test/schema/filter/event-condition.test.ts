import { expect } from 'vitest'
import { chanceOf, seedFor } from '../../support/random.ts'
import { test, type Service } from '../../support/service.ts'
import { giveCertainties } from '../../support/world/certainties.ts'
import { parts, randomFilter } from '../../support/world/filters.ts'
import { isAsked, type Filter } from '../../support/world/oracle.ts'
import { daysOfLag } from '../../support/world/times.ts'
import { makeWorld, type KnownEvent, type World } from '../../support/world/world.ts'

interface Found {
  events: { totalCount: number; nodes: { id: string }[] }
}

const FIND = 'query Find($where: EventWhere) { events(first: 100, where: $where) { totalCount nodes { id } } }'

async function agree(service: Service, world: World, where: Filter | null): Promise<number> {
  const { data, errors } = await service.ask<Found>(FIND, { where })
  expect([JSON.stringify(where), errors]).toEqual([JSON.stringify(where), undefined])
  const found = data.events.nodes.map(({ id }) => id).toSorted()
  const expected = world.events.filter((event) => isAsked(where, event, world)).map(({ id }) => id)
  expect([JSON.stringify(where), data.events.totalCount, found]).toEqual([
    JSON.stringify(where),
    expected.length,
    expected.toSorted(),
  ])
  return expected.length
}

test('every condition alone, and random combinations, match exactly the events that the oracle expects', async ({
  service,
}) => {
  const chance = chanceOf(20160405)
  const world = await makeWorld(service, chance, 20)
  await giveCertainties(service, chance, world)
  expect(world.events.length).toBeLessThanOrEqual(100)
  await agree(service, world, null)
  await expectTimes(service, world)
  const selectiveKeys = new Set<string>()
  for (const [key, part] of Object.entries(parts(chance, world))) {
    for (const value of [null, ...Array.from({ length: 8 }, part)]) {
      // With the axes open there is more to find, and more to leave out.
      const open = { realis: ['ACTUAL', 'SCHEDULED', 'DESIRED', 'HYPOTHETICAL'], polarity: ['POSITIVE', 'NEGATIVE'] }
      const count = await agree(service, world, { ...open, [key]: value })
      if (count > 0 && count < world.events.length) selectiveKeys.add(key)
    }
  }
  expect(Object.keys(parts(chance, world)).filter((key) => !selectiveKeys.has(key))).toEqual([])
  const choices = chanceOf(seedFor(service.engine, 250))
  for (let i = 0; i < 125; i++) await agree(service, world, randomFilter(choices, world))
})

/** Bounds of times that are known to the day are days. */
function boundsOf({ earliest, latest }: KnownEvent) {
  const isOfDays = [earliest, latest].every((bound) => bound === null || bound.endsWith('T00:00:00.000Z'))
  const [first, end] = [earliest, latest].map((bound) => (isOfDays ? (bound?.slice(0, 10) ?? null) : bound))
  return { earliest: first, latest: end }
}

async function expectTimes(service: Service, { events }: World): Promise<void> {
  const { data } = await service.ask<{ nodes: { firstReportedOn: string | null; reportedAfterDays: number | null }[] }>(
    'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Event { occurred { earliest latest } firstReportedOn reportedAfterDays } } }',
    { ids: events.map(({ id }) => id) },
  )
  expect(data.nodes).toEqual(
    events.map((event) => ({
      occurred: boundsOf(event),
      firstReportedOn: event.reportDays.toSorted()[0] ?? null,
      reportedAfterDays: daysOfLag(event),
    })),
  )
  expect(new Set(data.nodes.map(({ reportedAfterDays: lag }) => lag === null || Math.sign(lag))).size).toBe(4)
}

test('an empty list of values matches no event, and an empty filter matches every event', async ({ service }) => {
  const world = await makeWorld(service, chanceOf(7), 4)
  const all = await agree(service, world, {})
  for (const key of ['kinds', 'dataset', 'realis', 'polarity', 'evidence', 'certainty', 'publisher', 'or']) {
    expect(await agree(service, world, { [key]: [] })).toBe(0)
  }
  for (const empty of [{ and: [] }, { participants: {} }, { location: {} }, { and: [{}] }, { or: [{}] }]) {
    expect(await agree(service, world, empty)).toBe(all)
  }
  expect(await agree(service, world, { not: {} })).toBe(0)
})
