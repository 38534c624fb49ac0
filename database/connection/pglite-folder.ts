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

/** The PostgreSQL version of PGlite, as in the file PG_VERSION of a data folder. */
const POSTGRES_VERSION = '18'

/**
 * Resolves the links in the path of a folder, so that all processes that open the folder use the same lock. Creates the
 * parent folder if it does not exist.
 * @param dataDir a path that need not exist
 * @throws {Error} if the folder is a mount point: the lock must be beside it on the same disk
 */
export function canonicalFolder(dataDir: string): string {
  const path = resolve(dataDir)
  mkdirSync(dirname(path), { recursive: true })
  if (!existsSync(path)) return join(realpathSync(dirname(path)), basename(path))
  const folder = realpathSync(path)
  if (statSync(folder).dev !== statSync(dirname(folder)).dev) {
    throw new Error(
      `DATA_DIR ${folder} is a mount point. Set it to a folder inside, such as ${join(folder, 'dateline')}.`,
    )
  }
  return folder
}

/**
 * Whether a folder contains a database of this engine. Changes nothing.
 * @returns false if the folder is empty or does not exist
 * @throws {Error} if it contains anything else
 */
export function containsDatabase(folder: string): boolean {
  if (!existsSync(folder)) return false
  if (!statSync(folder).isDirectory()) {
    throw new Error(`DATA_DIR ${folder} is a file. Set it to a folder; a missing folder is created.`)
  }
  const versionFile = join(folder, 'PG_VERSION')
  if (!existsSync(versionFile)) {
    if (readdirSync(folder).length === 0) return false
    throw new Error(`DATA_DIR ${folder} contains files but no database. Set it to an empty or a new folder.`)
  }
  const version = readFileSync(versionFile, 'utf8').trim()
  if (version !== POSTGRES_VERSION) {
    throw new Error(
      `DATA_DIR ${folder} was created by PostgreSQL ${version.slice(0, 80)}; this Dateline contains PostgreSQL ${POSTGRES_VERSION}. Set DATA_DIR to another folder, or open this one with the Dateline that created it.`,
    )
  }
  return true
}

/**
 * Creates a database in a temporary folder and renames that folder, so that a killed process leaves no half-created
 * database. The caller must hold the lock of the folder.
 * @param folder an empty folder, or a path that does not exist
 * @param initialise creates a database in the given folder and closes it
 */
export async function createDatabase(folder: string, initialise: (folder: string) => Promise<void>): Promise<void> {
  const parent = dirname(folder)
  const prefix = `${basename(folder)}.new-`
  for (const name of readdirSync(parent)) {
    if (name.startsWith(prefix)) rmSync(join(parent, name), { recursive: true })
  }
  const temporary = join(parent, `${prefix}${randomUUID().slice(0, 8)}`)
  await initialise(temporary)
  // The engine creates a folder that every user of the machine can read.
  chmodSync(temporary, 0o700)
  await fsyncFolder(temporary)()
  if (existsSync(folder)) rmdirSync(folder)
  renameSync(temporary, folder)
  await fsyncPath(parent)
}
