import { sql, type Logger } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Database } from '../database.ts'
import type { Log } from '../log.ts'
import { waitForWriters } from '../sql/write-lock.ts'
import type { BulkLoader, CopyRows } from './bulk-load.ts'
import type { OpenDatabase } from './connection.ts'
import { SET_AS_OF } from './connection.ts'
import { copyText } from './copy.ts'
import { keepListening } from './listen.ts'
import { isMigrated, migrationsFolder } from './migrations.ts'
import { withTimeout } from './timeout.ts'

const OLDEST_VERSION = 150_000
const CONNECT_MS = 5_000
const STATEMENT_MS = 15_000
const IDLE_IN_TRANSACTION_MS = 60_000
/** One number for all instances: whoever holds it migrates. */
const MIGRATION_LOCK = 7_203_654_901
/** Whoever holds it imports. */
const IMPORT_LOCK = 7_203_654_902

type Survive = (error: Error) => void

/**
 * Connects to PostgreSQL 15 or later.
 * @param url a postgres:// address
 * @throws {Error} where the server cannot be reached or is too old; the address is named without its password
 */
export async function openPostgres(
  url: string,
  { log, logger }: { log: Pick<Log, 'warn'>; logger?: Logger },
): Promise<OpenDatabase> {
  const address = addressOf(url)
  const survive: Survive = (error) => log.warn({ err: error, address }, 'A connection to the database was lost')
  const pool = makePool(url, survive)
  await refuseUnlessUsable(pool, address)

  const options = { casing: 'snake_case', ...(logger && { logger }) } as const
  const db = drizzle({ client: pool, ...options }) as unknown as Database
  // Drizzle's own keeps the connection for ever where BEGIN fails, until the pool has none left.
  db.transaction = async (work, config) => {
    const client = await pool.connect()
    try {
      return await (drizzle({ client, ...options }) as unknown as Database).transaction(work, config)
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
    asOf: (at) => drizzle({ client: inPast(pool, at, () => waitForWriters(db)), ...options }) as unknown as Database,
    migrate: () => migrateAlone(url, survive),
    withoutTimeout: (work) =>
      patiently(url, 'dateline-work', survive, (client) =>
        work(drizzle({ client, ...options }) as unknown as Database),
      ),
    bulkLoad: (work, onWait) =>
      patiently(url, 'dateline-import', survive, async (client) => {
        const { rows } = await client.query<{ free: boolean }>('select pg_try_advisory_lock($1) as free', [IMPORT_LOCK])
        if (!rows[0]!.free) {
          onWait()
          await client.query('select pg_advisory_lock($1)', [IMPORT_LOCK])
        }
        return work(loadingInto(client, drizzle({ client, ...options }) as unknown as Database))
      }),
    isMigrated: () => isMigrated(db),
    listen: async (channel, onBell) => {
      listeners.push(keepListening(url, channel, onBell, survive))
    },
    ping: async () => void (await withTimeout(1_000, db.execute(sql`select 1`))),
    persist: async () => undefined,
    close: () =>
      (closing ??= (async () => {
        await Promise.all(listeners.map((stop) => stop()))
        await pool.end()
      })()),
  }
}

function loadingInto(client: pg.Client, db: Database): BulkLoader {
  const copy: CopyRows = async (table, rows) => {
    if (rows.length === 0) return
    const { target, pieces } = copyText(table, rows)
    await pipeline(Readable.from(pieces), client.query(copyFrom(`copy ${target} from stdin`)))
  }
  // There is one connection only, so that what is copied is in the transaction that is open on it.
  return { db, transaction: (work) => db.transaction((tx) => work(tx, copy)) }
}

/** Of a client, Drizzle asks no more for reading than that it answers queries. */
function inPast(pool: pg.Pool, at: string, settled: () => Promise<void>): pg.Client {
  let waited: Promise<void> | undefined
  const query = async ({ name: _name, ...statement }: pg.QueryConfig, params?: unknown[]): Promise<unknown> => {
    if (isRecent(at)) await (waited ??= settled())
    const client = await pool.connect()
    try {
      await client.query(`begin read only; ${SET_AS_OF.replace('$1', pg.escapeLiteral(at))}`)
      // Not by the name by which the statement is prepared for the present.
      const answer = await client.query(statement, params)
      await client.query('commit')
      client.release()
      return answer
    } catch (error) {
      // Nothing of the past may be left in it: a connection that cannot be brought back is given up.
      await client.query('rollback').then(
        () => client.release(),
        () => client.release(true),
      )
      throw error
    }
  }
  return { query } as unknown as pg.Client
}

/** Nobody who has dated what he did takes longer than this to commit it. */
const COMMIT_MS = 10_000

function isRecent(at: string): boolean {
  return Date.now() - Date.parse(at) < COMMIT_MS
}

function makePool(url: string, survive: Survive): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    application_name: 'dateline',
    connectionTimeoutMillis: CONNECT_MS,
    // The server gives up first; this is for one that does not answer at all.
    query_timeout: STATEMENT_MS + 5_000,
    // Not by the address's `options`, which an address may have of its own and a pooler in between refuses.
    onConnect: async (client) => {
      client.on('error', survive)
      await settle(client, STATEMENT_MS)
    },
  })
  // Without a listener a connection lost while idle ends the process, and without the client's own one lost in use.
  pool.on('error', survive)
  return pool
}

