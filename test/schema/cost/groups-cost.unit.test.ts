import { expect, test } from 'vitest'
import { DEFAULT_COST_LIMIT } from '../../../schema/cost/weights.ts'
import { costOf } from './queries.ts'

function map(where: string, zoom: number, key = 'cell { id latitude longitude }') {
  return costOf(
    `{ events(where: { ${where} }) { groups(by: [CELL], zoom: ${zoom}, first: 2000) { count key { ${key} } } } }`,
  ).cost
}

test('a map of the world is accepted at a million events, and costs more from events and for its places', () => {
  const world = map('', 3)
  expect(world).toBeLessThan(DEFAULT_COST_LIMIT / 2)
  expect(map('', 3, 'cell { id latitude longitude } place { name }')).toBeGreaterThan(world)
  expect(map('minMentions: 2', 3)).toBeGreaterThan(DEFAULT_COST_LIMIT)
  expect(map('occurred: { during: "2016-04-05" }', 3)).toBeLessThan(DEFAULT_COST_LIMIT)
})

test('empty buckets cost as many groups as the list may have', () => {
  const histogram = (args: string) => costOf(`{ events { groups(by: [YEAR], first: 200 ${args}) { count } } }`).cost
  expect(histogram(', emptyBuckets: true')).toBeGreaterThan(histogram(''))
})

test('extents of places cost their points', () => {
  const places = (first: number, fields: string) => costOf(`{ places(first: ${first}) { nodes { ${fields} } } }`).cost
  const one = places(10, 'name extent { radiusKm }')
  expect(one).toBeGreaterThan(places(10, 'name'))
  expect(places(20, 'name extent { radiusKm }')).toBeGreaterThan(one)
  expect(places(100, 'name extent { radiusKm }')).toBeLessThan(DEFAULT_COST_LIMIT)
})

test('the timelines of counterparts cost the events of each actor once', () => {
  const actor = (fields: string) =>
    costOf(`{ actors(first: 1) { nodes { counterparts(first: 10) { ${fields} } } } }`).cost
  const timelines = actor('eventCount timeline { count }')
  expect(timelines).toBeGreaterThan(actor('eventCount'))
  expect(actor('eventCount timeline(by: DAY) { count }')).toBeGreaterThan(timelines)
  const network = `{ actors(first: 1) { nodes { counterparts(first: 100) { actor { name } timeline { bucket count } } } } }`
  expect(costOf(network, {}, 100_000).cost).toBeLessThan(DEFAULT_COST_LIMIT)
})
