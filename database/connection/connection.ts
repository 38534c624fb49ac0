import type { Logger } from 'drizzle-orm'
import type { Budget } from '../budget/budget.ts'
import type { Database } from '../database.ts'
import type { Log } from '../log.ts'
import type { BulkLoader } from './bulk-load.ts'
import type { MigrationState } from './migrations.ts'

/** How many connections a pool has, how many of them are idle, and how many calls wait for one. */
export interface PoolState {
  pool: string
  size: number
  idle: number
  waiting: number
}

export const DEFAULT_STATEMENT_MS = 15_000

export interface DatabaseOptions {
  /** A postgres:// URL; without one the embedded engine opens `dataDir`. */
  url?: string | undefined
  dataDir?: string | undefined
  /** The buffer cache of the embedded engine in MiB, 32 by default. A smaller one opens faster. */
  sharedBuffersMb?: number
  /** The most connections of PostgreSQL that requests share, 10 by default; the service has a few more of its own. */
  poolSize?: number
  /** The time limit of a statement of a request, in milliseconds; 15,000 by default. */
  statementMs?: number
  log: Pick<Log, 'info' | 'warn' | 'fatal'>
  /** Log a warning if the embedded engine is used. */
  production?: boolean
  /** Logs every statement that is sent through `db`. */
  logger?: Logger
  /** Called when the embedded engine starts to open the database, in a thread of its own: half a second for other work. */
  whileOpening?: () => void
}

/**
 * An open database of either engine. Both engines return the same text for the same moment: the session is in UTC, and
 * the fraction has no trailing zeros.
 *
 * - a `moment()` (timestamptz): `2016-04-05 08:00:00+00`, `2016-04-05 08:00:00.12+00`, `-infinity`, `infinity`;
 *   before our era `0044-03-15 00:00:00+00 BC`
 * - a `date()`: `2016-04-05`, `-infinity`, `infinity`; before our era `0044-03-15 BC`
 */
export interface OpenDatabase {
  /** For work of the service itself. */
  db: Database
  engine: 'pglite' | 'postgresql'
  /** Whether this call of `openDatabase` created the database. */
  isNew: boolean
  /** A handle for one request: its statements use the budget of the request, and end with it. */
  within(budget: Budget): Database
  /**
   * A read-only view of the database as of an earlier moment: statements on event tables read the rows of that moment.
   * @param at the moment, ISO 8601
   */
  asOf(at: string, budget?: Budget): Database
  /** Applies missing migrations. Several instances may call it at the same time. */
  migrate(): Promise<void>
  /** Compares the migrations of the database with those of this version of the service. */
  migrationState(): Promise<MigrationState>
  /** Runs long work, such as a rebuild, on a connection without a statement timeout. */
  withoutTimeout<Result>(work: (db: Database) => Promise<Result>): Promise<Result>
  /**
   * Runs an import on a separate connection without time limits. Imports run one at a time: a second one waits.
   * @param onWait called if another import is running
   */
  bulkLoad<Result>(work: (loader: BulkLoader) => Promise<Result>, onWait: () => void): Promise<Result>
  /**
   * Listens to notifications (NOTIFY) of a channel until the database is closed. Notifications are lost while the
   * connection is lost, so the caller must also poll.
   */
  listen(channel: string, onNotify: () => void): Promise<void>
  /** The connection pools of PostgreSQL; none on the embedded engine. */
  poolStates(): PoolState[]
  /** Rejects unless the database answers within a second. */
  ping(): Promise<void>
  /** Flushes committed data to disk (fsync), which the embedded engine does not do by itself. */
  persist(): Promise<void>
  /** Persists, closes and releases the folder; may be called twice. */
  close(): Promise<void>
}

/**
 * Puts the schema `as_of` before `public` in the search path until the transaction ends, so that its views hide the
 * tables of the same name. The one parameter is the as-of moment.
 */
export const SET_AS_OF = `select set_config('search_path', 'as_of, public', true), set_config('dateline.as_of', $1, true), set_config('work_mem', '1MB', true)`
