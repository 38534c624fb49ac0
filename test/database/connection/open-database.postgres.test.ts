import { sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { expect, inject } from 'vitest'
import { migrationsFolder } from '../../../database/connection/migrations.ts'
import { openDatabase } from '../../../database/connection/open-database.ts'
import { readRows } from '../../../database/sql/rows.ts'
import { runOnServer } from '../../support/databases/databases.ts'
import { test } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'

function serverOf(): string {
  const templates = inject('templates')
  if (templates.engine !== 'postgresql') throw new Error('These tests need PostgreSQL.')
  return templates.server
}

/** Terminates all connections to a database, as a restart of the server does. */
function cutConnections(url: string) {
  return runOnServer(
    serverOf(),
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${new URL(url).pathname.slice(1)}'`,
  )
}

function urlOf(target: { url: string } | { dataDir: string }): string {
  return 'url' in target ? target.url : ''
}

test('instances that start together migrate one at a time', async ({ empty }) => {
  const instances = await Promise.all(Array.from({ length: 4 }, () => openDatabase({ ...empty, log: silent })))
  await Promise.all(instances.map((instance) => instance.migrate()))
  for (const instance of instances) expect(await instance.migrationState()).toBe('current')
  const { db } = instances[0]!
  const applied = await readRows<unknown>(db, sql`select 1 from drizzle.__drizzle_migrations`)
  expect(applied).toHaveLength(readMigrationFiles({ migrationsFolder }).length)
  await Promise.all(instances.map((instance) => instance.close()))
})

test('the error for an unreachable server contains the address but not the password', async () => {
  const error = await openDatabase({ url: 'postgres://someone:hunter2@127.0.0.1:1/dateline', log: silent }).catch(
    (reason: Error) => reason,
  )
  expect(error).toMatchObject({
    message:
      'The database at 127.0.0.1:1/dateline cannot be used: connect ECONNREFUSED 127.0.0.1:1. Check DATABASE_URL, and that the server is running.',
  })
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('hunter2')
})

test('an invalid URL is rejected without quoting it', async () => {
  const error = await openDatabase({ url: 'postgres://someone:hunter2@[nowhere:1/dateline', log: silent }).catch(
    (reason: Error) => reason,
  )
  expect(error).toMatchObject({ message: expect.stringContaining('DATABASE_URL is not a PostgreSQL URL') })
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('hunter2')
})

test('the error for a missing database contains its name', async () => {
  await expect(openDatabase({ url: `${serverOf()}/nowhere`, log: silent })).rejects.toThrow(
    /^The database at 127\.0\.0\.1:\d+\/nowhere cannot be used: database "nowhere" does not exist\./,
  )
})

test('every connection has the settings of the service, also if the URL sets others', async ({ migrated }) => {
  const open = await openDatabase({ url: `${urlOf(migrated)}?options=-c%20TimeZone=Asia/Tokyo`, log: silent })
  const names = [
    'statement_timeout',
    'idle_in_transaction_session_timeout',
    'TimeZone',
    'DateStyle',
    'lock_timeout',
    'jit',
  ]
  const settings = names.map((name) => sql`current_setting(${name})`)
  const rows = await readRows<unknown>(open.db, sql`select array[${sql.join(settings, sql`, `)}] as settings`)
  expect(rows).toEqual([{ settings: ['15s', '1min', 'UTC', 'ISO, MDY', '7500ms', 'off'] }])
  const unlimited = sql`select array[current_setting('statement_timeout'), current_setting('lock_timeout')] as settings`
  expect(await open.withoutTimeout((db) => readRows<unknown>(db, unlimited))).toEqual([{ settings: ['0', '0'] }])
  await open.close()
})

test('lost connections are logged and replaced, both idle ones and those in a transaction', async ({ migrated }) => {
  const warnings: string[] = []
  const log = { ...silent, warn: (_context: unknown, text?: string) => void warnings.push(text ?? '') }
  const open = await openDatabase({ ...migrated, log })
  await cutConnections(urlOf(migrated))
  await expect.poll(() => warnings).not.toEqual([])
  await open.ping()

  const interrupted = open.db.transaction(async (tx) => {
    await tx.execute(sql`select 1`)
    await cutConnections(urlOf(migrated))
    // The connection may still answer once or twice.
    for (;;) await tx.execute(sql`select 1`)
  })
  await expect(interrupted).rejects.toThrow('Failed query: rollback')
  await open.ping()
  await open.close()
})

test('a transaction that fails to begin releases its connection', async ({ migrated }) => {
  const open = await openDatabase({ ...migrated, log: silent })
  for (let n = 0; n < 12; n++) {
    const failing = open.db.transaction(async () => undefined, { isolationLevel: 'none' as 'serializable' })
    await expect(failing).rejects.toThrow('Failed query: begin')
  }
  await open.ping()
  await open.close()
})

test('readiness does not wait for statements of requests', async ({ migrated }) => {
  const open = await openDatabase({ ...migrated, log: silent, poolSize: 2 })
  // Drizzle sends a statement only when it is awaited.
  const busy = Array.from({ length: 4 }, async () => open.db.execute(sql`select pg_sleep(1)`))
  let endedCount = 0
  for (const statement of busy) void statement.then(() => endedCount++)
  await open.ping()
  expect(endedCount).toBe(0)
  await Promise.all(busy)
  await open.close()
})