async function settle(client: pg.ClientBase, statementMilliseconds: number): Promise<void> {
  await client.query(
    `select set_config('TimeZone', 'UTC', false), set_config('DateStyle', 'ISO, MDY', false),
      set_config('default_transaction_isolation', 'read committed', false), set_config('statement_timeout', $1, false), set_config('idle_in_transaction_session_timeout', $2, false)`,
    [String(statementMilliseconds), String(IDLE_IN_TRANSACTION_MS)],
  )
}

async function refuseUnlessUsable(pool: pg.Pool, address: string): Promise<void> {
  try {
    const { rows } = await pool.query<{ number: number; name: string }>(
      "select current_setting('server_version_num')::int as number, current_setting('server_version') as name",
    )
    const { number, name } = rows[0]!
    if (number < OLDEST_VERSION) throw new Error(`it is PostgreSQL ${name}, and Dateline needs 15 or later`)
  } catch (error) {
    await pool.end()
    throw new Error(
      `The database at ${address} cannot be used: ${messageOf(error)}. Check DATABASE_URL, and that the server is running.`,
      { cause: error },
    )
  }
}

/** A refused connection to several addresses of a host has its reasons inside. */
function messageOf(error: unknown): string {
  return error instanceof AggregateError && error.errors.length > 0
    ? (error.errors[0] as Error).message
    : (error as Error).message
}

/** Host, port and database as the driver reads them, for messages: never a password. */
function addressOf(url: string): string {
  try {
    const { host, port, database } = new pg.Client({ connectionString: url })
    return `${host}:${port}/${database ?? ''}`
  } catch {
    // The reason would quote the address, and the password in it.
    throw new Error('DATABASE_URL is no address of a PostgreSQL, such as postgres://user:password@host:5432/dateline.')
  }
}

/** The migrator takes no lock: a connection of its own holds one, and gives it back by ending. */
function migrateAlone(url: string, survive: Survive): Promise<void> {
  return patiently(url, 'dateline-migrate', survive, async (client) => {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await migrate(drizzle({ client, casing: 'snake_case' }), { migrationsFolder })
  })
}

/** Work that may take its time, on a connection of its own that nobody's time limit ends. */
async function patiently<Result>(
  url: string,
  name: string,
  survive: Survive,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({
    connectionString: url,
    application_name: name,
    connectionTimeoutMillis: CONNECT_MS,
  })
  client.on('error', survive)
  try {
    await client.connect()
    await settle(client, 0)
    return await work(client)
  } finally {
    await client.end()
  }
}
