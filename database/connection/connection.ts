import type { Database } from '../database.ts'
import type { BulkLoader } from './bulk-load.ts'

/**
 * An open database of either engine. Both hand out the same text for the same moment: the session is in UTC, and the
 * fraction is as long as it must be.
 *
 * - a `moment()` (timestamptz): `2016-04-05 08:00:00+00`, `2016-04-05 08:00:00.12+00`, `-infinity`, `infinity`;
 *   before our era `0044-03-15 00:00:00+00 BC`
 * - a `date()`: `2016-04-05`, `-infinity`, `infinity`; before our era `0044-03-15 BC`
 */
export interface OpenDatabase {
  db: Database
  engine: 'pglite' | 'postgresql'
  /** Whether this opening made the database. */
  isNew: boolean
  /**
   * What was known of events at an instant: whatever is read through it reads what it would have read then.
   * @param at the instant
   */
  asOf(at: string): Database
  /** Applies the migrations that are missing; safe when several instances do so at once. */
  migrate(): Promise<void>
  /** Whether every migration that this version of the service knows has been applied. */
  isMigrated(): Promise<boolean>
  /** Runs work that may take longer than a request may, such as a rebuild or an import. */
  withoutTimeout<Result>(work: (db: Database) => Promise<Result>): Promise<Result>
  /**
   * Runs an import, on a connection of its own without time limits. One at a time: a second one waits for the first.
   * @param onWait is called where there is one to wait for
   */
  bulkLoad<Result>(work: (loading: BulkLoader) => Promise<Result>, onWait: () => void): Promise<Result>
  /**
   * Hears the bell of a channel (NOTIFY), as long as the database is open. A bell may be missed where the connection is
   * lost: whoever listens looks now and then, too.
   */
  listen(channel: string, onBell: () => void): Promise<void>
  /** Rejects unless the database answers within a second. */
  ping(): Promise<void>
  /** Makes what was committed outlast a power cut: the embedded engine does not do so by itself. */
  persist(): Promise<void>
  /** Persists, closes and lets go of the folder; may be called twice. */
  close(): Promise<void>
}

/** Puts the views of `past` before the tables until the transaction ends; its one parameter is the instant. */
export const SET_AS_OF = `select set_config('search_path', 'as_of, public', true), set_config('dateline.as_of', $1, true)`
