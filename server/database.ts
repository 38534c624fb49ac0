import type { Logger } from 'drizzle-orm'
import type { Database } from '../schema/tables/database.ts'
import type { Log } from './log.ts'

/** An open database of either engine. */
export interface OpenDatabase {
  db: Database
  engine: 'pglite' | 'postgresql'
  /** Whether this opening made the database. */
  fresh: boolean
  /** Applies the migrations that are missing; safe when several instances do so at once. */
  migrate(): Promise<void>
  /** How many migrations are still missing. */
  missingMigrations(): Promise<number>
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
  dataDir: string
  log: Log
  /** Warns where the embedded engine serves in production. */
  production?: boolean
  /** Sees every statement. */
  statements?: Logger
}

/**
 * Opens PostgreSQL at an address, or else the embedded engine in a folder. Timestamps are read as text in UTC, the same
 * from both: `2016-04-05 08:00:00+00`, with up to three digits of fraction where there are any; `-infinity`.
 * @throws {Error} that says what is wrong with the address or the folder and how to mend it
 */
export const openDatabase = async (options: DatabaseOptions): Promise<OpenDatabase> => {
  // Only the engine in use is loaded: the embedded one is megabytes of WebAssembly.
  if (options.url !== undefined) {
    const { openPostgres } = await import('./database/postgres.ts')
    return openPostgres(options.url, options)
  }
  const { openEmbedded } = await import('./database/embedded.ts')
  return openEmbedded(options)
}
