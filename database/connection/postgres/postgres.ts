import { drizzle, NodePgDatabase, NodePgSession } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import { PgDialect } from 'drizzle-orm/pg-core'
import { availableParallelism } from 'node:os'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { untilAborted, type Budget } from '../../budget/budget.ts'
import { asDatabase, type Database } from '../../database.ts'
import type { Log } from '../../log.ts'
import { logged } from '../../sql/logged-reads.ts'
import { waitForWriters } from '../../sql/write-lock.ts'
import type { BulkLoader, CopyRows } from '../bulk-load.ts'
import { DEFAULT_STATEMENT_MS, type DatabaseOptions, type OpenDatabase } from '../connection.ts'
import { copyText } from '../copy.ts'
import { migrationsFolder, migrationState } from '../migrations.ts'
import { shareRuns } from '../share-runs.ts'
import { withTimeout } from '../timeout.ts'
import { keepListening } from './listen.ts'
import { TEXT_MOMENTS } from './pipelines.ts'
import { withDedicatedClient, type ErrorHandler } from './pool.ts'
import { PostgresStatements, type QueryClient } from './statements.ts'

const MIN_VERSION = 150_000
/**
 * More statements at once make each slower, and where PostgreSQL shares the machine, the event loop too: with 10 for two
 * processors, an attack with costly queries delayed other clients twice as long as with 4.
 */
const DEFAULT_POOL_SIZE = Math.max(4, 2 * availableParallelism())
/** The advisory lock of the instance that runs migrations. */
const MIGRATION_LOCK_KEY = 7_203_654_901
/** The advisory lock of the process that runs an import. */
const IMPORT_LOCK_KEY = 7_203_654_902

/**
 * Connects to PostgreSQL 15 or later.
 * @param url a postgres:// URL
 * @throws {Error} if the server cannot be reached or is too old; the message contains the address without the password
 */
export async function openPostgres(
  url: string,
  {
    log,
    logger,
    poolSize = DEFAULT_POOL_SIZE,
    statementMs = DEFAULT_STATEMENT_MS,
  }: Pick<DatabaseOptions, 'logger' | 'poolSize' | 'statementMs'> & { log: Pick<Log, 'warn'> },
): Promise<OpenDatabase> {
  const address = addressOf(url)
  const onConnectionError: ErrorHandler = (error) =>
    log.warn({ err: error, address }, 'A connection to the database was lost')
  const statements = new PostgresStatements({ url, max: poolSize, statementMs, onConnectionError })
  try {
    await assertUsable(statements, address)
  } catch (error) {
    await statements.close()
    throw error
  }

  const logging = logger ? { logger } : {}
  // One for all handles: it remembers the names of columns.
  const dialect = new PgDialect({ casing: 'snake_case' })
  // Drizzle calls only `query` on a client that is not a pool.
  const toDatabase = (client: QueryClient) =>
    asDatabase(
      new NodePgDatabase(dialect, new NodePgSession(client as pg.Client, dialect, undefined, logging), undefined),
    )
  const within = (budget?: Budget) => {
    const handle = toDatabase(asClient((statement, values) => statements.query(budget, statement, values)))
    handle.reads = logged(logger, {
      lookUp: (statement) => statements.lookUp(budget, statement),
      read: (statement) => statements.read(budget, statement),
    })
    // Drizzle's own `transaction` never releases the connection if BEGIN fails, until the pool has none left.
    handle.transaction = (work, config) =>
      statements.onWriter(budget, (client) => toDatabase(client).transaction(work, config))
    return handle
  }
  const db = within()
  // Shared by all readers that wait at the same time, also after one of them has left.
  const waitForCommits = shareRuns(() => statements.onWriter(undefined, (client) => waitForWriters(toDatabase(client))))
  const asOf = (at: string, budget?: Budget) => {
    let waited: Promise<void> | undefined
    const query = async (statement: pg.QueryConfig, values?: unknown[]) => {
      if (isRecent(at)) await untilAborted((waited ??= waitForCommits()), budget?.signal)
      return statements.queryAsOf(budget, at, statement, values)
    }
    const handle = toDatabase(asClient(query))
    const read = async ({ text, values }: { text: string; values: unknown[] }) => {
      const statement: pg.QueryArrayConfig = { text, rowMode: 'array', types: TEXT_MOMENTS }
      const { rows } = await query(statement, values)
      return rows as unknown[][]
    }
    handle.reads = logged(logger, { lookUp: read, read })
    return handle
  }
  let closing: Promise<void> | undefined
  const listeners: (() => Promise<void>)[] = []
  return {
    db,
    engine: 'postgresql',
    isNew: false,
    within,
    asOf,
    migrate: () => migrateWithLock(url, onConnectionError),
    withoutTimeout: (work) =>
      withDedicatedClient(url, 'dateline-work', onConnectionError, (client) => work(toDatabase(client))),
    bulkLoad: (work, onWait) =>
      withDedicatedClient(url, 'dateline-import', onConnectionError, async (client) => {
        const { rows } = await client.query<{ isFree: boolean }>('select pg_try_advisory_lock($1) as "isFree"', [
          IMPORT_LOCK_KEY,
        ])
        if (!rows[0]?.isFree) {
          onWait()
          await client.query('select pg_advisory_lock($1)', [IMPORT_LOCK_KEY])
        }
        return work(createBulkLoader(client, toDatabase(client)))
      }),
    migrationState: () => migrationState(db),
    listen: async (channel, onNotify) => {
      listeners.push(keepListening(url, channel, onNotify, onConnectionError))
    },
    poolStates: () => statements.poolStates(),
    ping: () => withTimeout(1_000, statements.ping()),
    persist: async () => undefined,
    close: () =>
      (closing ??= (async () => {
        await Promise.all(listeners.map((stop) => stop()))
        await statements.close()
      })()),
  }
}

