import { expect, test } from 'vitest'
import { DEFAULT_COST_LIMIT } from '../../../schema/cost/weights.ts'
import { costOf } from './queries.ts'

function diffOf(where: string, selection: string, args = ''): string {
  return `{ eventDiff(from: "2026-01-01T00:00:00Z", where: { ${where} } ${args}) { ${selection} } }`
}

test('an added field, difference, count or condition never lowers the cost of a diff', () => {
  const growing: string[][] = [
    [
      diffOf('', 'from'),
      diffOf('', 'nodes { change }'),
      diffOf('', 'nodes { change } totalCount'),
      diffOf('', 'nodes { change revisions { reason } } totalCount'),
      diffOf('', 'nodes { change revisions { reason } before { id } } totalCount'),
      diffOf('', 'nodes { change revisions { reason } before { id } after { id } } leftCount'),
      diffOf('search: "a"', 'nodes { change revisions { reason } before { id } after { id } } leftCount'),
      diffOf('search: "a"', 'nodes { change before { id } after { participations { actor { name } } } } leftCount'),
    ],
    [
      diffOf('', 'nodes { fields { field before } }', 'first: 1'),
      diffOf('', 'nodes { fields { field before } }'),
      diffOf('', 'nodes { fields { field before } }', 'first: 100'),
    ],
  ]
  for (const queries of growing) {
    const costs = queries.map((query) => costOf(query).cost)
    const growth = costs.map((cost, i) => cost > (costs[i - 1] ?? 0))
    expect([costs, growth]).toEqual([costs, costs.map(() => true)])
  }
})

test('a diff costs little more on many events: the number of changed events that it compares is bounded', () => {
  const diff = diffOf(
    'search: "a"',
    'totalCount nodes { change fields { field before after } before { id title } after { id title } }',
  )
  const costs = [5_000, 1_000_000].map((events) => costOf(diff, {}, events).cost)
  expect(costs[1]).toBeLessThan(DEFAULT_COST_LIMIT)
  expect(costs[1]! / costs[0]!).toBeLessThan(1.5)
  expect(costOf(diff, {}, 1_000).cost).toBeLessThan(costs[0]! / 2)
})
