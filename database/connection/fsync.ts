import { readdirSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** File systems store times less precisely than the clock. */
const CLOCK_MARGIN_MS = 2_000
const MAX_CONCURRENT = 32
const CONTROL_FILE = join('global', 'pg_control')

/**
 * Flushes the files of a folder to disk (fsync). The embedded engine writes without fsync, so a power failure could
 * lose or tear its files.
 * @param folder the folder of a database
 * @returns a function that flushes every file that has changed since its last successful call
 */
export function fsyncFolder(folder: string): () => Promise<void> {
  let changedAfterMs = -Infinity
  return async () => {
    const startedMs = Date.now()
    const paths = pathsChangedSince(folder, changedAfterMs)
    for (let n = 0; n < paths.length; n += MAX_CONCURRENT) {
      await Promise.all(paths.slice(n, n + MAX_CONCURRENT).map(fsyncPath))
    }
    // Last, because it names the checkpoint that recovery starts from: the files of that checkpoint must be on disk.
    await fsyncPath(join(folder, CONTROL_FILE))
    await fsyncPath(join(folder, dirname(CONTROL_FILE)))
    changedAfterMs = startedMs - CLOCK_MARGIN_MS
  }
}

function pathsChangedSince(folder: string, timeMs: number): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() || entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .concat(folder)
    .filter((path) => path !== join(folder, CONTROL_FILE))
    .filter((path) => (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? -Infinity) >= timeMs)
}

/**
 * Flushes one file, or the entries of one folder, to disk. Ignores a path that does not exist.
 * @throws {Error} if the disk fails
 */
export async function fsyncPath(path: string): Promise<void> {
  try {
    const handle = await open(path, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
