import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPostgres, startPostgres } from '../test/support/databases/postgres-cluster.ts'

/** More memory than a test's server, and the rest as it would be. */
const SETTINGS = [
  'shared_buffers=2GB',
  'work_mem=32MB',
  'effective_cache_size=8GB',
  'random_page_cost=1.1',
  'jit=off',
  'max_wal_size=8GB',
]

/**
 * Runs work on a PostgreSQL server that it starts and throws away, or on that of `BENCH_DATABASE_URL`.
 * @param work takes the server's address, without a database
 * @throws {Error} where no server is installed
 */
export async function withPostgres<Result>(work: (server: string) => Promise<Result>): Promise<Result> {
  // oxlint-disable-next-line node/no-process-env -- a command of its own
  const given = process.env['BENCH_DATABASE_URL']
  if (given) return work(given.replace(/\/+$/, ''))
  const bin = findPostgres()
  if (bin === undefined)
    throw new Error('No PostgreSQL server is installed here. Install one, or set BENCH_DATABASE_URL.')
  const scratch = mkdtempSync(join(tmpdir(), 'dateline-bench-'))
  const { server, stop } = await startPostgres(bin, scratch, SETTINGS)
  try {
    return await work(server)
  } finally {
    await stop()
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** The number in the middle. */
export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!
}
