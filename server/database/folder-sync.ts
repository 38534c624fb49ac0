import { open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Brings the files of a folder to the disk: the embedded engine writes without fsync, so that a power cut could lose or
 * tear what it had written.
 * @param folder the folder of a database
 * @returns what brings every file down that has changed since the last time
 */
export const syncFolder = (folder: string): (() => Promise<void>) => {
  let since = -Infinity
  return async () => {
    const started = Date.now()
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    for (const entry of entries) {
      const path = join(entry.parentPath, entry.name)
      if ((entry.isFile() || entry.isDirectory()) && (await changedSince(path, since))) await sync(path)
    }
    await sync(folder)
    // File systems keep times less finely than the clock.
    since = started - 2_000
  }
}

const changedSince = async (path: string, since: number): Promise<boolean> => {
  try {
    return (await stat(path)).mtimeMs >= since
  } catch (error) {
    if (isGone(error)) return false
    throw error
  }
}

const sync = async (path: string): Promise<void> => {
  try {
    const handle = await open(path, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (!isGone(error)) throw error
  }
}

/** The engine drops files of its own accord. */
const isGone = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT'
