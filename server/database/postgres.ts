import { sql, type Logger } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import type { Database } from '../../schema/tables/database.ts'
import type { OpenDatabase } from '../database.ts'
import type { Log } from '../log.ts'
import { countMissing, migrationsFolder } from './migrations.ts'

const OLDEST_VERSION = 150_000
const STATEMENT_MS = 15_000
/** One number for all instances: whoever holds it migrates. */
const MIGRATION_LOCK = 7_203_654_901

/**
 * Connects to PostgreSQL 15 or later.
 * @throws {Error} where the server cannot be reached or is too old; the address is named without its password
 */
export const openPostgres = async (
  url: string,
  { log, statements }: { log: Log; statements?: Logger },
): Promise<OpenDatabase> => {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    application_name: 'dateline',
    connectionTimeoutMillis: 5_000,
    statement_timeout: STATEMENT_MS,
    query_timeout: STATEMENT_MS + 5_000,
    idle_in_transaction_session_timeout: 60_000,
    options: '-c TimeZone=UTC -c DateStyle=ISO',
  })
  const survive = (error: Error) => log.warn({ err: error }, 'A connection to the database was lost')
  // Without a listener of its own, a connection lost within a transaction ends the process.
  pool.on('error', survive)
  pool.on('connect', (client) => void client.on('error', survive))
  await refuseUnlessUsable(pool, url)

  const db = drizzle({
    client: pool,
    casing: 'snake_case',
    ...(statements && { logger: statements }),
  }) as unknown as Database
  let closing: Promise<void> | undefined
  return {
    db,
    engine: 'postgresql',
    fresh: false,
    migrate: () => migrateAlone(url, survive),
    missingMigrations: () => countMissing(db),
    ping: async () => {
      await within(1_000, db.execute(sql`select 1`))
    },
    persist: async () => undefined,
    close: () => (closing ??= pool.end()),
  }
}

const refuseUnlessUsable = async (pool: pg.Pool, url: string): Promise<void> => {
  try {
    const { rows } = await pool.query<{ number: number; name: string }>(
      "select current_setting('server_version_num')::int as number, current_setting('server_version') as name",
    )
    const { number, name } = rows[0]!
    if (number < OLDEST_VERSION) throw new Error(`it is PostgreSQL ${name}, and Dateline needs 15 or later`)
  } catch (error) {
    await pool.end()
    const { hostname, port, pathname } = new URL(url)
    throw new Error(
      `The database at ${hostname}:${port || 5432}${pathname} cannot be used: ${messageOf(error)}. Check DATABASE_URL, and that the server is running.`,
      { cause: error },
    )
  }
}

/** A refused connection to several addresses of a host has its reasons inside. */
const messageOf = (error: unknown): string =>
  error instanceof AggregateError && error.errors.length > 0
    ? (error.errors[0] as Error).message
    : (error as Error).message

/** The migrator takes no lock: a connection of its own holds one, and ends with it. */
const migrateAlone = async (url: string, survive: (error: Error) => void): Promise<void> => {
  const client = new pg.Client({ connectionString: url, application_name: 'dateline-migrate' })
  client.on('error', survive)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await migrate(drizzle({ client, casing: 'snake_case' }), { migrationsFolder })
  } finally {
    await client.end()
  }
}

const within = async <Value>(milliseconds: number, work: Promise<Value>): Promise<Value> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`The database did not answer within ${milliseconds} ms`)), milliseconds)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
