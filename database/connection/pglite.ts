import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { unaccent } from '@electric-sql/pglite/contrib/unaccent'
import { sql, type Logger } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { asDatabase, type Database } from '../database.ts'
import type { Log } from '../log.ts'
import type { BulkLoader, CopyRows } from './bulk-load.ts'
import type { OpenDatabase } from './connection.ts'
import { SET_AS_OF } from './connection.ts'
import { copyText } from './copy.ts'
import { lockFolder } from './folder-lock.ts'
import { fsyncFolder } from './fsync.ts'
import { migrationsFolder, migrationState } from './migrations.ts'
import { canonicalFolder, containsDatabase, createDatabase } from './pglite-folder.ts'
import { shareRuns } from './share-runs.ts'
import { withTimeout } from './timeout.ts'

/** 32 MB of buffers instead of the default 128 MB: more would only duplicate the page cache of the operating system. */
const SHARED_BUFFERS_MB = 32
const SETTINGS = ['TimeZone=UTC', 'DateStyle=ISO, MDY']

/** Drizzle only calls `query` on a client. */
type QueryClient = Pick<PGlite, 'query'>

/**
 * Opens the embedded engine in a folder, and creates the database if the folder is empty or does not exist.
 * @param dataDir only one process can have it open
 * @throws {Error} if another process has the folder open, or the folder contains something else
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
      log.info({ folder }, 'Creating a new embedded database')
      await createDatabase(folder, async (temporary) => (await start(temporary, sharedBuffersMb)).close())
    }
    if (production) {
      log.warn(
        { folder },
        'THE EMBEDDED DATABASE IS IN USE IN PRODUCTION: one process, no replica, no backup. Set DATABASE_URL to use PostgreSQL',
      )
    }
    return wrapClient(folder, isNew, await start(folder, sharedBuffersMb), unlock, logger)
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
      `The embedded database ${folder} cannot be opened: ${(error as Error).message}. Restore a copy of the folder, or set DATA_DIR to another one.`,
      { cause: error },
    )
  }
}

function wrapClient(
  folder: string,
  isNew: boolean,
  client: PGlite,
  unlock: () => Promise<void>,
  logger?: Logger,
): OpenDatabase {
  const options = { casing: 'snake_case', ...(logger && { logger }) } as const
  const handle = drizzle({ client, ...options })
  const db = asDatabase(handle)
  const flush = fsyncFolder(folder)
  const persist = shareRuns(async () => {
    await client.exec('checkpoint')
    await flush()
  })
  const close = async () => {
    try {
      await persist()
    } finally {
      await client.close()
      await flush()
    }
  }
  let closing: Promise<void> | undefined
  const imports = new WorkQueue()
  return {
    db,
    engine: 'pglite',
    isNew,
    asOf: (at) => asDatabase(drizzle({ client: clientAsOf(client, at) as PGlite, ...options })),
    migrate: shareRuns(() => migrate(handle, { migrationsFolder })),
    migrationState: () => migrationState(db),
    withoutTimeout: (work) => work(db),
    // A queue of this process is enough: the lock of the folder excludes other processes.
    bulkLoad: (work, onWait) => imports.run(() => work(createBulkLoader(client, db)), onWait),
    listen: async (channel, onNotify) => void (await client.listen(channel, onNotify)),
    poolStates: () => [],
    ping: async () => void (await withTimeout(1_000, db.execute(sql`select 1`))),
    persist,
    close: () => (closing ??= close().finally(unlock)),
  }
}

/** A client that runs each statement as of a moment, in a transaction of its own. */
function clientAsOf(client: PGlite, at: string): QueryClient {
  return {
    query: (...statement: Parameters<PGlite['query']>) =>
      client.transaction(async (tx) => {
        await tx.query(SET_AS_OF, [at])
        return tx.query(...statement)
      }),
  } as QueryClient
}

class WorkQueue {
  #pendingCount = 0
  #last: Promise<unknown> = Promise.resolve()

  run<Result>(work: () => Promise<Result>, onWait: () => void): Promise<Result> {
    if (this.#pendingCount++ > 0) onWait()
    const result = this.#last.then(work).finally(() => this.#pendingCount--)
    this.#last = result.catch(() => undefined)
    return result
  }
}

function createBulkLoader(client: PGlite, db: Database): BulkLoader {
  return {
    db,
    transaction: (work) =>
      client.transaction(async (transaction) => {
        const queryClient: QueryClient = transaction
        const tx = asDatabase(drizzle({ client: queryClient as PGlite, casing: 'snake_case' }))
        const copy: CopyRows = async (table, rows) => {
          if (rows.length === 0) return
          const { target, chunks } = copyText(table, rows)
          await transaction.query(`copy ${target} from '/dev/blob'`, [], { blob: new Blob([...chunks]) })
        }
        return work(tx, copy)
      }),
  }
}
