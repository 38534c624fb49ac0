import { expect } from 'vitest'
import { chanceOf, seedFor } from '../../support/random.ts'
import { tablesOf, test, type Service } from '../../support/service.ts'
import { ACTORS } from '../../support/world/entities.ts'
import { randomFilter } from '../../support/world/filters.ts'
import { expectedGroups } from '../../support/world/groups.ts'
import { isAsked, type Filter } from '../../support/world/oracle.ts'
import { makeWorld, type KnownEvent, type World } from '../../support/world/world.ts'

interface Counterpart {
  actor: { name: string }
  eventCount: number
  lastContact: string | null
  kinds: { kind: string; count: number }[]
}

interface Found {
  actors: { nodes: { name: string; counterparts: Counterpart[] }[] }
}

const ASK = `query Counterparts($where: EventWhere) {
  actors { nodes { name counterparts(where: $where, first: 100) { actor { name } eventCount lastContact kinds { kind count } } } }
}`

function expected(key: string, events: readonly KnownEvent[]): Record<string, Omit<Counterpart, 'actor'>> {
  const met = events.filter(({ participants }) => participants.some(({ actor }) => actor === key))
  const found: Record<string, Omit<Counterpart, 'actor'>> = {}
  for (const { key: other, name } of ACTORS) {
    const both = met.filter(({ participants }) => participants.some(({ actor }) => actor === other))
    if (other === key || both.length === 0) continue
    const kinds = [...new Set(both.map(({ kind }) => kind))].map((kind) => ({
      kind,
      count: both.filter((event) => event.kind === kind).length,
    }))
    found[name] = {
      eventCount: both.length,
      lastContact:
        both
          .map(({ earliest }) => earliest)
          .reduce((one, next) => ((one ?? '') > (next ?? '') ? one : next), null)
          ?.replace('T00:00:00.000Z', '') ?? null,
      kinds: kinds.toSorted((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1)),
    }
  }
  return found
}

async function agree(service: Service, world: World, where: Filter | null) {
  const { data, errors } = await service.ask<Found>(ASK, { where })
  expect([JSON.stringify(where), errors]).toEqual([JSON.stringify(where), undefined])
  const events = world.events.filter((event) => isAsked(where, event, world))
  for (const { name, counterparts } of data.actors.nodes) {
    const { key } = ACTORS.find((each) => each.name === name)!
    const found = Object.fromEntries(counterparts.map(({ actor, ...rest }) => [actor.name, rest]))
    expect([JSON.stringify(where), name, found]).toEqual([JSON.stringify(where), name, expected(key, events)])
    const counts = counterparts.map(({ eventCount }) => eventCount)
    expect(counts).toEqual(counts.toSorted((a, b) => b - a))
  }
}

test('counterparts match the oracle for random filters, from the rollup and from events', async ({ service }) => {
  const chance = chanceOf(21)
  const world = await makeWorld(service, chance, 15)
  for (const where of [
    null,
    {},
    { kinds: ['MEETING'] },
    { kinds: ['MEETING', 'ATTACK'] },
    { realis: ['SCHEDULED'] },
    { certainty: ['RETRACTED'] },
  ]) {
    await agree(service, world, where)
  }
  const choices = chanceOf(seedFor(service.engine, 60))
  for (let i = 0; i < 30; i++) await agree(service, world, randomFilter(choices, world, 1))
})

test('counterparts of many actors cost one statement for all actors and one for the names', async ({ service }) => {
  await makeWorld(service, chanceOf(22), 4)
  await service.ask(ASK)
  expect(tablesOf(service.statements)).toEqual(['actors', 'unnest', 'actors'])
  expect(service.statements[1]).toMatch(/from "counterparts"/)
})

test('returns at most `first` counterparts and rejects other sizes', async ({ service }) => {
  await makeWorld(service, chanceOf(23), 6)
  const counted = async (args: string) => {
    const { data, errors } = await service.ask<{ actor: { counterparts: Counterpart[] } }>(
      `{ actor(by: { externalId: { scheme: WIKIDATA, value: "Q1" } }) { counterparts${args} { actor { name } eventCount } } }`,
    )
    return errors ? errors[0]!.extensions?.['code'] : data.actor.counterparts
  }
  const all = (await counted('')) as Counterpart[]
  expect(all.length).toBeGreaterThan(2)
  expect(await counted('(first: 2)')).toEqual(all.slice(0, 2))
  expect(await counted('(first: 0)')).toBe('BAD_USER_INPUT')
  expect(await counted('(first: 101)')).toBe('BAD_USER_INPUT')
  expect(await counted('(where: { storyline: "act_01h455vb4pex5vsknk084sn02q" })')).toBe('BAD_USER_INPUT')
})

interface Bucket {
  bucket: string | null
  timeFit: string
  count: number
}

interface Timelines {
  actors: { nodes: { name: string; counterparts: { actor: { name: string }; timeline: Bucket[] }[] }[] }
}

const TIMELINES = `query Timelines($where: EventWhere, $by: CalendarUnit) {
  actors { nodes { name counterparts(where: $where, first: 100) { actor { name } timeline(by: $by) { bucket timeFit count } } } }
}`

test('the timeline of each counterpart matches the oracle of groups', async ({ service }) => {
  const choices = chanceOf(seedFor(service.engine, 24))
  const world = await makeWorld(service, chanceOf(24), 8)
  const filters = [null, { realis: ['SCHEDULED', 'DESIRED'] }, { occurred: { from: '2016-04-01' } }]
  for (const where of [...filters, randomFilter(choices, world, 1)]) {
    for (const by of ['DAY', 'WEEK', 'MONTH', 'YEAR']) {
      const { data, errors } = await service.ask<Timelines>(TIMELINES, { where, by })
      expect([where, errors]).toEqual([where, undefined])
      const events = world.events.filter((event) => isAsked(where, event, world))
      for (const { name, counterparts } of data.actors.nodes) {
        for (const { actor, timeline } of counterparts) {
          const keys = [name, actor.name].map((each) => ACTORS.find((known) => known.name === each)!.key)
          const common = events.filter(({ participants }) =>
            keys.every((key) => participants.some((each) => each.actor === key)),
          )
          const expected = [...expectedGroups(common, [by])].map(([key, { count }]) => {
            const [bucket, timeFit] = JSON.parse(key) as [string | null, string]
            return { bucket, timeFit, count }
          })
          const inOrder = expected.toSorted((one, other) => {
            const [left, right] = [one, other].map(({ bucket, timeFit }) => (bucket ?? `~`) + timeFit)
            return left! < right! ? -1 : 1
          })
          expect([where, by, keys, timeline]).toEqual([where, by, keys, inOrder])
        }
      }
    }
  }
})

test('the timelines of many counterparts of many actors cost one statement', async ({ service }) => {
  await makeWorld(service, chanceOf(25), 4)
  service.statements.length = 0
  await service.ask(TIMELINES)
  expect(tablesOf(service.statements).toSorted()).toEqual(['actors', 'actors', 'unnest', 'unnest'])
})
