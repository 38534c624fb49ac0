import { randomUUID } from 'node:crypto'
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'

/** The databases that the global setup of a project created for copying. */
type Templates = { engine: 'pglite'; folder: string } | { engine: 'postgresql'; server: string }

/** A database without tables, with the migrations, or with the migrations and the bundled reports. */
export type TemplateName = 'empty' | 'migrated' | 'seeded'

declare module 'vitest' {
  interface ProvidedContext {
    templates: Templates
  }
}

/** A copy for one test or one file: how to open it, and how to remove it after it is closed. */
export interface DatabaseCopy {
  target: { url: string } | { dataDir: string; sharedBuffersMb?: number }
  remove: () => Promise<void>
}

/** The engine clears its buffers at each start: with its default of 32 MiB, that is a third of the cost of a start. */
const SHARED_BUFFERS_MB = 8

/** Copies one of the databases of the global setup, on the engine of the running project. */
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
 * Runs one statement on a PostgreSQL server, in the database `postgres`.
 * @param server the address of the server, without a database
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
