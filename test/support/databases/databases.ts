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
  /** The name of the copy, from which `copyDatabase` makes another one while it is closed. */
  name: string
  target: { url: string } | { dataDir: string; sharedBuffersMb?: number }
  remove: () => Promise<void>
}

/** The engine clears its buffers at each start: with its default of 32 MiB, that is a third of the cost of a start. */
const SHARED_BUFFERS_MB = 8

/**
 * Copies a template database, on the engine of the Vitest project that runs.
 * @param from a template, or the name of a closed copy
 */
export async function copyDatabase(from: string): Promise<DatabaseCopy> {
  const templates = inject('templates')
  const name = `copy_${randomUUID().slice(0, 8)}`
  if (templates.engine === 'pglite') {
    const dataDir = join(templates.folder, name)
    cpSync(join(templates.folder, from), dataDir, { recursive: true })
    const remove = async () => {
      for (const path of [dataDir, `${dataDir}.lock`]) rmSync(path, { recursive: true, force: true })
    }
    return { name, target: { dataDir, sharedBuffersMb: SHARED_BUFFERS_MB }, remove }
  }
  const { server } = templates
  await runOnServer(server, `create database ${name} template ${from}`)
  return {
    name,
    target: { url: `${server}/${name}` },
    remove: () => runOnServer(server, `drop database ${name} with (force)`),
  }
}

/**
 * Runs one statement on a server, in a database of it.
 * @param server the URL of the server, without a database
 */
export async function runOnServer(server: string, statement: string, database = 'postgres'): Promise<void> {
  const client = new pg.Client(`${server}/${database}`)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
