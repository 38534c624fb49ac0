import type { Logger } from 'drizzle-orm'
import type { Log } from '../log.ts'
import type { OpenDatabase } from './connection.ts'

export interface DatabaseOptions {
  /** A postgres:// address; without one the embedded engine opens `dataDir`. */
  url?: string | undefined
  dataDir?: string | undefined
  /** The buffer cache of the embedded engine in MiB, 32 by default. A smaller one opens faster. */
  sharedBuffersMb?: number
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
export async function openDatabase(options: DatabaseOptions): Promise<OpenDatabase> {
  // Only the engine in use is loaded: the embedded one is megabytes of WebAssembly.
  if (options.url !== undefined) {
    const { openPostgres } = await import('./postgres.ts')
    return openPostgres(options.url, options)
  }
  if (options.dataDir === undefined) throw new Error('A database needs an address or a folder')
  const { openPglite } = await import('./pglite.ts')
  return openPglite(options.dataDir, options)
}
