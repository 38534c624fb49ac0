import { types, type PGlite } from '@electric-sql/pglite'
import { sql, type Logger } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import { drizzle, PgliteDatabase, PgliteSession } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { untilAborted, type Budget } from '../budget/budget.ts'
import { whyRefused } from '../budget/errors.ts'
import { FairQueue } from '../budget/fair-queue.ts'
import { asDatabase, type Database } from '../database.ts'
import { PgliteClient } from '../pglite/client.ts'
import type { Queries, QueryOptions, Session } from '../pglite/session.ts'
import { logged } from '../sql/logged-reads.ts'
import type { BulkLoader, CopyRows } from './bulk-load.ts'
import { DEFAULT_STATEMENT_MS, SET_AS_OF, type DatabaseOptions, type OpenDatabase } from './connection.ts'
import { copyText } from './copy.ts'
import { lockFolder } from './folder-lock.ts'
import { fsyncFolder } from './fsync.ts'
import { migrationsFolder, migrationState } from './migrations.ts'
import { canonicalFolder, containsDatabase, createDatabase } from './pglite-folder.ts'
import { shareRuns } from './share-runs.ts'
import { withTimeout } from './timeout.ts'

/** 32 MB of buffers instead of the default 128 MB: more would only duplicate the page cache of the operating system. */
const SHARED_BUFFERS_MB = 32
const SETTINGS = ['TimeZone=UTC', 'DateStyle=ISO, MDY', 'max_stack_depth=1MB']

const PING_MS = 1_000
/** Statements of requests that wait for the engine itself; further ones wait in rotation by client. */
const MAX_SENT = 2

/** Moments, days and intervals are read as text, so that no digit is lost: also in arrays of them, and of numbers. */
const READ_AS_TEXT = [types.TIMESTAMP, types.TIMESTAMPTZ, types.DATE, types.INTERVAL, 1115, 1182, 1185, 1187, 1231]
const AS_ARRAYS: QueryOptions = {
  rowMode: 'array',
  parsers: Object.fromEntries(READ_AS_TEXT.map((type) => [type, (text: string) => text])),
}
const REPEATED: QueryOptions = { ...AS_ARRAYS, isRepeated: true }

type PgliteOptions = Omit<DatabaseOptions, 'url' | 'dataDir' | 'poolSize'>

/**
 * Opens the embedded engine in a folder, and creates the database if the folder is empty or does not exist.
 * @param dataDir only one process can have it open
 * @throws {Error} if another process has the folder open, or the folder contains something else
 */
export async function openPglite(dataDir: string, options: PgliteOptions): Promise<OpenDatabase> {
  const { log, production } = options
  const folder = canonicalFolder(dataDir)
  const unlock = await lockFolder(folder)
  try {
    const isNew = !containsDatabase(folder)
    if (isNew) {
      log.info({ folder }, 'Creating a new embedded database')
      await createDatabase(folder, async (temporary) => (await start(temporary, options)).close())
    }
    if (production) {
      log.warn(
        { folder },
        'THE EMBEDDED DATABASE IS IN USE IN PRODUCTION: one process, no replica, no backup. Set DATABASE_URL to use PostgreSQL',
      )
    }
    return wrapClient(folder, isNew, await start(folder, options), unlock, options.logger)
  } catch (error) {
    await unlock()
    throw error
  }
}

