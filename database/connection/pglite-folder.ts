import { randomUUID } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { fsyncFolder, fsyncPath } from './fsync.ts'

/** The PostgreSQL that this PGlite is, as a data folder names it. */
const POSTGRES_VERSION = '18'

/**
 * The one path of a folder, whatever links lead to it, so that all who open it meet at the same lock. What it is in is
 * made where it is missing.
 * @param dataDir a path, which may not exist yet
 * @throws {Error} where the folder is a mount: the lock has to be beside it, on the same disk
 */
export function canonicalFolder(dataDir: string): string {
  const given = resolve(dataDir)
  mkdirSync(dirname(given), { recursive: true })
  if (!existsSync(given)) return join(realpathSync(dirname(given)), basename(given))
  const folder = realpathSync(given)
  if (statSync(folder).dev !== statSync(dirname(folder)).dev) {
    throw new Error(
      `DATA_DIR ${folder} is a disk of its own. Name a folder on it, such as ${join(folder, 'dateline')}.`,
    )
  }
  return folder
}

/**
 * Whether a folder holds a database of this engine. Nothing is touched.
 * @returns false where there is nothing yet
 * @throws {Error} where it holds anything else
 */
export function containsDatabase(folder: string): boolean {
  if (!existsSync(folder)) return false
  if (!statSync(folder).isDirectory()) {
    throw new Error(`DATA_DIR ${folder} is a file. Name a folder, or one to be made.`)
  }
  const versionFile = join(folder, 'PG_VERSION')
  if (!existsSync(versionFile)) {
    if (readdirSync(folder).length === 0) return false
    throw new Error(`DATA_DIR ${folder} holds files that are no database. Name an empty folder, or one to be made.`)
  }
  const version = readFileSync(versionFile, 'utf8').trim()
  if (version !== POSTGRES_VERSION) {
    throw new Error(
      `DATA_DIR ${folder} was made by PostgreSQL ${version}, and this Dateline has ${POSTGRES_VERSION} built in. Name another folder, or open this one with the Dateline that made it.`,
    )
  }
  return true
}

/**
 * Makes a database beside its place and moves it there whole: a process killed meanwhile leaves none that is half made.
 * Whoever calls it holds the folder's lock.
 * @param folder a path where nothing is, or an empty folder
 * @param initialise makes a database in the folder that it is given, and closes it
 */
export async function createDatabase(folder: string, initialise: (folder: string) => Promise<void>): Promise<void> {
  const parent = dirname(folder)
  const siblings = `${basename(folder)}.new-`
  for (const name of readdirSync(parent)) {
    if (name.startsWith(siblings)) rmSync(join(parent, name), { recursive: true })
  }
  const made = join(parent, `${siblings}${randomUUID().slice(0, 8)}`)
  await initialise(made)
  // The engine leaves the folder open to every user of the machine.
  chmodSync(made, 0o700)
  await fsyncFolder(made)()
  if (existsSync(folder)) rmdirSync(folder)
  renameSync(made, folder)
  await fsyncPath(parent)
}
