import { expect } from 'vitest'
import { GROUP_MEASURES } from '../../../schema/event/connection.ts'
import { chanceOf, seedFor, type Chance } from '../../support/random.ts'
import { tablesOf, test, type Service } from '../../support/service.ts'
import { ACTORS, PLACES } from '../../support/world/entities.ts'
import { randomFilter } from '../../support/world/filters.ts'
import { DIMENSIONS, expectedGroups, READINGS } from '../../support/world/groups.ts'
import { isAsked, type Filter } from '../../support/world/oracle.ts'
import { makeWorld, type KnownEvent, type World } from '../../support/world/world.ts'

interface Group {
  timeFit: string | null
  key: Record<string, string | { name: string } | null>
  count: number
  mentionCount: number
  fatalitiesLow: number | null
  fatalities: number | null
  fatalitiesHigh: number | null
  withFatalities: number
  withoutFatalitiesLow: number
  withoutFatalitiesBest: number
  withoutFatalitiesHigh: number
}

const GROUPS = `query Groups($where: EventWhere, $by: [EventDimension!]!, $reading: GroupReading) { events(where: $where) { groups(by: $by, reading: $reading, first: 1000) {
  timeFit
  key { day week month year kind country { name } place { name } actor { name } role realis evidence certainty code { name: code } dataset { name } publisher { name } }
  count mentionCount fatalitiesLow fatalities fatalitiesHigh
  withFatalities withoutFatalitiesLow withoutFatalitiesBest withoutFatalitiesHigh
} } }`

const MAX_GROUPS = 1000
const TIMES = ['DAY', 'WEEK', 'MONTH', 'YEAR']
const NAMES = new Map([...PLACES, ...ACTORS].map(({ key, name }) => [key, name]))

async function agree(
  service: Service,
  { events }: { events: readonly KnownEvent[] },
  where: Filter,
  { by, reading }: { by: string[]; reading?: string | undefined },
) {
  const { data, errors } = await service.ask<{ events: { groups: Group[] } }>(GROUPS, { where, by, reading })
  expect(errors).toBeUndefined()
  const found = data.events.groups.map((group) => {
    const { key, count, mentionCount, withFatalities } = group
    const values = by.map((dimension) => {
      const value = key[dimension.toLowerCase()]
      return typeof value === 'object' ? (value?.name ?? null) : value
    })
    const sums = [group.fatalitiesLow, group.fatalities, group.fatalitiesHigh]
    const without = [group.withoutFatalitiesLow, group.withoutFatalitiesBest, group.withoutFatalitiesHigh]
    return [JSON.stringify([...values, group.timeFit]), { count, reports: mentionCount, sums, withFatalities, without }]
  })
  const foundKeys = new Set(found.map(([key]) => key))
  const all = [...expectedGroups(events, by, reading)].map(([key, numbers]) => {
    const named = (JSON.parse(key) as (string | null)[]).map((value, i) =>
      ['PLACE', 'COUNTRY', 'ACTOR'].includes(by[i]!) && value !== null ? NAMES.get(value) : value,
    )
    return [JSON.stringify(named), numbers]
  })
  // Days of long events can be more groups than one answer has.
  const expected = all.length > MAX_GROUPS ? all.filter(([key]) => foundKeys.has(key)) : all
  expect(found.length).toBe(Math.min(all.length, MAX_GROUPS))
  const context = JSON.stringify([where, by, reading])
  expect([context, Object.fromEntries(found)]).toEqual([context, Object.fromEntries(expected)])
}

function asked(world: World, where: Filter) {
  return {
    events: world.events.filter((event) => isAsked(where, event, world)),
  }
}

function someDimensions(chance: Chance): string[] {
  const by = new Set<string>()
  const size = 1 + chance.below(3)
  while (by.size < size) by.add(chance.of(DIMENSIONS))
  return [...by]
}

test('groups match the oracle for random filters and dimensions, from the rollup and from events', async ({
  service,
}) => {
  const chance = chanceOf(44)
  const world = await makeWorld(service, chance, 15)
  const open = { realis: ['ACTUAL', 'DESIRED', 'SCHEDULED', 'HYPOTHETICAL'] }
  for (const reading of READINGS) {
    for (const where of [{}, { occurred: { from: '2000-01-01' } }]) {
      for (const by of [...TIMES.map((time) => [time]), ['WEEK', 'MONTH'], ['YEAR', 'DAY', 'KIND'], ['DAY', 'MONTH']]) {
        await agree(service, asked(world, where), where, { by, reading })
      }
    }
  }
  for (const dimension of DIMENSIONS.filter((name) => !TIMES.includes(name))) {
    for (const where of [{}, open, { occurred: { from: '2000-01-01' } }, { location: { country: 'QA' } }]) {
      await agree(service, asked(world, where), where, { by: [dimension] })
    }
  }
  const choices = chanceOf(seedFor(service.engine, 120))
  for (let i = 0; i < 60; i++) {
    const where = choices.is(0.5)
      ? randomFilter(choices, world, 1)
      : {
          ...open,
          ...(choices.is(0.5) && { kinds: ['ARMED_CLASH', 'MEETING'] }),
          ...(choices.is(0.5) && { dataset: ['desk'] }),
          ...(choices.is(0.5) && { location: { country: 'QB' } }),
        }
    const by = someDimensions(choices)
    await agree(service, asked(world, where), where, { by, reading: choices.of(READINGS) })
  }
})

