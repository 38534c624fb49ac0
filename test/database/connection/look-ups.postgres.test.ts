import { is, sql } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import pg from 'pg'
import { expect } from 'vitest'
import { openDatabase } from '../../../database/connection/open-database.ts'
import { MAX_PREPARED } from '../../../database/connection/postgres/prepared-statements.ts'
import type { Database } from '../../../database/database.ts'
import { keyLookUp } from '../../../database/sql/prepared.ts'
import { readRows } from '../../../database/sql/rows.ts'
import { actors } from '../../../database/tables/actor.ts'
import { claims } from '../../../database/tables/claim.ts'
import { events } from '../../../database/tables/event.ts'
import { mentions } from '../../../database/tables/mention.ts'
import { participations } from '../../../database/tables/participation.ts'
import { places } from '../../../database/tables/place.ts'
import { quantities } from '../../../database/tables/quantity.ts'
import { revisions } from '../../../database/tables/revision.ts'
import { test } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'

const TABLES = [events, actors, places, claims, mentions, participations, quantities, revisions]

/** Looks up the rows of a table by the values of its first column. */
function lookUpIn(table: PgTable) {
  const { columns } = getTableConfig(table)
  const [key] = columns
  if (key === undefined || !is(table, PgTable)) throw new Error('The table has no column.')
  return keyLookUp((db) =>
    db
      .select()
      .from(table)
      .where(sql`${key}::text = any(${sql.placeholder('keys')}::text[])`)
      .orderBy(...columns.map((column) => sql`${column}::text`)),
  )
}

async function keysOf(db: Database, table: PgTable): Promise<string[]> {
  const rows = await readRows<{ key: string }>(db, sql`select * from (select ${table}.* from ${table}) t`)
  return rows.map((row) => String(Object.values(row)[0]))
}

/** Waits until no statement can wait for a lock any longer. */
async function withLock(url: string, table: string, work: () => Promise<void>): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  await client.query(`begin; lock table ${table} in access exclusive mode`)
  try {
    await work()
  } finally {
    await client.query('commit')
    await client.end()
  }
}

test('look-ups return the same rows as statements of Drizzle, for columns of every type', async ({ filled }) => {
  const open = await openDatabase({ ...filled, log: silent })
  for (const table of TABLES) {
    const lookUp = lookUpIn(table)
    const keys = await keysOf(open.db, table)
    // A transaction has only its own connection, so it reads by a statement of Drizzle.
    const expected = await open.db.transaction((tx) => lookUp(tx, keys))
    expect(await lookUp(open.db, keys)).toEqual(expected)
    expect(expected.length).toBeGreaterThan(0)
  }
  await open.close()
})

test('a look-up that waits for a lock delays no other, and is answered when the lock is free', async ({ filled }) => {
  if (!('url' in filled)) throw new Error('This test needs PostgreSQL.')
  const open = await openDatabase({ ...filled, log: silent })
  const [actorKeys, placeKeys] = [await keysOf(open.db, actors), await keysOf(open.db, places)]
  let waiting: Promise<unknown[]>[] = []
  await withLock(filled.url, 'actors', async () => {
    waiting = Array.from({ length: 8 }, () => lookUpIn(actors)(open.db, actorKeys))
    // More than there are connections: each has look-ups that wait.
    expect(await lookUpIn(places)(open.db, placeKeys)).toHaveLength(placeKeys.length)
    expect(await Promise.race([...waiting, Promise.resolve('waiting')])).toBe('waiting')
  })
  for (const rows of await Promise.all(waiting)) expect(rows).toHaveLength(actorKeys.length)
  await open.close()
})

test('look-ups whose connections are lost are repeated on new ones', async ({ filled }) => {
  if (!('url' in filled)) throw new Error('This test needs PostgreSQL.')
  const open = await openDatabase({ ...filled, log: silent })
  const keys = await keysOf(open.db, actors)
  const lookUp = lookUpIn(actors)
  await Promise.all(Array.from({ length: 8 }, () => lookUp(open.db, keys)))
  const lost = await readRows<{ pid: number }>(
    open.db,
    sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'dateline-look-ups'`,
  )
  expect(lost.length).toBeGreaterThan(1)
  const found = await Promise.all(Array.from({ length: 8 }, () => lookUp(open.db, keys)))
  for (const rows of found) expect(rows).toHaveLength(keys.length)
  await open.close()
})

test('a connection of look-ups that has prepared many statements is replaced, and answers all', async ({ filled }) => {
  const open = await openDatabase({ ...filled, log: silent })
  const [key] = await keysOf(open.db, actors)
  if (key === undefined) throw new Error('There is no actor.')
  const pids = new Set<number>()
  const lookUps = Array.from({ length: MAX_PREPARED * 5 }, (_, n) =>
    keyLookUp((db) =>
      db
        .select({
          pid: sql<number>`pg_backend_pid()`,
          prepared: sql<number>`(select count(*)::int from pg_prepared_statements)`,
        })
        .from(actors)
        .where(sql`${actors.id} = any(${sql.placeholder('keys')}::uuid[]) and ${n} = ${sql.raw(String(n))}`),
    ),
  )
  for (let start = 0; start < lookUps.length; start += 100) {
    const found = await Promise.all(lookUps.slice(start, start + 100).map((lookUp) => lookUp(open.db, [key])))
    for (const [row, ...others] of found) {
      expect(others).toEqual([])
      if (row) pids.add(row.pid)
      expect(row?.prepared).toBeLessThanOrEqual(MAX_PREPARED + 1)
    }
  }
  // There are four at once.
  expect(pids.size).toBeGreaterThan(4)
  await open.close()
})
