import type { Logger } from 'drizzle-orm'
import type { Database } from '../schema/tables/database.ts'
import type { Log } from './log.ts'

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
  fresh: boolean
  /** Applies the migrations that are missing; safe when several instances do so at once. */
  migrate(): Promise<void>
  /** Whether every migration that this version of the service knows has been applied. */
  isMigrated(): Promise<boolean>
  /** Rejects unless the database answers within a second. */
  ping(): Promise<void>
  /** Makes what was committed outlast a power cut: the embedded engine does not do so by itself. */
  persist(): Promise<void>
  /** Persists, closes and lets go of the folder; may be called twice. */
  close(): Promise<void>
}

export interface DatabaseOptions {
  /** A postgres:// address; without one the embedded engine opens `dataDir`. */
  url?: string | undefined
  dataDir?: string | undefined
  log: Pick<Log, 'info' | 'warn'>
  /** Warns where the embedded engine serves in production. */
  production?: boolean
  /** Sees every statement that goes through `db`. */
  logger?: Logger
}

/**
 * Opens PostgreSQL at an address, or else the embedded engine in a folder.
 * @throws {Error} that says what is wrong with the address or the folder and how to mend it
 */
export const openDatabase = async (options: DatabaseOptions): Promise<OpenDatabase> => {
  // Only the engine in use is loaded: the embedded one is megabytes of WebAssembly.
  if (options.url !== undefined) {
    const { openPostgres } = await import('./database/postgres.ts')
    return openPostgres(options.url, options)
  }
  if (options.dataDir === undefined) throw new Error('A database needs an address or a folder')
  const { openEmbedded } = await import('./database/embedded.ts')
  return openEmbedded(options.dataDir, options)
}
