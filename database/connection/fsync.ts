import { readdirSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** File systems keep times less finely than the clock. */
const MARGIN_MS = 2_000
const AT_ONCE = 32
const CONTROL = join('global', 'pg_control')

/**
 * Brings the files of a folder to the disk: the embedded engine writes without fsync, so that a power cut could lose or
 * tear what it had written.
 * @param folder the folder of a database
 * @returns what brings every file down that has changed since the last time it succeeded
 */
export function fsyncFolder(folder: string): () => Promise<void> {
  let since = -Infinity
  return async () => {
    const started = Date.now()
    const changed = changedSince(folder, since)
    for (let n = 0; n < changed.length; n += AT_ONCE) await Promise.all(changed.slice(n, n + AT_ONCE).map(fsyncPath))
    // It names the checkpoint from which all others are read, so that they must be there first.
    await fsyncPath(join(folder, CONTROL))
    await fsyncPath(join(folder, dirname(CONTROL)))
    since = started - MARGIN_MS
  }
}

function changedSince(folder: string, since: number): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() || entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .concat(folder)
    .filter((path) => path !== join(folder, CONTROL))
    .filter((path) => (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? -Infinity) >= since)
}

/**
 * Brings one file, or the names in one folder, to the disk. One that is gone by now needs nothing.
 * @throws {Error} where the disk fails
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
