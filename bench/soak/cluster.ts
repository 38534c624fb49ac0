import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findPostgres, startPostgres } from '../../test/support/databases/postgres-cluster.ts'

/** A PostgreSQL server that can be stopped and started again, and that loses nothing that it has committed. */
export interface Cluster {
  server: string
  /** Runs `pg_ctl`, such as `restart -m immediate`, and waits for it. */
  control: (...args: string[]) => Promise<void>
  /** Starts it again on the same port, with the same settings. */
  start: () => Promise<void>
  /**
   * Fills the file system of its data.
   * @returns a function that frees it again; undefined if the data is on a file system that others use too
   */
  fillDisk: (() => Promise<() => Promise<void>>) | undefined
  /** Stops the server for good and removes its files. */
  remove: () => Promise<void>
}

/** Unlike the tests, a soak kills the server: a commit must be on disk. */
const DURABLE = ['fsync=on', 'synchronous_commit=on', 'full_page_writes=on', 'autovacuum=on', 'max_wal_size=128MB']
const DISK_MB = 800

const run = promisify(execFile)

/** @throws {Error} if no PostgreSQL server is installed */
export async function startCluster(): Promise<Cluster> {
  const bin = findPostgres()
  if (bin === undefined) throw new Error('No PostgreSQL server is installed. Install one.')
  const scratch = mkdtempSync(join(tmpdir(), 'dateline-soak-'))
  const isMounted = await mountDisk(scratch)
  const { server, data, stop } = await startPostgres(bin, scratch, { settings: DURABLE })
  const control = async (...args: string[]) => {
    const command = [join(bin, 'pg_ctl'), '-D', data, '-l', join(data, 'restarted.log'), '-w', ...args]
    const [program = '', ...rest] = process.getuid?.() === 0 ? ['runuser', '-u', 'postgres', '--', ...command] : command
    await run(program, rest, { cwd: data })
  }
  // `pg_ctl start` does not repeat the options of the command line, unlike `pg_ctl restart`.
  const [, options = ''] = /^\S+ (.*)$/m.exec(readFileSync(join(data, 'postmaster.opts'), 'utf8')) ?? []
  return {
    server,
    control,
    start: () => control('start', '-o', options),
    fillDisk: isMounted ? () => fill(scratch) : undefined,
    remove: async () => {
      // It may have stopped already.
      await control('stop', '-m', 'immediate').catch(() => undefined)
      await stop()
      if (isMounted) await run('umount', [scratch])
      rmSync(scratch, { recursive: true, force: true })
    },
  }
}

/** Mounts a small file system in memory. @returns false if this user may not */
async function mountDisk(folder: string): Promise<boolean> {
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m`, 'tmpfs', folder])
    return true
  } catch {
    return false
  }
}

async function fill(disk: string): Promise<() => Promise<void>> {
  const path = join(disk, 'filler')
  const file = await open(path, 'w')
  const chunk = Buffer.alloc(4 * 1024 * 1024)
  try {
    for (;;) await file.write(chunk)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  } finally {
    await file.close()
  }
  return () => rm(path)
}
