import { mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PREFIX = 'dateline-test-'
const MIN_FREE_BYTES = 2 ** 30

/** The file system in memory if it has 1 GB free, because copies of a database are cheaper there. */
const root = hasFreeMemory() ? '/dev/shm' : tmpdir()

function hasFreeMemory(): boolean {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm')
    return bavail * bsize >= MIN_FREE_BYTES
  } catch {
    return false
  }
}

/**
 * Creates a temporary folder for a test run, and removes the folders of runs that were killed.
 * @returns the path, and a function that removes the folder
 */
export function makeScratch(): { folder: string; remove: () => void } {
  for (const name of readdirSync(root)) {
    const owner = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]
    if (owner !== undefined && !isAlive(Number(owner))) remove(join(root, name))
  }
  const folder = mkdtempSync(join(root, `${PREFIX}${process.pid}-`))
  return { folder, remove: () => remove(folder) }
}

function remove(folder: string): void {
  return rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
