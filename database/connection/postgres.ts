import { sql, type Logger } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { asDatabase, type Database } from '../database.ts'
import type { Log } from '../log.ts'
import { waitForWriters } from '../sql/write-lock.ts'
import type { BulkLoader, CopyRows } from './bulk-load.ts'
import type { OpenDatabase } from './connection.ts'
import { SET_AS_OF } from './connection.ts'
import { copyText } from './copy.ts'
import { keepListening } from './listen.ts'
import { migrationsFolder, migrationState } from './migrations.ts'
import { withTimeout } from './timeout.ts'

const MIN_VERSION = 150_000
const CONNECT_MS = 5_000
const STATEMENT_MS = 15_000
const IDLE_IN_TRANSACTION_MS = 60_000
/** The advisory lock of the instance that runs migrations. */
const MIGRATION_LOCK_KEY = 7_203_654_901
/** The advisory lock of the process that runs an import. */
const IMPORT_LOCK_KEY = 7_203_654_902

type ErrorHandler = (error: Error) => void

/**
 * Connects to PostgreSQL 15 or later.
 * @param url a postgres:// URL
 * @throws {Error} if the server cannot be reached or is too old; the message contains the address without the password
 */
export async function openPostgres(
  url: string,
  { log, logger }: { log: Pick<Log, 'warn'>; logger?: Logger },
): Promise<OpenDatabase> {
  const address = addressOf(url)
  const onConnectionError: ErrorHandler = (error) =>
    log.warn({ err: error, address }, 'A connection to the database was lost')
  const pool = createPool(url, onConnectionError)
  await assertUsable(pool, address)

  const options = { casing: 'snake_case', ...(logger && { logger }) } as const
  const toDatabase = (client: pg.Pool | pg.PoolClient | pg.Client) => asDatabase(drizzle({ client, ...options }))
  const db = toDatabase(pool)
  // Drizzle's own `transaction` never releases the connection if BEGIN fails, until the pool has none left.
  db.transaction = async (work, config) => {
    const client = await pool.connect()
    try {
      return await toDatabase(client).transaction(work, config)
    } finally {
      client.release()
    }
  }
  let closing: Promise<void> | undefined
  const listeners: (() => Promise<void>)[] = []
  return {
    db,
    engine: 'postgresql',
    isNew: false,
    asOf: (at) => toDatabase(clientAsOf(pool, at, () => waitForWriters(db))),
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
    poolStates: () => [{ pool: 'main', size: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }],
    ping: async () => void (await withTimeout(1_000, db.execute(sql`select 1`))),
    persist: async () => undefined,
    close: () =>
      (closing ??= (async () => {
        await Promise.all(listeners.map((stop) => stop()))
        await pool.end()
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

/**
 * A client that runs each statement as of a moment, in a read-only transaction of its own.
 * @param waitForCommits called once before the first statement if the moment is so recent that writers dated before it
 * may not have committed yet
 */
function clientAsOf(pool: pg.Pool, at: string, waitForCommits: () => Promise<void>): pg.Client {
  let waiting: Promise<void> | undefined
  // The name of a prepared statement is dropped: it belongs to the plan that reads the present.
  const query = async ({ name: _name, ...statement }: pg.QueryConfig, params?: unknown[]): Promise<unknown> => {
    if (isRecent(at)) await (waiting ??= waitForCommits())
    const client = await pool.connect()
    try {
      await client.query(`begin read only; ${SET_AS_OF.replace('$1', pg.escapeLiteral(at))}`)
      const result = await client.query(statement, params)
      await client.query('commit')
      client.release()
      return result
    } catch (error) {
      // The pool must not keep a connection with the as-of settings: it is destroyed if the rollback fails.
      await client.query('rollback').then(
        () => client.release(),
        () => client.release(true),
      )
      throw error
    }
  }
  // Drizzle only calls `query` on a client.
  return { query } as unknown as pg.Client
}

/** A writer takes at most this long from dating its revisions to the commit. */
const MAX_COMMIT_MS = 10_000

function isRecent(at: string): boolean {
  return Date.now() - Date.parse(at) < MAX_COMMIT_MS
}

function createPool(url: string, onConnectionError: ErrorHandler): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    application_name: 'dateline',
    connectionTimeoutMillis: CONNECT_MS,
    // The server cancels a statement first; this is for a server that does not answer.
    query_timeout: STATEMENT_MS + 5_000,
    // Not in `options` of the connection: the URL may have `options` of its own, and poolers refuse them.
    onConnect: async (client) => {
      client.on('error', onConnectionError)
      await applySettings(client, STATEMENT_MS)
    },
  })
  // An unhandled error of an idle connection ends the process; so does one of a client in use without its own listener.
  pool.on('error', onConnectionError)
  return pool
}

async function applySettings(client: pg.ClientBase, statementTimeoutMs: number): Promise<void> {
  await client.query(
    `select set_config('TimeZone', 'UTC', false), set_config('DateStyle', 'ISO, MDY', false),
      set_config('default_transaction_isolation', 'read committed', false), set_config('statement_timeout', $1, false), set_config('idle_in_transaction_session_timeout', $2, false)`,
    [String(statementTimeoutMs), String(IDLE_IN_TRANSACTION_MS)],
  )
}

async function assertUsable(pool: pg.Pool, address: string): Promise<void> {
  try {
    const { rows } = await pool.query<{ number: number; name: string }>(
      "select current_setting('server_version_num')::int as number, current_setting('server_version') as name",
    )
    for (const { number, name } of rows) {
      if (number < MIN_VERSION) throw new Error(`it runs PostgreSQL ${name}, but Dateline needs 15 or later`)
    }
  } catch (error) {
    await pool.end()
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

/** Runs work on a connection outside of the pool, without a statement timeout. */
async function withDedicatedClient<Result>(
  url: string,
  applicationName: string,
  onConnectionError: ErrorHandler,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({
    connectionString: url,
    application_name: applicationName,
    connectionTimeoutMillis: CONNECT_MS,
  })
  client.on('error', onConnectionError)
  try {
    await client.connect()
    await applySettings(client, 0)
    return await work(client)
  } finally {
    await client.end()
  }
}
