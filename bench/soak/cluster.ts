import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPostgres, startPostgres } from '../../test/support/databases/postgres-cluster.ts'

/** A PostgreSQL server that can be stopped and started again, and that loses nothing that it has committed. */
export interface Cluster {
  server: string
  /** Runs `pg_ctl`, such as `restart -m immediate`. */
  control(...args: string[]): void
  /** Stops the server for good and removes its files. */
  remove(): Promise<void>
}

/** Unlike the tests, a soak kills the server: a commit must be on disk. */
const DURABLE = ['fsync=on', 'synchronous_commit=on', 'full_page_writes=on', 'autovacuum=on']

/** @throws {Error} if no PostgreSQL server is installed */
export async function startCluster(): Promise<Cluster> {
  const bin = findPostgres()
  if (bin === undefined) throw new Error('No PostgreSQL server is installed. Install one.')
  const scratch = mkdtempSync(join(tmpdir(), 'dateline-soak-'))
  const { server, data, stop } = await startPostgres(bin, scratch, DURABLE)
  const control = (...args: string[]) => {
    const command = [join(bin, 'pg_ctl'), '-D', data, '-l', join(data, 'restarted.log'), '-w', ...args]
    const [program = '', ...rest] = process.getuid?.() === 0 ? ['runuser', '-u', 'postgres', '--', ...command] : command
    execFileSync(program, rest, { stdio: 'ignore', cwd: data })
  }
  return {
    server,
    control,
    remove: async () => {
      control('stop', '-m', 'immediate')
      await stop()
      rmSync(scratch, { recursive: true, force: true })
    },
  }
}