test('groups that a rollup can answer read only the rollup', async ({ service }) => {
  await makeWorld(service, chanceOf(45), 4)
  await service.ask(
    '{ events { totalCount groups(by: [MONTH, KIND]) { count fatalities } facet: groups(by: [CERTAINTY]) { count } } }',
  )
  expect(tablesOf(service.statements)).toEqual(['event_counts', 'event_counts', 'event_counts'])
  await service.ask(
    '{ events(where: { location: { country: "QA" } }) { groups(by: [YEAR, KIND]) { key { year } count } } }',
  )
  expect(tablesOf(service.statements)).toEqual(['place_external_ids', 'event_counts'])

  // Each measure that is asked for alone is what it is beside all others, and the only one that is read.
  for (const where of [{}, { minMentions: 1 }]) {
    const ask = async (measures: readonly string[]) => {
      const query = `query($where: EventWhere) { events(where: $where) { groups(by: [MONTH, KIND], orderBy: KEY_ASC) { ${measures.join(' ')} } } }`
      const { data } = await service.ask<{ events: { groups: Record<string, unknown>[] } }>(query, { where })
      return data.events.groups
    }
    const all = await ask(GROUP_MEASURES)
    expect(all.some(({ fatalities }) => fatalities !== null)).toBe(true)
    for (const measure of GROUP_MEASURES) {
      expect(await ask([measure])).toEqual(all.map((group) => ({ [measure]: group[measure] })))
      const selected = [...(service.statements.at(-1) ?? '').matchAll(/ as "(\w+)"/g)].map(([, name]) => name)
      expect(GROUP_MEASURES.filter((each) => selected.includes(each))).toEqual([measure])
    }
  }
})

test('groups under many parents cost one statement for all parents', async ({ service }) => {
  const world = await makeWorld(service, chanceOf(46), 6)
  const { data } = await service.ask<{
    actors: { nodes: { name: string; events: { groups: { key: { kind: string }; count: number }[] } }[] }
  }>('{ actors { nodes { name events { groups(by: [KIND], orderBy: KEY_ASC) { key { kind } count } } } } }')
  expect(tablesOf(service.statements)).toEqual(['actors', 'unnest'])
  for (const { name, events } of data.actors.nodes) {
    const { key: actor } = ACTORS.find((each) => each.name === name)!
    const of = asked(world, {}).events.filter(({ participants }) => participants.some((each) => each.actor === actor))
    const expected = [...expectedGroups(of, ['KIND'])].map(([key, { count }]) => [
      (JSON.parse(key) as string[])[0],
      count,
    ])
    expect(events.groups.map(({ key, count }) => [key.kind, count])).toEqual(
      expected.toSorted(([a], [b]) => (a! < b! ? -1 : 1)),
    )
  }
})

test('groups obey `having`, `orderBy` and `first`, and reject invalid arguments', async ({ service }) => {
  const world = await makeWorld(service, chanceOf(47), 10)
  const groupsBy = async (args: string) => {
    const { data, errors } = await service.ask<{ events: { groups: { key: { kind: string }; count: number }[] } }>(
      `{ events(where: { occurred: { from: "2000-01-01" } }) { groups(by: [KIND], ${args}) { key { kind } count } } }`,
    )
    expect(errors).toBeUndefined()
    return data.events.groups
  }
  const all = await groupsBy('orderBy: COUNT_DESC')
  expect(all.map(({ count }) => count)).toEqual(all.map(({ count }) => count).toSorted((a, b) => b - a))
  expect(await groupsBy('orderBy: COUNT_DESC, first: 2')).toEqual(all.slice(0, 2))
  const middle = all[1]!.count
  expect(await groupsBy(`having: { atLeast: ${middle} }`)).toEqual(all.filter(({ count }) => count >= middle))
  expect(await groupsBy(`having: { atMost: ${middle} }`)).toEqual(all.filter(({ count }) => count <= middle))
  expect((await groupsBy('orderBy: KEY_DESC')).map(({ key }) => key.kind)).toEqual(
    all
      .map(({ key }) => key.kind)
      .toSorted()
      .toReversed(),
  )
  expect(world.events.length).toBeGreaterThan(0)
  for (const [by, args] of [
    ['[]', ''],
    ['[KIND, KIND]', ''],
    ['[KIND, DAY, ACTOR, ROLE]', ''],
    ['[KIND]', 'first: 0'],
    ['[KIND]', 'first: 1001'],
  ]) {
    const { errors } = await service.ask(`{ events { groups(by: ${by}, ${args}) { count } } }`)
    expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT')
  }
})

test('FATALITIES_DESC orders groups by the greater of best and low sums, groups without a number last', async ({
  service,
}) => {
  await makeWorld(service, chanceOf(48), 10)
  for (const where of [{}, { occurred: { from: '2000-01-01' } }]) {
    const { data } = await service.ask<{ events: { groups: Group[] } }>(
      `query ($where: EventWhere) { events(where: $where) {
        groups(by: [KIND, MONTH], orderBy: FATALITIES_DESC) { fatalitiesLow fatalities fatalitiesHigh }
      } }`,
      { where },
    )
    const numbers = data.events.groups.map(({ fatalitiesLow, fatalities, fatalitiesHigh }) =>
      fatalitiesLow === null && fatalities === null
        ? (fatalitiesHigh ?? -1)
        : Math.max(fatalitiesLow ?? 0, fatalities ?? 0),
    )
    expect(numbers).toContain(-1)
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a))
  }
})
