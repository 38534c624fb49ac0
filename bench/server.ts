import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { projectRoot } from '../database/project-root.ts'
import { runOnServer } from '../test/support/databases/databases.ts'
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
  const { server, stop } = await startPostgres(bin, scratch, { settings: SETTINGS })
  try {
    return await work(server)
  } finally {
    await stop()
    rmSync(scratch, { recursive: true, force: true })
  }
}

/**
 * Creates a database.
 * @param server the URL of the server, without a database
 * @returns false if it exists already, filled by an earlier run
 */
export function createDatabase(server: string, name: string): Promise<boolean> {
  return runOnServer(server, `create database ${name}`).then(
    () => true,
    () => false,
  )
}

/**
 * Fills a database of a server, or reuses the one that an earlier run filled.
 * @param server the URL of the server, without a database
 * @param name a name that differs if the content would
 * @param fill receives the URL of a new, empty database
 * @returns the URL of the database
 */
export async function filledDatabase(
  server: string,
  name: string,
  fill: (url: string) => Promise<void>,
): Promise<string> {
  // It changes nothing, and fails if there is no such database.
  const exists = await runOnServer(server, `alter database ${name} connection limit -1`).then(
    () => true,
    () => false,
  )
  if (exists) return `${server}/${name}`
  // The name shows that the database is complete: an interrupted run leaves the other one.
  const unfinished = `${name}_unfinished`
  await runOnServer(server, `drop database if exists ${unfinished} with (force)`)
  await runOnServer(server, `create database ${unfinished}`)
  await fill(`${server}/${unfinished}`)
  await runOnServer(server, `alter database ${unfinished} rename to ${name}`)
  return `${server}/${name}`
}

/** The digest of the migrations. */
export function migrationsDigest(): string {
  const folder = join(projectRoot, 'migrations')
  const hash = createHash('sha256')
  for (const name of readdirSync(folder).toSorted()) {
    if (name.endsWith('.sql')) hash.update(readFileSync(join(folder, name)))
  }
  return hash.digest('hex').slice(0, 12)
}

/** The memory of a process that is not swapped out (RSS), in MB. It is read without delaying this process. */
export async function residentMb(pid: number | undefined): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)])
  return Number(stdout.trim()) / 1024
}

/**
 * The number below which a share of numbers lies; NaN if there are none.
 * @param share such as 0.99
 */
export function percentile(numbers: readonly number[], share: number): number {
  return numbers.toSorted((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))] ?? NaN
}

/** The median of numbers, of an even number the mean of the middle two; NaN if there are none. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)] ?? NaN
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? NaN
  return (lower + upper) / 2
}
