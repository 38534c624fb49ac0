import { randomUUID } from 'node:crypto'
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'

/** Where the template databases of the global setup are. */
type Templates = { engine: 'pglite'; folder: string } | { engine: 'postgresql'; server: string }

/** A database without tables, one with the migrations applied, and one with the bundled reports. */
export type TemplateName = 'empty' | 'migrated' | 'seeded'

declare module 'vitest' {
  interface ProvidedContext {
    templates: Templates
  }
}

/** A copy of a template: the options that open it, and a function that removes it after it is closed. */
export interface DatabaseCopy {
  target: { url: string } | { dataDir: string; sharedBuffersMb?: number }
  remove: () => Promise<void>
}

/** The engine clears its buffers at each start: with its default of 32 MiB, that is a third of the cost of a start. */
const SHARED_BUFFERS_MB = 8

/**
 * Copies a template database, on the engine of the Vitest project that runs.
 */
export async function copyDatabase(name: TemplateName): Promise<DatabaseCopy> {
  const templates = inject('templates')
  const copy = `copy_${randomUUID().slice(0, 8)}`
  if (templates.engine === 'pglite') {
    const dataDir = join(templates.folder, copy)
    cpSync(join(templates.folder, name), dataDir, { recursive: true })
    const remove = async () => {
      for (const path of [dataDir, `${dataDir}.lock`]) rmSync(path, { recursive: true, force: true })
    }
    return { target: { dataDir, sharedBuffersMb: SHARED_BUFFERS_MB }, remove }
  }
  const { server } = templates
  await runOnServer(server, `create database ${copy} template ${name}`)
  return {
    target: { url: `${server}/${copy}` },
    remove: () => runOnServer(server, `drop database ${copy} with (force)`),
  }
}

/**
 * Runs one statement in the database `postgres` of a server.
 * @param server the URL of the server, without a database
 */
export async function runOnServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client(`${server}/postgres`)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
