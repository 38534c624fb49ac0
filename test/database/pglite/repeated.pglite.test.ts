import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import type { FastReads } from '../../../database/fast-reads.ts'
import { test } from '../../support/service.ts'

const TYPES = `select id, n::int, n / 4.0::float8 as share, n % 2 = 0 as is_even, (n::bigint << 40) as big,
  '2016-04-05 08:00:00.123456+00'::timestamptz as at, '2016-04-05'::date as day, array['a "b"', null, ''] as words,
  array[n, null]::int[] as numbers, '{"k": [1, null]}'::jsonb as json, null::text as nothing, 7.50::numeric as exact
  from t where id = any($1::uuid[]) and n > $2::int and word = $3 order by n`

function readsOf({ reads }: { reads?: FastReads }): FastReads {
  if (reads === undefined) throw new Error('The database has no fast reads.')
  return reads
}

test('a repeated read returns what the same read returns without a kept plan', async ({ service: { db } }) => {
  await db.execute(sql`create table t (id uuid, n int, word text)`)
  const ids = Array.from({ length: 3 }, () => crypto.randomUUID())
  for (const [n, id] of ids.entries()) await db.execute(sql`insert into t values (${id}, ${n + 1}, 'it''s')`)
  const reads = readsOf(db)
  for (const values of [
    [ids, 0, "it's"],
    [ids.slice(1), 2, "it's"],
    [[], 0, "it's"],
    [ids, 0, 'other'],
    [ids, null, null],
  ]) {
    const once = await reads.read({ text: TYPES, values, planning: 'EACH_TIME' })
    expect(await reads.read({ text: TYPES, values, planning: 'ONCE' })).toEqual(once)
  }
  expect(await reads.read({ text: TYPES, values: [ids, 0, "it's"], planning: 'ONCE' })).toHaveLength(3)
})

test('an error of a repeated read ends only that read', async ({ service: { db } }) => {
  const reads = readsOf(db)
  const read = (value: unknown) => reads.read({ text: 'select 6 / $1::int', values: [value], planning: 'ONCE' })
  expect(await read(3)).toEqual([[2]])
  await expect(read(0)).rejects.toMatchObject({ code: '22012' })
  await expect(read('x')).rejects.toMatchObject({ code: '22P02' })
  expect(await read(2)).toEqual([[3]])
  await expect(reads.read({ text: 'select nothing', values: [], planning: 'ONCE' })).rejects.toMatchObject({
    code: '42703',
  })
  expect(await read(1)).toEqual([[6]])
})

test('a repeated read goes on after a migration has changed its columns, and after hundreds of others', async ({
  service: { db },
}) => {
  await db.execute(sql`create table t (n int)`)
  await db.execute(sql`insert into t values (1)`)
  const reads = readsOf(db)
  const read = () => reads.read({ text: 'select * from t', values: [], planning: 'ONCE' })
  expect(await read()).toEqual([[1]])
  await db.execute(sql`alter table t alter n type text using 'text ' || n, add m int default 2`)
  expect(await read()).toEqual([['text 1', 2]])
  for (let n = 0; n < 600; n++) {
    expect(await reads.read({ text: `select ${n} + $1::int`, values: [1], planning: 'ONCE' })).toEqual([[n + 1]])
  }
  expect(await read()).toEqual([['text 1', 2]])
})
