import { join } from 'node:path'
import type { DatabaseOptions, OpenDatabase } from '../database/connection/connection.ts'
import { openDatabase } from '../database/connection/open-database.ts'
import type { Log } from '../database/log.ts'
import { projectRoot } from '../database/project-root.ts'
import { rebuildIfOutdated } from '../ingest/derived/rebuild.ts'
import { readStoredTextsOnce } from '../ingest/store/kept-texts.ts'
import type { Config } from './config.ts'

export const seedsFolder = join(projectRoot, 'seeds', 'reports')

/**
 * Opens the database of a configuration, applies missing migrations, rebuilds derived tables of an older version, and
 * reads stored texts that it has not read.
 * @throws {Error} if the database cannot be opened or migrated, or if a newer version of the service has migrated it
 */
export async function openMigrated(
  config: Config,
  log: Log,
  options: Pick<DatabaseOptions, 'logger' | 'whileOpening'> = {},
): Promise<OpenDatabase> {
  const { DATABASE_URL: url, DATA_DIR: dataDir, DATABASE_POOL_SIZE: poolSize, NODE_ENV } = config
  const open = await openDatabase({
    url,
    dataDir,
    ...(poolSize !== undefined && { poolSize }),
    // The deadline of a request comes first; this ends what it leaves behind.
    statementMs: (config.REQUEST_SECONDS + 5) * 1000,
    log,
    production: NODE_ENV === 'production',
    ...options,
  })
  try {
    await upgrade(open)
    return open
  } catch (error) {
    await open.close()
    throw error
  }
}

/**
 * Applies missing migrations, rebuilds derived tables of an older version and reads the texts that it did not.
 * @throws {Error} if a newer version of the service has migrated the database
 */
export async function upgrade(open: OpenDatabase): Promise<void> {
  const state = await open.migrationState()
  if (state === 'newer') {
    throw new Error(
      'A newer version of Dateline has migrated this database: it has migrations that this version does not know. ' +
        'Start that version, or restore the backup that was made before the upgrade.',
    )
  }
  if (state === 'missing') await open.migrate()
  await open.withoutTimeout(rebuildIfOutdated)
  await open.withoutTimeout(readStoredTextsOnce)
}