async function start(
  folder: string,
  { log, sharedBuffersMb = SHARED_BUFFERS_MB, statementMs = DEFAULT_STATEMENT_MS, whileOpening }: PgliteOptions,
): Promise<PgliteClient> {
  const settings = [`shared_buffers=${sharedBuffersMb}MB`, ...SETTINGS]
  try {
    return await PgliteClient.open({ folder, settings, statementTimeoutMs: statementMs, log, whileOpening })
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
  client: PgliteClient,
  unlock: () => Promise<void>,
  logger?: Logger,
): OpenDatabase {
  const logging = logger ? { logger } : {}
  // One for all handles: it remembers the names of columns.
  const dialect = new PgDialect({ casing: 'snake_case' })
  // Drizzle calls only `query` and `transaction`.
  const toHandle = (session: Queries) =>
    new PgliteDatabase(dialect, new PgliteSession(session as PGlite, dialect, undefined, logging), undefined)
  const toDatabase = (session: Queries) => {
    const handle = asDatabase(toHandle(session))
    const read = async (text: string, values: unknown[], options: QueryOptions) => {
      const { rows } = await session.query<unknown[]>(text, values, options)
      return rows
    }
    handle.reads = logged(logger, {
      lookUp: ({ text, values }) => read(text, values, REPEATED),
      read: ({ text, values, planning }) => read(text, values, planning === 'ONCE' ? REPEATED : AS_ARRAYS),
    })
    return handle
  }
  const limitedBy = createBudgetedQueries()
  const unlimited = client.session({ isLimited: false })
  const db = toDatabase(client.session())
  const unlimitedHandle = toHandle(unlimited)
  const unlimitedDb = asDatabase(unlimitedHandle)
  const flush = fsyncFolder(folder)
  const close = async () => {
    try {
      await client.close()
    } finally {
      await flush()
    }
  }
  let closing: Promise<void> | undefined
  const imports = new WorkQueue()
  return {
    db,
    engine: 'pglite',
    isNew,
    within: (budget) => {
      const session = client.session({ signal: budget.signal })
      return toDatabase({ ...session, ...limitedBy(budget, session) })
    },
    asOf: (at, budget) => {
      const queries = queriesAsOf(client.session({ signal: budget?.signal }), at)
      return toDatabase(budget ? limitedBy(budget, queries) : queries)
    },
    migrate: shareRuns(() => migrate(unlimitedHandle, { migrationsFolder })),
    migrationState: () => migrationState(db),
    withoutTimeout: (work) => work(unlimitedDb),
    // A queue of this process is enough: the lock of the folder excludes other processes.
    bulkLoad: (work, onWait) => imports.run(() => work(createBulkLoader(unlimited, unlimitedDb)), onWait),
    listen: (channel, onNotify) => client.listen(channel, onNotify),
    poolStates: () => [],
    ping: async () => {
      client.assertResponsive(PING_MS)
      const stop = new AbortController()
      const { signal } = stop
      try {
        await withTimeout(PING_MS, toHandle(client.session({ signal })).execute(sql`select 1`))
      } finally {
        stop.abort()
      }
    },
    persist: shareRuns(async () => {
      await unlimited.execute('checkpoint')
      await flush()
    }),
    close: () => (closing ??= close().finally(unlock)),
  }
}

/**
 * Limits the statements of requests to their budgets. At the end of a budget, the engine may still run the statement, up
 * to its time limit, but the request does not wait for it.
 */
function createBudgetedQueries(): (budget: Budget, queries: Queries) => Queries {
  const queue = new FairQueue({ max: MAX_SENT, refuse: whyRefused })
  return (budget, queries) => ({
    query: <Row>(...statement: Parameters<Queries['query']>) => {
      const run = () => untilAborted(queries.query<Row>(...statement), budget.signal)
      return budget.limited(() => queue.run(budget, run))
    },
  })
}

/** Runs each statement as of a moment, in a transaction of its own. */
function queriesAsOf(session: Session, at: string): Queries {
  const moment = `'${at.replaceAll("'", "''")}'`
  return session.inTransaction(`begin read only; ${SET_AS_OF.replace('$1', moment)}`)
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

function createBulkLoader(session: Session, db: Database): BulkLoader {
  return {
    db,
    transaction: (work) =>
      session.transaction(async (transaction) => {
        const queries: Queries = transaction
        const tx = asDatabase(drizzle({ client: queries as PGlite, casing: 'snake_case' }))
        const copy: CopyRows = async (table, rows) => {
          if (rows.length === 0) return
          const { target, chunks } = copyText(table, rows)
          await transaction.copy(target, chunks)
        }
        return work(tx, copy)
      }),
  }
}
