import pg from 'pg'

export type ErrorHandler = (error: Error) => void

export const CONNECT_MS = 5_000
const IDLE_IN_TRANSACTION_MS = 60_000
/**
 * The share of the time of a statement that it may wait for a lock, so that waiting for other writers is not mistaken for
 * expensive work. Connections without a time limit, as for imports, wait as long as needed.
 */
const LOCK_SHARE = 0.5

/**
 * What PostgreSQL assumes for a page that it does not read in sequence; 1 is one in sequence. Its default of 4 is for disks
 * that turn: where tables are in memory or on an SSD, it read a million events for 15,000 matches of a word.
 */
const RANDOM_PAGE_COST = '1.1'

export interface PoolOptions {
  url: string
  /** The most connections. */
  max: number
  /** The time after which the server cancels a statement. */
  statementMs: number
  onConnectionError: ErrorHandler
}

/** Creates a pool whose connections have the settings of the service. */
export function createPool({ url, max, statementMs, onConnectionError }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: 'dateline',
    connectionTimeoutMillis: CONNECT_MS,
    // The server cancels a statement first; this is for a server that does not answer.
    query_timeout: statementMs + 5_000,
    // Not in `options` of the connection: the URL may have `options` of its own, and poolers refuse them.
    onConnect: async (client) => {
      client.on('error', onConnectionError)
      await applySettings(client, statementMs)
      await client.query("select set_config('random_page_cost', $1, false)", [RANDOM_PAGE_COST])
    },
  })
  // An unhandled error of an idle connection ends the process; so does one of a client in use without its own listener.
  pool.on('error', onConnectionError)
  return pool
}

/**
 * Sets what the service relies on for a connection. Without `jit`: PostgreSQL compiled the expressions of a statement that
 * counts 150,000 events for 5 seconds, and then ran it for 2; it does so for each statement again.
 * @param statementMs the time after which the server cancels a statement; 0 for no limit
 */
export async function applySettings(client: pg.ClientBase, statementMs: number): Promise<void> {
  await client.query(
    `select set_config('TimeZone', 'UTC', false), set_config('DateStyle', 'ISO, MDY', false),
      set_config('default_transaction_isolation', 'read committed', false), set_config('statement_timeout', $1, false), set_config('idle_in_transaction_session_timeout', $2, false),
      set_config('lock_timeout', $3, false), set_config('jit', 'off', false)`,
    [String(statementMs), String(IDLE_IN_TRANSACTION_MS), String(statementMs * LOCK_SHARE)],
  )
}

/** Runs work on a connection outside of the pool, without a statement timeout. */
export async function withDedicatedClient<Result>(
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
