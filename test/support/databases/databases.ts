import { randomUUID } from 'node:crypto'
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'

/** What the global setup of a project has made ready to be copied. */
type Templates = { engine: 'pglite'; folder: string } | { engine: 'postgresql'; server: string }

/** Without a table, with the migrations applied, or with the bundled reports in it. */
export type TemplateName = 'empty' | 'migrated' | 'seeded'

declare module 'vitest' {
  interface ProvidedContext {
    templates: Templates
  }
}

/** A database of one's own: how to open it, and what removes it once it is closed. */
export interface DatabaseCopy {
  target: { url: string } | { dataDir: string }
  remove: () => Promise<void>
}

/**
 * Copies one of the databases that the run made ready, on the engine of the project that runs.
 * @param name which one
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
    return { target: { dataDir }, remove }
  }
  const { server } = templates
  await runOnServer(server, `create database ${copy} template ${name}`)
  return {
    target: { url: `${server}/${copy}` },
    remove: () => runOnServer(server, `drop database ${copy} with (force)`),
  }
}

/**
 * Runs one statement on a PostgreSQL server, outside of any database of a test.
 * @param server its address without a database
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
