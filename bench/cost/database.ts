import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase } from '../../database/connection/open-database.ts'
import { createLog } from '../../database/log.ts'
import { projectRoot } from '../../database/project-root.ts'
import type { DatasetMethod } from '../../ingest/derived/evidence.ts'
import { generate } from '../generate.ts'
import { filledDatabase, migrationsDigest } from '../server.ts'

/** The digest of what makes the content of a generated database: the generator and the migrations. */
function fingerprint(): string {
  const hash = createHash('sha256').update(migrationsDigest())
  for (const name of ['entities', 'event-rows', 'events', 'generate']) {
    hash.update(readFileSync(join(projectRoot, `bench/${name}.ts`)))
  }
  return hash.digest('hex').slice(0, 12)
}

/**
 * Generates a database of a size on a server, or reuses the one that the same generator and migrations made.
 * @param server the URL of the server, without a database
 * @param method how the events are made: see `generate`
 * @returns the URL of the database
 */
export async function generatedDatabase(
  server: string,
  events: number,
  method: DatasetMethod = 'EDITED',
): Promise<string> {
  return filledDatabase(server, `bench_${events}_${method.toLowerCase()}_${fingerprint()}`, async (url) => {
    const open = await openDatabase({ url, log: createLog('warn') })
    try {
      await open.migrate()
      const phases = await open.withoutTimeout((db) => generate(db, events, method))
      for (const { name: phase, seconds } of phases) console.error(`${phase} in ${seconds.toFixed(1)} s`)
    } finally {
      await open.close()
    }
  })
}