function createBulkLoader(client: pg.Client, db: Database): BulkLoader {
  const copy: CopyRows = async (table, rows) => {
    if (rows.length === 0) return
    const { target, chunks } = copyText(table, rows)
    await pipeline(Readable.from(chunks), client.query(copyFrom(`copy ${target} from stdin`)))
  }
  // `db` has only this connection, so COPY runs inside the open transaction.
  return { db, transaction: (work) => db.transaction((tx) => work(tx, copy)) }
}

function asClient(query: (statement: pg.QueryConfig, values?: unknown[]) => Promise<pg.QueryResult>): QueryClient {
  return { query } as QueryClient
}

/** A writer takes at most this long from dating its revisions to the commit. */
const MAX_COMMIT_MS = 10_000

function isRecent(at: string): boolean {
  return Date.now() - Date.parse(at) < MAX_COMMIT_MS
}

async function assertUsable(statements: PostgresStatements, address: string): Promise<void> {
  try {
    const { rows } = await statements.query(undefined, {
      text: "select current_setting('server_version_num')::int as number, current_setting('server_version') as name",
    })
    for (const { number, name } of rows as { number: number; name: string }[]) {
      if (number < MIN_VERSION) throw new Error(`it runs PostgreSQL ${name}, but Dateline needs 15 or later`)
    }
  } catch (error) {
    throw new Error(
      `The database at ${address} cannot be used: ${messageOf(error)}. Check DATABASE_URL, and that the server is running.`,
      { cause: error },
    )
  }
}

/** A refused connection to a host with several addresses is an AggregateError without a message of its own. */
function messageOf(error: unknown): string {
  return error instanceof AggregateError && error.errors.length > 0
    ? (error.errors[0] as Error).message
    : (error as Error).message
}

/** Host, port and database as the driver reads them, for messages: without user and password. */
function addressOf(url: string): string {
  try {
    const { host, port, database } = new pg.Client({ connectionString: url })
    return `${host}:${port}/${database ?? ''}`
  } catch {
    // Without the cause: its message quotes the URL with the password.
    throw new Error('DATABASE_URL is not a PostgreSQL URL such as postgres://user:password@host:5432/dateline.')
  }
}

/** Drizzle's migrator takes no lock. The lock taken here is released when the connection ends. */
function migrateWithLock(url: string, onConnectionError: ErrorHandler): Promise<void> {
  return withDedicatedClient(url, 'dateline-migrate', onConnectionError, async (client) => {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK_KEY])
    await migrate(drizzle({ client, casing: 'snake_case' }), { migrationsFolder })
  })
}
