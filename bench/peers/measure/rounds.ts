import type { Options } from '../options.ts'
import type { Contest } from '../servers/start-all.ts'
import { measure, warmUp, type Cell } from './measure.ts'

const CELL_WARM_UP_SECONDS = 1

/**
 * Measures all contests in interleaved rounds: within a round, the servers of a query alternate, and each round begins
 * with another server.
 * @param postmaster the first process of PostgreSQL; undefined if it runs on another machine
 */
export async function measureAll(
  contests: readonly Contest[],
  { connections, rounds, seconds, warmUpSeconds }: Options,
  postmaster: number | undefined,
): Promise<Cell[]> {
  for (const { query, contestants } of contests)
    for (const contestant of contestants) await warmUp(contestant, query, Math.max(...connections), warmUpSeconds)
  const cells: Cell[] = []
  for (let round = 0; round < rounds; round++) {
    for (const { query, contestants } of contests) {
      for (const count of connections) {
        const shift = round % contestants.length
        for (const contestant of [...contestants.slice(shift), ...contestants.slice(0, shift)]) {
          await warmUp(contestant, query, count, CELL_WARM_UP_SECONDS)
          const cell = await measure(contestant, { query, connections: count, round }, seconds, postmaster)
          cells.push(cell)
          const cpu = `${cell.serverUs.toFixed(0)} + ${cell.databaseUs.toFixed(0)} µs`
          console.error(
            `round ${round + 1}, ${query}, ${count}: ${cell.peer} ${cell.requestsPerSecond.toFixed(0)}/s, ${cpu}`,
          )
        }
      }
    }
  }
  return cells
}
