import { sql } from 'drizzle-orm'
import { integer, pgTable, text } from 'drizzle-orm/pg-core'
import { expect } from 'vitest'
import { openDatabase } from '../../../database/connection/open-database.ts'
import { MAX_PREPARED } from '../../../database/connection/postgres/prepared-statements.ts'
import type { Database } from '../../../database/database.ts'
import type { Planning } from '../../../database/fast-reads.ts'
import { readMapped } from '../../../database/sql/read.ts'
import { readRows } from '../../../database/sql/rows.ts'
import { test } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'

const rows = pgTable('prepared_rows', { id: integer().primaryKey(), name: text().notNull() })

/** Reads the name of a row; statements with different labels have different texts. */
async function readName(db: Database, planning: Planning, id: number, label = ''): Promise<unknown> {
  const query = db
    .select({ name: rows.name, label: sql.raw(`'${label}'`) })
    .from(rows)
    .where(sql`${rows.id} = ${id}`)
  const found = await readMapped(db, query, ([name]) => name, planning)
  return found?.[0]
}

interface PreparedStatement {
  statement: string
  generic: number
  custom: number
}

/** The statements that the connection has prepared; it must be the only one. */
function preparedStatements(db: Database): Promise<PreparedStatement[]> {
  return readRows(
    db,
    sql`select statement, generic_plans::int as generic, custom_plans::int as custom from pg_prepared_statements`,
  )
}

async function openWithRows(target: { url: string } | object) {
  const open = await openDatabase({ ...target, poolSize: 1, log: silent })
  await open.db.execute(sql`create table prepared_rows (id int primary key, name text not null)`)
  await open.db.execute(sql`insert into prepared_rows select n, 'row ' || n from generate_series(1, 500) n`)
  return open
}

test('a read is prepared from its second use on, and planned once or each time as it says', async ({ migrated }) => {
  const open = await openWithRows(migrated)
  expect(await readName(open.db, 'ONCE', 1, 'once')).toBe('row 1')
  expect(await preparedStatements(open.db)).toEqual([])
  // The two ways alternate on one connection.
  for (let id = 2; id <= 9; id++) {
    expect(await readName(open.db, 'ONCE', id, 'once')).toBe(`row ${id}`)
    expect(await readName(open.db, 'EACH_TIME', id, 'each time')).toBe(`row ${id}`)
  }
  const plans = (await preparedStatements(open.db)).map(({ statement, generic, custom }) => [
    statement.includes('each time') ? 'each time' : 'once',
    { generic, custom },
  ])
  expect(Object.fromEntries(plans)).toEqual({
    once: { generic: 8, custom: 0 },
    'each time': { generic: 0, custom: 7 },
  })

  // A migration that changes the columns of a prepared statement fails no read.
  await open.db.execute(sql`alter table prepared_rows alter column name type varchar(50) using upper(name)`)
  for (let id = 1; id <= 3; id++) expect(await readName(open.db, 'ONCE', id, 'once')).toBe(`ROW ${id}`)
  // The connection was replaced, so that the statement is prepared again.
  expect(await preparedStatements(open.db)).toHaveLength(1)
  await open.close()
})

test('a connection keeps a bounded number of prepared statements, however many texts are sent', async ({
  migrated,
}) => {
  const open = await openWithRows(migrated)
  const counts: number[] = []
  for (let id = 1; id <= MAX_PREPARED * 2.5; id++) {
    for (let use = 0; use < 2; use++) expect(await readName(open.db, 'ONCE', id, `of ${id}`)).toBe(`row ${id}`)
    if (id % 50 === 0) counts.push((await preparedStatements(open.db)).length)
  }
  expect(Math.max(...counts)).toBeGreaterThanOrEqual(50)
  expect(Math.max(...counts)).toBeLessThanOrEqual(MAX_PREPARED)
  await open.close()
})
