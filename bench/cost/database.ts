import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase } from '../../database/connection/open-database.ts'
import { createLog } from '../../database/log.ts'
import { projectRoot } from '../../database/project-root.ts'
import type { DatasetMethod } from '../../ingest/derived/evidence.ts'
import { runOnServer } from '../../test/support/databases/databases.ts'
import { generate } from '../generate.ts'

/** The digest of what makes the content of a generated database: the generator and the migrations. */
function fingerprint(): string {
  const hash = createHash('sha256')
  const files = [
    ...['entities', 'event-rows', 'events', 'generate'].map((name) => `bench/${name}.ts`),
    ...readdirSync(join(projectRoot, 'migrations'))
      .filter((name) => name.endsWith('.sql'))
      .toSorted()
      .map((name) => `migrations/${name}`),
  ]
  for (const file of files) hash.update(readFileSync(join(projectRoot, file)))
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
  const name = `bench_${events}_${method.toLowerCase()}_${fingerprint()}`
  const unfinished = `${name}_unfinished`
  const url = `${server}/${name}`
  // It changes nothing, and fails if there is no such database.
  const exists = await runOnServer(server, `alter database ${name} connection limit -1`).then(
    () => true,
    () => false,
  )
  if (exists) return url
  // The name shows that the database is complete: an interrupted run leaves the other one.
  await runOnServer(server, `drop database if exists ${unfinished} with (force)`)
  await runOnServer(server, `create database ${unfinished}`)
  const open = await openDatabase({ url: `${server}/${unfinished}`, log: createLog('warn') })
  try {
    await open.migrate()
    const phases = await open.withoutTimeout((db) => generate(db, events, method))
    for (const { name: phase, seconds } of phases) console.error(`${phase} in ${seconds.toFixed(1)} s`)
  } finally {
    await open.close()
  }
  await runOnServer(server, `alter database ${unfinished} rename to ${name}`)
  return url
}
