import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import type { Database } from '../../schema/tables/database.ts'
import type { DatabaseOptions, OpenDatabase } from '../database.ts'
import { lockFolder } from './folder-lock.ts'
import { syncFolder } from './folder-sync.ts'
import { countMissing, migrationsFolder } from './migrations.ts'

/** The PostgreSQL that this PGlite is, as a data folder names it. */
const POSTGRES_VERSION = '18'

/**
 * Opens the embedded engine in a folder of its own, making it where there is none.
 * @throws {Error} where another process has the folder, or it holds something else
 */
export const openEmbedded = async ({
  dataDir,
  log,
  production,
  statements,
}: DatabaseOptions): Promise<OpenDatabase> => {
  const folder = resolve(dataDir)
  mkdirSync(dirname(folder), { recursive: true })
  const unlock = await lockFolder(folder)
  try {
    const fresh = !isDatabase(folder)
    if (fresh) await initialise(folder)
    const client = await PGlite.create(folder)
    await client.exec("set TimeZone = 'UTC'; set DateStyle = 'ISO'")
    if (production) {
      log.warn(
        { folder },
        'The embedded database serves in production: it is one process without a server to back up. Set DATABASE_URL to use PostgreSQL',
      )
    }
    const db = drizzle({ client, casing: 'snake_case', ...(statements && { logger: statements }) })
    const sync = syncFolder(folder)
    const persist = async () => {
      await client.exec('checkpoint')
      await sync()
    }
    const close = async () => {
      await persist()
      await client.close()
      await sync()
      await unlock()
    }
    let closing: Promise<void> | undefined
    return {
      db: db as unknown as Database,
      engine: 'pglite',
      fresh,
      migrate: () => migrate(db, { migrationsFolder }),
      missingMigrations: () => countMissing(db as unknown as Database),
      ping: async () => void (await db.execute(sql`select 1`)),
      persist,
      close: () => (closing ??= close()),
    }
  } catch (error) {
    await unlock()
    throw error
  }
}

/** @throws {Error} where the folder is there but cannot be opened by this engine; nothing in it is touched */
const isDatabase = (folder: string): boolean => {
  if (!existsSync(folder)) return false
  if (!statSync(folder).isDirectory())
    throw new Error(`DATA_DIR ${folder} is a file. Name a folder, or one to be made.`)
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

/** Made beside its place and moved there whole: a process killed meanwhile leaves no half-made database. */
const initialise = async (folder: string): Promise<void> => {
  const nursery = `${folder}.new-`
  for (const name of readdirSync(dirname(folder))) {
    if (name.startsWith(basename(nursery))) rmSync(join(dirname(folder), name), { recursive: true })
  }
  const made = `${nursery}${process.pid}`
  const client = await PGlite.create(made)
  await client.close()
  await syncFolder(made)()
  if (existsSync(folder)) rmSync(folder, { recursive: true })
  renameSync(made, folder)
}
