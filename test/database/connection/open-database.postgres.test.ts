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
  if (templates.engine !== 'postgresql') throw new Error('This file is for PostgreSQL')
  return templates.server
}

/** Ends every connection of the service to a database, as a restart of the server does. */
function cutConnections(url: string) {
  return runOnServer(
    serverOf(),
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${new URL(url).pathname.slice(1)}'`,
  )
}

function urlOf(target: { url: string } | { dataDir: string }): string {
  return 'url' in target ? target.url : ''
}

test('instances that start together migrate one after the other', async ({ empty }) => {
  const instances = await Promise.all(Array.from({ length: 4 }, () => openDatabase({ ...empty, log: silent })))
  await Promise.all(instances.map((instance) => instance.migrate()))
  for (const instance of instances) expect(await instance.isMigrated()).toBe(true)
  const applied = await instances[0]!.db.execute(sql`select 1 from drizzle.__drizzle_migrations`)
  expect((applied as { rows: unknown[] }).rows).toHaveLength(readMigrationFiles({ migrationsFolder }).length)
  await Promise.all(instances.map((instance) => instance.close()))
})

test('a server that is not there is named, its password is not', async () => {
  const error = await openDatabase({ url: 'postgres://someone:hunter2@127.0.0.1:1/dateline', log: silent }).catch(
    (reason: Error) => reason,
  )
  expect(error).toMatchObject({
    message:
      'The database at 127.0.0.1:1/dateline cannot be used: connect ECONNREFUSED 127.0.0.1:1. Check DATABASE_URL, and that the server is running.',
  })
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('hunter2')
})

test('an address that is none is refused without being repeated', async () => {
  const error = await openDatabase({ url: 'postgres://someone:hunter2@[nowhere:1/dateline', log: silent }).catch(
    (reason: Error) => reason,
  )
  expect(error).toMatchObject({ message: expect.stringContaining('DATABASE_URL is no address of a PostgreSQL') })
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('hunter2')
})

test('a database that the server does not have is named', async () => {
  await expect(openDatabase({ url: `${serverOf()}/nowhere`, log: silent })).rejects.toThrow(
    /^The database at 127\.0\.0\.1:\d+\/nowhere cannot be used: database "nowhere" does not exist\./,
  )
})

test('every connection has its time limits, whatever the address asks for', async ({ migrated }) => {
  const open = await openDatabase({ url: `${urlOf(migrated)}?options=-c%20TimeZone=Asia/Tokyo`, log: silent })
  const names = ['statement_timeout', 'idle_in_transaction_session_timeout', 'TimeZone', 'DateStyle']
  const settings = names.map((name) => sql`current_setting(${name})`)
  const rows = await readRows<unknown>(open.db, sql`select array[${sql.join(settings, sql`, `)}] as settings`)
  expect(rows).toEqual([{ settings: ['15s', '1min', 'UTC', 'ISO, MDY'] }])
  await open.close()
})

test('lost connections are logged and replaced, idle or within a transaction', async ({ migrated }) => {
  const lost: string[] = []
  const log = { ...silent, warn: (_context: unknown, text?: string) => void lost.push(text ?? '') }
  const open = await openDatabase({ ...migrated, log })
  await cutConnections(urlOf(migrated))
  await expect.poll(() => lost).not.toEqual([])
  await open.ping()

  const cut = open.db.transaction(async (tx) => {
    await tx.execute(sql`select 1`)
    await cutConnections(urlOf(migrated))
    // The server may still answer once or twice.
    for (;;) await tx.execute(sql`select 1`)
  })
  await expect(cut).rejects.toThrow('Failed query: rollback')
  await open.ping()
  await open.close()
})

test('a transaction that cannot begin gives its connection back', async ({ migrated }) => {
  const open = await openDatabase({ ...migrated, log: silent })
  for (let n = 0; n < 12; n++) {
    const impossible = open.db.transaction(async () => undefined, { isolationLevel: 'none' as 'serializable' })
    await expect(impossible).rejects.toThrow('Failed query: begin')
  }
  await open.ping()
  await open.close()
})

test('a database that has no time says so within a second', async ({ migrated }) => {
  const open = await openDatabase({ ...migrated, log: silent })
  // A statement of Drizzle's starts when it is awaited.
  const busy = Array.from({ length: 10 }, async () => open.db.execute(sql`select pg_sleep(2)`))
  const started = performance.now()
  await expect(open.ping()).rejects.toThrow('The database did not answer within 1000 ms')
  expect(performance.now() - started).toBeLessThan(1_800)
  await Promise.all(busy)
  await open.close()
})
