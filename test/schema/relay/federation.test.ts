import { expect } from 'vitest'
import { subgraphSdl } from '../../../schema/contract/subgraph.ts'
import { schema } from '../../../schema/schema.ts'
import { tablesOf, test } from '../../support/service.ts'

const ENTITIES = `query Entities($representations: [_Any!]!) {
  _entities(representations: $representations) {
    __typename
    ... on Event { title }
    ... on Actor { name }
    ... on Place { name }
    ... on Article { publishedOn }
    ... on Office { officeTitle: title }
  }
}`

test('_entities resolves ids through the loaders, with one statement for each table', async ({ seeded }) => {
  const { data } = await seeded.ask<{
    phoneCalls: { nodes: { id: string }[] }
    exercises: { nodes: { id: string }[] }
    actor: { id: string; tenures: { office: { id: string } }[] }
    place: { id: string }
    articles: { nodes: { id: string }[] }
  }>(`{
    phoneCalls { nodes { id } }
    exercises { nodes { id } }
    actor(by: { name: "Angela Merkel" }) { id ... on Person { tenures { office { id } } } }
    place(by: { name: "Dagestan" }) { id }
    articles { nodes { id } }
  }`)
  const call = data.phoneCalls.nodes[0]!.id
  const exercise = data.exercises.nodes[0]!.id
  const representations = [
    { __typename: 'PhoneCall', id: call },
    { __typename: 'Event', id: exercise },
    { __typename: 'Person', id: data.actor.id },
    { __typename: 'Actor', id: data.actor.id },
    { __typename: 'Place', id: data.place.id },
    { __typename: 'Article', id: data.articles.nodes[0]!.id },
    { __typename: 'Office', id: data.actor.tenures[0]!.office.id },
    { __typename: 'PhoneCall', id: exercise },
    { __typename: 'State', id: data.actor.id },
    { __typename: 'PhoneCall', id: 'evt_01h455vb4pex5vsknk084sn02q' },
    { __typename: 'Place', id: 'nonsense' },
  ]
  const answer = await seeded.ask(ENTITIES, { representations })
  expect(answer.errors).toBeUndefined()
  expect(answer.data).toEqual({
    _entities: [
      { __typename: 'PhoneCall', title: expect.stringMatching(/^Putin telephones/) },
      { __typename: 'Exercise', title: 'Russian military exercise in Dagestan' },
      { __typename: 'Person', name: 'Angela Merkel' },
      { __typename: 'Person', name: 'Angela Merkel' },
      { __typename: 'Place', name: 'Dagestan' },
      { __typename: 'Article', publishedOn: '2016-04-05' },
      { __typename: 'Office', officeTitle: 'Chancellor of Germany' },
      null,
      null,
      null,
      null,
    ],
  })
  expect(tablesOf(seeded.statements).toSorted()).toEqual(['actors', 'articles', 'events', 'offices', 'places'])
})

test('each invalid representation is null with an error of its own, and fails no other one', async ({ seeded }) => {
  const { data } = await seeded.ask<{ actor: { id: string } }>('{ actor(by: { name: "Angela Merkel" }) { id } }')
  const valid = { __typename: 'Person', id: data.actor.id }
  const invalid = [
    [{ __typename: 'Unicorn', id: 'x' }, 'must have the `__typename` of an entity type; got "Unicorn".'],
    [{ __typename: 'Node', id: valid.id }, 'must have the `__typename` of an entity type; got "Node".'],
    [{ __typename: 'toString', id: valid.id }, 'must have the `__typename` of an entity type; got "toString".'],
    [{ id: 'x' }, 'must have the `__typename` of an entity type; got undefined.'],
    ['x', 'must be an object; got "x".'],
    [{ __typename: 'Person', id: 5 }, 'must have a string as `id` or `wikidataId`; got 5 and undefined.'],
    [{ __typename: 'Dataset' }, 'must have a string as `id`; got undefined.'],
    [{ __typename: 'Person', id: `${valid.id}@2016-04-05T00:00:00.000Z` }, undefined],
    [{ __typename: 'Event', id: 'evt_01h455vb4pex5vsknk084sn02q@2999-01-01T00:00:00.000Z' }, undefined],
  ] as const
  const representations = invalid.flatMap(([representation]) => [representation, valid])
  const answer = await seeded.ask<{ _entities: unknown[] }>(ENTITIES, { representations })
  expect(answer.data._entities).toEqual(invalid.flatMap(() => [null, { __typename: 'Person', name: 'Angela Merkel' }]))
  const errorsByPath = new Map(answer.errors?.map((error) => [error.path?.join('.'), error]))
  expect(answer.errors).toHaveLength(invalid.length)
  for (const [i, [representation, problem]] of invalid.entries()) {
    const error = errorsByPath.get(`_entities.${2 * i}`)
    expect([representation, error?.extensions?.['code']]).toEqual([representation, 'BAD_USER_INPUT'])
    if (problem) expect(error?.message).toBe(`\`representations[${2 * i}]\` ${problem}`)
  }
})

test('_entities refuses a list of null, one that is too long, and one with many invalid items', async ({ seeded }) => {
  const listOf = (length: number, representation: object) => Array.from({ length }, () => representation)
  const refused = [
    [null],
    listOf(1001, { __typename: 'Person', id: 'x' }),
    listOf(21, { __typename: 'Unicorn', id: 'x' }),
    listOf(21, { __typename: 'Event', id: 'evt_01h455vb4pex5vsknk084sn02q@2016' }),
  ]
  for (const representations of refused) {
    const { errors } = await seeded.ask(ENTITIES, { representations })
    expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT')
  }
})

test('_service has the contract of the subgraph', async ({ seeded }) => {
  const { data } = await seeded.ask<{ _service: { sdl: string } }>('{ _service { sdl } }')
  expect(data._service.sdl).toBe(subgraphSdl(schema))
})
