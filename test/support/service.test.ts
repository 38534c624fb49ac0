import { sql } from 'drizzle-orm'
import { GraphQLSchema } from 'graphql'
import { expect } from 'vitest'
import { datasets } from '../../database/tables/dataset.ts'
import { schema } from '../../schema/schema.ts'
import { openLogged, ReusedDatabase } from './databases/reused-database.ts'
import { tablesOf, test } from './service.ts'

interface Events {
  events: { edges: { node: { __typename: string } }[] }
}

const EVENTS = '{ events(first: 3) { edges { node { __typename } } } }'

test('`service` is empty, `seeded` is not, and both record their statements', async ({ service, seeded }) => {
  const empty = await service.ask<Events>(EVENTS)
  expect(empty.data).toEqual({ events: { edges: [] } })
  expect(empty.errors).toBeUndefined()
  expect(tablesOf(service.statements)).toEqual(['events'])

  const full = await seeded.ask<Events>(EVENTS)
  expect(full.data.events.edges).toHaveLength(3)
  expect(tablesOf(seeded.statements)[0]).toBe('events')
})

test('`ask` returns GraphQL errors, and `fetch` sends any request', async ({ seeded }) => {
  const { errors } = await seeded.ask('{ nothing }')
  expect(errors?.[0]?.message).toContain('Cannot query field "nothing"')
  const response = await seeded.fetch('/graphql', { method: 'PUT' })
  expect(response.status).toBe(405)
})

test('tablesOf returns the table that each statement reads or writes first', () => {
  expect(
    tablesOf([
      'select "id" from "events" where "id" in (select "event_id" from "claims")',
      'select * from (select "id" from "actors") as a',
      'insert into "datasets" ("id") values ($1)',
      'update "events" set "version" = $1',
      'select 1',
    ]),
  ).toEqual(['events', 'actors', 'datasets', 'events', 'select 1'])
})

test('finds a statement that was sent twice with the same values, unless a write is between', async () => {
  const { open, repeated, discard } = await openLogged('migrated')
  const read = (name: string) => open.db.execute(sql`select id from datasets where name = ${name}`)
  await read('a')
  await read('b')
  expect(repeated()).toEqual([])
  await open.db.execute(sql`update datasets set title = 'A title'`)
  await read('a')
  expect(repeated()).toEqual([])
  await read('a')
  expect(repeated()).toEqual(['select id from datasets where name = $1'])
  await discard()
})

test('a database whose migrations or tables a test changed is not reused', async () => {
  const reused = new ReusedDatabase()
  for (const change of [
    'update drizzle.__drizzle_migrations set created_at = 1 where id = 1',
    'create table added (id int)',
  ]) {
    const { open } = await reused.take()
    await open.db.execute(change)
    await reused.giveBack()
    const next = await reused.take()
    expect(next.open).not.toBe(open)
    expect(await next.open.migrationState()).toBe('current')
    await next.open.db.execute(
      "insert into datasets (id, name, title, licence) values (gen_random_uuid(), 'a', 'A', 'CC0-1.0')",
    )
    await reused.giveBack()
    expect((await reused.take()).open).toBe(next.open)
    expect(await next.open.db.$count(datasets)).toBe(0)
  }
  await reused.discard()
})

test('tests and service load the same copy of graphql', () => {
  expect(schema).toBeInstanceOf(GraphQLSchema)
})
