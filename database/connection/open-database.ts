import type { Logger } from 'drizzle-orm'
import type { Log } from '../log.ts'
import type { OpenDatabase } from './connection.ts'

export interface DatabaseOptions {
  /** A postgres:// URL; without one the embedded engine opens `dataDir`. */
  url?: string | undefined
  dataDir?: string | undefined
  /** The buffer cache of the embedded engine in MiB, 32 by default. A smaller one opens faster. */
  sharedBuffersMb?: number
  /** The time limit of a statement of the embedded engine in milliseconds, 15,000 by default. */
  statementTimeoutMs?: number
  log: Pick<Log, 'info' | 'warn' | 'fatal'>
  /** Log a warning if the embedded engine is used. */
  production?: boolean
  /** Logs every statement that is sent through `db`. */
  logger?: Logger
}

/**
 * Connects to PostgreSQL at `url`, or opens the embedded engine in `dataDir`.
 * @throws {Error} if the database cannot be opened; the message says how to fix it
 */
export async function openDatabase(options: DatabaseOptions): Promise<OpenDatabase> {
  // Loads only the engine in use: the embedded one is several megabytes of WebAssembly.
  if (options.url !== undefined) {
    const { openPostgres } = await import('./postgres.ts')
    return openPostgres(options.url, options)
  }
  if (options.dataDir === undefined) throw new Error('openDatabase needs `url` or `dataDir`.')
  const { openPglite } = await import('./pglite.ts')
  return openPglite(options.dataDir, options)
}
