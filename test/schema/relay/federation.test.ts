import { expect } from 'vitest'
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

test('_entities rejects invalid representations with BAD_USER_INPUT', async ({ seeded }) => {
  const codeOf = async (representations: unknown) => {
    const { errors } = await seeded.ask(ENTITIES, { representations })
    return errors?.[0]?.extensions?.['code']
  }
  expect(await codeOf([{ __typename: 'Unicorn', id: 'x' }])).toBe('BAD_USER_INPUT')
  expect(await codeOf([{ id: 'x' }])).toBe('BAD_USER_INPUT')
  expect(await codeOf(['x'])).toBe('BAD_USER_INPUT')
  expect(await codeOf([null])).toBe('BAD_USER_INPUT')
  expect(await codeOf([{ __typename: 'Person', id: 5 }])).toBe('BAD_USER_INPUT')
  expect(await codeOf([{ __typename: 'Dataset' }])).toBe('BAD_USER_INPUT')
  expect(await codeOf(Array.from({ length: 1001 }, () => ({ __typename: 'Person', id: 'x' })))).toBe('BAD_USER_INPUT')
})
