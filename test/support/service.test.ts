import { GraphQLSchema } from 'graphql'
import { expect } from 'vitest'
import { schema } from '../../schema/schema.ts'
import { tablesOf, test } from './service.ts'

interface Events {
  events: { edges: { node: { __typename: string } }[] }
}

const EVENTS = '{ events(first: 3) { edges { node { __typename } } } }'

test('a service is empty, the seeded one is not, and both tell what an answer cost', async ({ service, seeded }) => {
  const none = await service.ask<Events>(EVENTS)
  expect(none.data).toEqual({ events: { edges: [] } })
  expect(none.errors).toBeUndefined()
  expect(tablesOf(service.statements)).toEqual(['events'])

  const some = await seeded.ask<Events>(EVENTS)
  expect(some.data.events.edges).toHaveLength(3)
  expect(tablesOf(seeded.statements)[0]).toBe('events')
})

test('an answer carries its errors, and any path can be asked', async ({ seeded }) => {
  const { errors } = await seeded.ask('{ nothing }')
  expect(errors?.[0]?.message).toContain('Cannot query field "nothing"')
  const response = await seeded.fetch('/graphql', { method: 'PUT' })
  expect(response.status).toBe(405)
})

test('the table of a statement is the one it reads or writes first', () => {
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

test('one graphql is loaded', () => {
  expect(schema).toBeInstanceOf(GraphQLSchema)
})
