import { expect, test } from 'vitest'
import type { Cell } from '../../../bench/peers/measure/measure.ts'
import { compare, summarize } from '../../../bench/peers/measure/summary.ts'

function cell(peer: string, round: number, requestsPerSecond: number, serverUs: number, databaseUs: number): Cell {
  return {
    query: 'Q1',
    connections: 32,
    p50Ms: 1,
    p99Ms: 2,
    failures: round,
    peer,
    round,
    requestsPerSecond,
    serverUs,
    databaseUs,
  }
}

/** A machine that is half as fast in the second round and a tenth as fast in the third: the ratios are the same. */
const CELLS = [1, 0.5, 0.1].flatMap((speed, round) => [
  cell('limit', round, 1000 * speed, 100, 100),
  cell('dateline', round, 500 * speed, 300, 100),
  cell('mercurius', round, 250 * speed, 500, 300),
  cell('apollo', round, 200 * speed, 200, 100),
])

test('compares servers within each round, so that a slower round does not change a ratio', () => {
  const summaries = summarize(CELLS)
  expect(summaries.map(({ peer, ofLimit }) => [peer, ofLimit])).toEqual([
    ['limit', 1],
    ['dateline', 0.5],
    ['mercurius', 0.25],
    ['apollo', 0.2],
  ])
  expect(summaries[1]).toMatchObject({ requestsPerSecond: 250, serverUs: 300, databaseUs: 100, failures: 3 })
  expect(compare(CELLS, summaries)).toEqual([
    {
      query: 'Q1',
      connections: 32,
      bestPeer: 'mercurius',
      ofLimit: 0.5,
      cpuOfLimit: 0.5,
      ofBest: 2,
      cpuOfBest: 0.75,
    },
  ])
})

test('takes the mean of the middle two of an even number of rounds', () => {
  const [limit] = summarize(CELLS.filter(({ round }) => round < 2))
  expect(limit?.requestsPerSecond).toBe(750)
})

test('uses the CPU time of the servers alone if that of PostgreSQL is not known', () => {
  const cells = CELLS.map((known) => ({ ...known, databaseUs: NaN }))
  expect(compare(cells, summarize(cells))[0]).toMatchObject({ cpuOfLimit: 1 / 3, cpuOfBest: 2 / 3 })
})
