import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { unaccent } from '@electric-sql/pglite/contrib/unaccent'
import { sql, type Logger } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import type { Database } from '../database.ts'
import type { Log } from '../log.ts'
import type { BulkLoader, CopyRows } from './bulk-load.ts'
import type { OpenDatabase } from './connection.ts'
import { SET_AS_OF } from './connection.ts'
import { copyText } from './copy.ts'
import { lockFolder } from './folder-lock.ts'
import { fsyncFolder } from './fsync.ts'
import { isMigrated, migrationsFolder } from './migrations.ts'
import { canonicalFolder, containsDatabase, createDatabase } from './pglite-folder.ts'
import { withTimeout } from './timeout.ts'

/** The engine's own 128 MB of buffers would only double what the system caches anyway. */
const SHARED_BUFFERS_MB = 32
const SETTINGS = ['TimeZone=UTC', 'DateStyle=ISO, MDY']

/**
 * Opens the embedded engine in a folder of its own, making it where there is none.
 * @param dataDir the folder, which only one process may have open
 * @throws {Error} where another process has the folder, or it holds something else
 */
export async function openPglite(
  dataDir: string,
  {
    log,
    production,
    logger,
    sharedBuffersMb = SHARED_BUFFERS_MB,
  }: { log: Pick<Log, 'info' | 'warn'>; production?: boolean; logger?: Logger; sharedBuffersMb?: number },
): Promise<OpenDatabase> {
  const folder = canonicalFolder(dataDir)
  const unlock = await lockFolder(folder)
  try {
    const isNew = !containsDatabase(folder)
    if (isNew) {
      log.info({ folder }, 'Making a new embedded database')
      await createDatabase(folder, async (made) => (await start(made, sharedBuffersMb)).close())
    }
    if (production) {
      log.warn(
        { folder },
        'THE EMBEDDED DATABASE SERVES IN PRODUCTION: one process, no replica, no backup of its own. Set DATABASE_URL to use PostgreSQL',
      )
    }
    return serve(folder, isNew, await start(folder, sharedBuffersMb), unlock, logger)
  } catch (error) {
    await unlock()
    throw error
  }
}

async function start(folder: string, sharedBuffersMb: number): Promise<PGlite> {
  const settings = [`shared_buffers=${sharedBuffersMb}MB`, ...SETTINGS]
  try {
    return await PGlite.create(folder, {
      extensions: { pg_trgm, unaccent },
      startParams: [...PGlite.defaultStartParams, ...settings.flatMap((setting) => ['-c', setting])],
    })
  } catch (error) {
    throw new Error(
      `The embedded database ${folder} does not open: ${(error as Error).message}. Put back a copy of it, or name another DATA_DIR.`,
      { cause: error },
    )
  }
}

function serve(
  folder: string,
  isNew: boolean,
  client: PGlite,
  unlock: () => Promise<void>,
  logger?: Logger,
): OpenDatabase {
  const handle = drizzle({ client, casing: 'snake_case', ...(logger && { logger }) })
  // Only the results of raw statements differ between the drivers; the types of both say so.
  const db = handle as unknown as Database
  const sync = fsyncFolder(folder)
  const persist = oneAtATime(async () => {
    await client.exec('checkpoint')
    await sync()
  })
  const close = async () => {
    try {
      await persist()
    } finally {
      await client.close()
      await sync()
    }
  }
  let closing: Promise<void> | undefined
  const loads = new Turns()
  return {
    db,
    engine: 'pglite',
    isNew,
    asOf: (at) =>
      drizzle({ client: inPast(client, at), casing: 'snake_case', ...(logger && { logger }) }) as unknown as Database,
    migrate: oneAtATime(() => migrate(handle, { migrationsFolder })),
    isMigrated: () => isMigrated(db),
    withoutTimeout: (work) => work(db),
    // The folder's lock keeps every other process away.
    bulkLoad: (work, onWait) => loads.run(() => work(loadingInto(client, db)), onWait),
    listen: async (channel, onBell) => void (await client.listen(channel, onBell)),
    ping: async () => void (await withTimeout(1_000, db.execute(sql`select 1`))),
    persist,
    close: () => (closing ??= close().finally(unlock)),
  }
}

/** Of a client, Drizzle asks no more for reading than that it answers queries. */
function inPast(client: PGlite, at: string): PGlite {
  const query = (...statement: Parameters<PGlite['query']>) =>
    client.transaction(async (tx) => {
      await tx.query(SET_AS_OF, [at])
      return tx.query(...statement)
    })
  return { query } as unknown as PGlite
}

/** One import after the other: this process is the only one that has the folder. */
class Turns {
  #waiting = 0
  #last: Promise<unknown> = Promise.resolve()

  run<Result>(work: () => Promise<Result>, onWait: () => void): Promise<Result> {
    if (this.#waiting++ > 0) onWait()
    const mine = this.#last.then(work).finally(() => this.#waiting--)
    this.#last = mine.catch(() => undefined)
    return mine
  }
}

function loadingInto(client: PGlite, db: Database): BulkLoader {
  return {
    db,
    transaction: (work) =>
      client.transaction(async (inside) => {
        // Drizzle asks no more of a transaction than of a connection: that it answers queries.
        const tx = drizzle({ client: inside as unknown as PGlite, casing: 'snake_case' }) as unknown as Database
        const copy: CopyRows = async (table, rows) => {
          if (rows.length === 0) return
          const { target, pieces } = copyText(table, rows)
          await inside.query(`copy ${target} from '/dev/blob'`, [], { blob: new Blob([...pieces]) })
        }
        return work(tx, copy)
      }),
  }
}

/** Calls that come while one runs share the next one, which starts after all of them. */
function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  let next: Promise<void> | undefined
  const startNext = async () => {
    await running.catch(() => undefined)
    next = undefined
    running = work()
    await running
  }
  return () => (next ??= startNext())
}
