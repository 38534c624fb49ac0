import { expect } from 'vitest'
import { expectNoDrift } from '../../support/import.ts'
import { test } from '../../support/service.ts'
import { clock, prepared } from './merging.ts'

const ACTOR =
  'id name version names { name } externalIds { value } mergedInto { id } merge { reason by } events { totalCount }'

test('mergeActors recomputes the certainty of an event whose two independent sources become one', async ({
  service,
}) => {
  const { mutate, publishCall, event, call } = await prepared(service)
  const [claim] = call!.claims
  const saidBy = (name: string) => ({
    claims: [{ ...claim, attribution: [{ agent: 'source', mode: 'DIRECT_SPEECH' }] }],
    participations: [],
    actors: [{ key: 'source', kind: 'PERSON', name }],
  })
  const publishBy = async (n: number, name: string, text: string) => {
    const { actors, ...of } = saidBy(name)
    const article = { url: `https://paper-${n}.example/call`, publisher: { name: `Paper ${n}` } }
    return (await publishCall(n, of, { actors, article, text }))[0]!
  }
  const quote = 'The two presidents spoke by telephone'
  const first = await publishBy(1, 'A spokesman', `${quote} on Tuesday, and a clerk wrote down every word of it.`)
  const second = await publishBy(2, 'A spokesperson', `At noon the line was free again. ${quote} for half an hour.`)
  const merged = [{ event: second, expectedVersion: 1 }]
  await mutate('mergeEvents', 'event { id }', { into: first, expectedVersion: 1, merged, reason: 'One call' })
  expect(await event(first)).toMatchObject({ certainty: 'CONFIRMED' })
  const { data } = await service.ask<{ actors: { nodes: { id: string }[] } }>('{ actors { nodes { id } } }')
  const [one, other] = data.actors.nodes.map(({ id }) => id)
  const people = { into: one, expectedVersion: 1, merged: [{ actor: other, expectedVersion: 1 }], reason: 'One person' }
  expect(await mutate('mergeActors', 'eventCount', people)).toEqual({ errors: [], eventCount: 1 })
  expect(await event(first)).toMatchObject({ certainty: 'REPORTED', version: 3 })
  await expectNoDrift(service)
})

test('mergeActors updates every event in which a merged actor takes part or is a source', async ({ service }) => {
  const { mutate, publishCall, event, call } = await prepared(service)
  const [first] = await publishCall(1, {})
  const actors = [
    { key: 'one', kind: 'PERSON', name: 'F. President', externalIds: [{ scheme: 'WIKIDATA', value: 'Q2' }] },
    { key: 'two', kind: 'PERSON', name: 'Second President' },
    { key: 'office', kind: 'ORGANIZATION', name: 'An office' },
  ]
  const [claim] = call!.claims
  const [second] = await publishCall(
    2,
    {
      participations: [{ actor: 'two', role: 'INITIATOR' }],
      claims: [{ ...claim, attribution: [{ agent: 'one', mode: 'DIRECT_SPEECH' }] }],
    },
    { actors },
  )
  const [third] = await publishCall(3, { participations: [{ actor: 'one', role: 'INITIATOR' }] }, { actors })
  const before = await clock()
  const find = async (name: string) => {
    const { data } = await service.ask<{ actor: { id: string; version: number } | null }>(
      `query ($name: String!) { actor(by: { name: $name }) { ${ACTOR} } }`,
      { name },
    )
    return data.actor!
  }
  const [stays, goes, office] = [await find('First President'), await find('F. President'), await find('An office')]
  const input = {
    into: stays.id,
    expectedVersion: 1,
    merged: [{ actor: goes.id, expectedVersion: 1 }],
    reason: 'One person, two spellings',
  }
  expect(await mutate('mergeActors', `eventCount actor { ${ACTOR} }`, input)).toMatchObject({
    errors: [],
    eventCount: 2,
    actor: {
      id: stays.id,
      name: 'First President',
      version: 2,
      names: [{ name: 'F. President' }],
      externalIds: [{ value: 'Q1' }, { value: 'Q2' }],
      events: { totalCount: 2 },
    },
  })
  await expectNoDrift(service)
  expect(await find('F. President')).toMatchObject({ id: stays.id })
  const { data } = await service.ask(
    `query ($id: ID!, $at: DateTime) {
      node(id: $id) { ... on Person { ${ACTOR} } }
      actors { nodes { name } }
      found: events(where: { search: "\\"F President\\"" }) { totalCount }
      earlier: events(where: { participants: { some: { actor: $id } } }, asOf: $at) { totalCount }
    }`,
    { id: goes.id, at: before },
  )
  expect(data).toEqual({
    node: {
      ...goes,
      version: 2,
      names: [],
      externalIds: [],
      mergedInto: { id: stays.id },
      merge: { reason: 'One person, two spellings', by: 'key:Example desk' },
      events: { totalCount: 0 },
    },
    actors: { nodes: [{ name: 'An office' }, { name: 'First President' }, { name: 'Second President' }] },
    found: { totalCount: 2 },
    earlier: { totalCount: 1 },
  })
  expect([await event(first!), await event(second!), await event(third!)]).toMatchObject([
    { version: 1 },
    { version: 2 },
    { version: 2, participations: [{ actor: { name: 'First President' } }] },
  ])

  const stale = await mutate('mergeActors', 'actor { id }', input)
  expect(stale).toMatchObject({ actor: null, errors: [{ code: 'CONFLICT', path: ['expectedVersion'] }] })
  expect(await mutate('mergeActors', 'actor { id }', { ...input, expectedVersion: 2 })).toMatchObject({
    errors: [{ code: 'CONFLICT', path: ['merged', '0', 'actor'], message: expect.stringContaining('two spellings') }],
  })
  const unlike = { ...input, expectedVersion: 2, merged: [{ actor: office.id, expectedVersion: 1 }] }
  expect(await mutate('mergeActors', 'actor { id }', unlike)).toMatchObject({
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message: '"An office" of kind ORGANIZATION cannot be merged into "First President" of kind PERSON.',
      },
    ],
  })
  // A report that references the merged actor by id or by name is resolved to the remaining one.
  const [late] = await publishCall(
    4,
    {
      participations: [
        { actor: goes.id, role: 'INITIATOR' },
        { actor: 'one', role: 'RECIPIENT' },
      ],
    },
    { actors },
  )
  expect(await event(late!)).toMatchObject({
    participations: [{ actor: { name: 'First President' } }, { actor: { name: 'First President' } }],
  })
})
