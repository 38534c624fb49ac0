import { median } from '../../server.ts'
import type { QueryName } from '../queries/query-name.ts'
import type { Cell } from './measure.ts'

/** The medians of a server, query and number of connections over all rounds. */
export interface Summary extends Omit<Cell, 'round'> {
  /** CPU time of the server and PostgreSQL for a request, in microseconds. */
  totalUs: number
  /** Requests per second divided by those of the limit in the same round; the median of the rounds. */
  ofLimit: number
}

/** Dateline beside the fastest other server of each round, by requests per second and by CPU time. */
export interface Comparison {
  query: QueryName
  connections: number
  ofLimit: number
  /** CPU time of the limit divided by that of Dateline. */
  cpuOfLimit: number
  /** The name of the server with the most requests per second, of the medians. */
  bestPeer: string
  ofBest: number
  /** CPU time of the server that needs the least, divided by that of Dateline. */
  cpuOfBest: number
}

/** The CPU time of a request; that of the server alone if that of PostgreSQL is unknown. */
function totalUs({ serverUs, databaseUs }: Cell): number {
  return serverUs + (Number.isNaN(databaseUs) ? 0 : databaseUs)
}

/** @returns one summary for each server, query and number of connections, in the order of the cells */
export function summarize(cells: readonly Cell[]): Summary[] {
  const firstOnes = cells.filter((cell) => cells.find((other) => isSame(other, cell)) === cell)
  return firstOnes.map((first) => {
    const group = cells.filter((cell) => isSame(cell, first))
    const of = (value: (cell: Cell) => number) => median(group.map(value))
    return {
      peer: first.peer,
      query: first.query,
      connections: first.connections,
      requestsPerSecond: of((cell) => cell.requestsPerSecond),
      p50Ms: of((cell) => cell.p50Ms),
      p99Ms: of((cell) => cell.p99Ms),
      serverUs: of((cell) => cell.serverUs),
      databaseUs: of((cell) => cell.databaseUs),
      totalUs: of(totalUs),
      ofLimit: of((cell) => cell.requestsPerSecond / (sameRound(cells, cell, 'limit')?.requestsPerSecond ?? NaN)),
      failures: group.reduce((sum, { failures }) => sum + failures, 0),
    }
  })
}

/** Whether two cells differ only in their round. */
function isSame(a: Cell, b: Cell): boolean {
  return a.peer === b.peer && a.query === b.query && a.connections === b.connections
}

function sameRound(cells: readonly Cell[], { query, connections, round }: Cell, peer: string): Cell | undefined {
  return cells.find(
    (cell) => cell.peer === peer && cell.query === query && cell.connections === connections && cell.round === round,
  )
}

/** @returns the comparisons of Dateline; those that lack a server have NaN */
export function compare(cells: readonly Cell[], summaries: readonly Summary[]): Comparison[] {
  return summaries
    .filter(({ peer }) => peer === 'dateline')
    .map(({ query, connections }) => {
      const others = (cell: Pick<Cell, 'peer' | 'query' | 'connections'>) =>
        cell.query === query && cell.connections === connections && cell.peer !== 'dateline' && cell.peer !== 'limit'
      const own = cells.filter(
        (cell) => cell.peer === 'dateline' && cell.query === query && cell.connections === connections,
      )
      const peersOf = (cell: Cell) => cells.filter((other) => others(other) && other.round === cell.round)
      const of = (value: (cell: Cell) => number) => median(own.map(value))
      const [best] = summaries.filter(others).toSorted((a, b) => b.requestsPerSecond - a.requestsPerSecond)
      const limitOf = (cell: Cell) => sameRound(cells, cell, 'limit')
      return {
        query,
        connections,
        ofLimit: of((cell) => cell.requestsPerSecond / (limitOf(cell)?.requestsPerSecond ?? NaN)),
        cpuOfLimit: of((cell) => {
          const limit = limitOf(cell)
          return limit === undefined ? NaN : totalUs(limit) / totalUs(cell)
        }),
        bestPeer: best?.peer ?? '',
        ofBest: of(
          (cell) => cell.requestsPerSecond / Math.max(...peersOf(cell).map((other) => other.requestsPerSecond)),
        ),
        cpuOfBest: of((cell) => Math.min(...peersOf(cell).map(totalUs)) / totalUs(cell)),
      }
    })
}
