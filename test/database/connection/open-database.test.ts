import { sql } from 'drizzle-orm'
import { date, pgTable } from 'drizzle-orm/pg-core'
import { expect } from 'vitest'
import { openDatabase } from '../../../database/connection/open-database.ts'
import type { Database } from '../../../database/database.ts'
import { readRows } from '../../../database/sql/rows.ts'
import { moment } from '../../../database/tables/columns.ts'
import { datasets } from '../../../database/tables/dataset.ts'
import { test } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'

async function rowsOf(db: Database, statement: ReturnType<typeof sql>) {
  return await readRows<Record<string, unknown>>(db, statement)
}

test('both engines return the same text for the same moment', async ({ service: { db } }) => {
  const texts = pgTable('texts', { at: moment(), on: date() })
  await db.execute(sql`create table texts (at timestamptz(3), "on" date)`)
  await db.insert(texts).values([
    { at: '2016-04-05T00:00:00Z', on: '2016-04-05' },
    { at: '2016-04-05T08:00:00.120Z', on: '2016-04-05' },
    { at: '2016-04-05T08:00:00.1239+04:00', on: '2016-04-05' },
    { at: '12016-01-01T00:00:00Z', on: '12016-01-01' },
    { at: '0044-03-15 00:00:00+00 BC', on: '0044-03-15 BC' },
    { at: '-infinity', on: '-infinity' },
    { at: 'infinity', on: 'infinity' },
  ])
  const expected = [
    { at: '2016-04-05 00:00:00+00', on: '2016-04-05' },
    { at: '2016-04-05 08:00:00.12+00', on: '2016-04-05' },
    { at: '2016-04-05 04:00:00.124+00', on: '2016-04-05' },
    { at: '12016-01-01 00:00:00+00', on: '12016-01-01' },
    { at: '0044-03-15 00:00:00+00 BC', on: '0044-03-15 BC' },
    { at: '-infinity', on: '-infinity' },
    { at: 'infinity', on: 'infinity' },
  ]
  expect(await db.select().from(texts)).toEqual(expected)
  expect(await rowsOf(db, sql`select at, "on" from texts`)).toEqual(expected)
  await db.transaction(async (tx) => expect(await tx.select().from(texts)).toEqual(expected))
})

test('a second migration changes nothing', async ({ empty }) => {
  const open = await openDatabase({ ...empty, log: silent })
  const applied = sql`select id, hash, created_at::text from drizzle.__drizzle_migrations order by id`
  expect(await open.migrationState()).toBe('missing')
  await open.migrate()
  expect(await open.migrationState()).toBe('current')
  const first = await rowsOf(open.db, applied)
  await open.db.insert(datasets).values({ id: crypto.randomUUID(), name: 'kept', title: 'Kept', licence: 'CC0-1.0' })
  await Promise.all([open.migrate(), open.migrate()])
  expect(await rowsOf(open.db, applied)).toEqual(first)
  expect(await open.db.$count(datasets)).toBe(1)
  await open.close()
})

test('a database with only some of the migrations is not migrated', async ({ service: { db, open } }) => {
  await db.execute(sql`update drizzle.__drizzle_migrations set created_at = 1 where id = 1`)
  expect(await open.migrationState()).toBe('missing')
})

test('rows survive closing and reopening the database', async ({ migrated }) => {
  const first = await openDatabase({ ...migrated, log: silent })
  await first.db.insert(datasets).values({ id: crypto.randomUUID(), name: 'kept', title: 'Kept', licence: 'CC0-1.0' })
  await first.ping()
  await first.persist()
  await Promise.all([first.close(), first.close()])
  await first.close()
  await expect(first.ping()).rejects.toThrow(/Failed query: select 1|Cannot use a pool after calling end/)

  const second = await openDatabase({ ...migrated, log: silent })
  expect(await second.db.$count(datasets)).toBe(1)
  expect(second.isNew).toBe(false)
  await second.close()
})

test('a failed transaction stores nothing and releases its connection', async ({ service: { db } }) => {
  const row = { id: crypto.randomUUID(), name: 'gone', title: 'Gone', licence: 'CC0-1.0' }
  for (let n = 0; n < 12; n++) {
    const failing = db.transaction(async (tx) => {
      await tx.insert(datasets).values(row)
      await tx.insert(datasets).values(row)
    })
    await expect(failing).rejects.toThrow('Failed query')
  }
  expect(await db.$count(datasets)).toBe(0)
})
