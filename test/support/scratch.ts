import { mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PREFIX = 'dateline-test-'
const ROOM = 2 ** 30

/** Memory, where the system lends it as a folder and has a gigabyte to spare: copies of a database are then cheap. */
const root = (() => {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm')
    return bavail * bsize >= ROOM ? '/dev/shm' : tmpdir()
  } catch {
    return tmpdir()
  }
})()

/**
 * Makes a folder for the files of one test run, and removes those of runs that were killed.
 * @returns its path, and what removes it
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
