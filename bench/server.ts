import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPostgres, startPostgres } from '../test/support/databases/postgres-cluster.ts'

/** More memory than the server of the tests. */
const SETTINGS = [
  'shared_buffers=2GB',
  'work_mem=32MB',
  'effective_cache_size=8GB',
  'random_page_cost=1.1',
  'jit=off',
  'max_wal_size=8GB',
]

/**
 * Runs work on a temporary PostgreSQL server, or on the server of `BENCH_DATABASE_URL`.
 * @param work receives the URL of the server, without a database
 * @throws {Error} if no PostgreSQL server is installed
 */
export async function withPostgres<Result>(work: (server: string) => Promise<Result>): Promise<Result> {
  // oxlint-disable-next-line node/no-process-env -- the benchmarks are commands of their own
  const url = process.env['BENCH_DATABASE_URL']
  if (url) return work(url.replace(/\/+$/, ''))
  const bin = findPostgres()
  if (bin === undefined) throw new Error('No PostgreSQL server is installed. Install one, or set BENCH_DATABASE_URL.')
  const scratch = mkdtempSync(join(tmpdir(), 'dateline-bench-'))
  const { server, stop } = await startPostgres(bin, scratch, SETTINGS)
  try {
    return await work(server)
  } finally {
    await stop()
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** The median of numbers; NaN if there are none. */
export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN
}
