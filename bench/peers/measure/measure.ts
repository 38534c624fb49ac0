import { percentile } from '../../server.ts'
import type { QueryName } from '../queries/query-name.ts'
import type { RunningPeer } from '../servers/running.ts'
import { addressOf, type Request } from '../servers/verify.ts'
import { postgresCpu, processCpu } from './cpu.ts'
import { drive } from './load.ts'

/** One server, query and number of connections, in one round. */
export interface Cell {
  peer: string
  query: QueryName
  connections: number
  round: number
  requestsPerSecond: number
  p50Ms: number
  p99Ms: number
  /** CPU time of the server and of PostgreSQL for a request, in microseconds; NaN if PostgreSQL runs elsewhere. */
  serverUs: number
  databaseUs: number
  failures: number
}

/** A server that answers a query, with its requests. */
export interface Contestant {
  running: RunningPeer
  requests: readonly Request[]
}

/** Drives one server with one query, so that its code is compiled and the database has the rows in memory. */
export async function warmUp(
  { running, requests }: Contestant,
  query: QueryName,
  connections: number,
  seconds: number,
): Promise<void> {
  const bodies = requests.map(({ body }) => body)
  await drive(addressOf(running, query), bodies, connections, seconds)
}

/**
 * Drives one server with one query, and reads the CPU times before and after.
 * @param duration in seconds
 */
export async function measure(
  { running, requests }: Contestant,
  cell: Pick<Cell, 'query' | 'connections' | 'round'>,
  duration: number,
  postmaster: number | undefined,
): Promise<Cell> {
  const url = addressOf(running, cell.query)
  const bodies = requests.map(({ body }) => body)
  const databaseCpu = () => (postmaster === undefined ? NaN : postgresCpu(postmaster))
  const before = { server: processCpu(running.pid), database: databaseCpu() }
  const { requests: answered, failures, seconds, latencies } = await drive(url, bodies, cell.connections, duration)
  const after = { server: processCpu(running.pid), database: databaseCpu() }
  const sorted = latencies.toSorted((a, b) => a - b)
  return {
    ...cell,
    peer: running.peer.name,
    requestsPerSecond: answered / seconds,
    p50Ms: percentile(sorted, 0.5),
    p99Ms: percentile(sorted, 0.99),
    serverUs: (after.server - before.server) / answered,
    databaseUs: (after.database - before.database) / answered,
    failures,
  }
}
