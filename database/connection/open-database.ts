import type { DatabaseOptions, OpenDatabase } from './connection.ts'

/**
 * Connects to PostgreSQL at `url`, or opens the embedded engine in `dataDir`.
 * @throws {Error} if the database cannot be opened; the message says how to fix it
 */
export async function openDatabase(options: DatabaseOptions): Promise<OpenDatabase> {
  // Loads only the engine in use: the embedded one is several megabytes of WebAssembly.
  if (options.url !== undefined) {
    const { openPostgres } = await import('./postgres/postgres.ts')
    return openPostgres(options.url, options)
  }
  if (options.dataDir === undefined) throw new Error('openDatabase needs `url` or `dataDir`.')
  const { openPglite } = await import('./pglite.ts')
  return openPglite(options.dataDir, options)
}
