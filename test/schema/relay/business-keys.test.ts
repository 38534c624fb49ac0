import { expect } from 'vitest'
import { tablesOf, test, type Service } from '../../support/service.ts'
import { prepared } from '../mutation/merging.ts'

const ENTITIES = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    __typename
    ... on Event { title }
    ... on Person { name wikidataId }
    ... on State { name isoCode }
    ... on Place { name geonamesId }
    ... on Article { url }
  }
}`

interface Articles {
  articles: { nodes: { publisher: { id: string; name: string } }[] }
}

type Entity = Record<string, string | null> | null

async function entities(service: Service, representations: object[]): Promise<Entity[]> {
  const { data, errors } = await service.ask<{ _entities: Entity[] }>(ENTITIES, { representations })
  expect(errors).toBeUndefined()
  return data._entities
}

test('100 mixed references by ids and business keys cost at most two statements a table', async ({ seeded }) => {
  const { data } = await seeded.ask<Record<string, { nodes: { __typename: string; id: string }[] }>>(`{
    events(first: 20, where: { realis: [ACTUAL, SCHEDULED] }) { nodes { __typename id } }
    actors(first: 20) { nodes { __typename id } }
    places(first: 10) { nodes { __typename id } }
    articles(first: 1) { nodes { __typename id } }
  }`)
  const byId = Object.values(data).flatMap(({ nodes }) => nodes)
  const states = ['RU', 'AM', 'AZ', 'DE', 'US', 'FR'].map((isoCode) => ({ __typename: 'State', isoCode }))
  const persons = ['Q7747', 'Q567', 'Q76658'].map((wikidataId) => ({ __typename: 'Person', wikidataId }))
  const places = ['2017370', '174982', '587116'].map((geonamesId) => ({ __typename: 'Place', geonamesId }))
  const unknown = [
    { __typename: 'Person', wikidataId: 'Q1' },
    // A state, and what is no key at all.
    { __typename: 'Person', wikidataId: 'Q183' },
    { __typename: 'State', isoCode: 'DEU' },
    { __typename: 'Place', geonamesId: 'Q\u0000' },
    { __typename: 'Article', url: 'nonsense' },
  ]
  const known = [...byId, ...states, ...persons, ...places]
  const representations = Array.from({ length: 100 - unknown.length }, (_, i) => known[i % known.length]!)
  const answer = await entities(seeded, [...representations, ...unknown])
  expect(known.length).toBeGreaterThan(40)
  expect(answer.slice(representations.length)).toEqual(unknown.map(() => null))
  for (const [i, { __typename: type, ...key }] of representations.entries()) {
    const { id: _id, ...ofAnswer } = key as Record<string, string>
    expect(answer[i]).toMatchObject({ __typename: type, ...ofAnswer })
  }
  const tables = tablesOf(seeded.statements)
  const counts = [...new Set(tables)].map((table) => tables.filter((each) => each === table).length)
  expect(Math.max(...counts)).toBe(2)
  expect(tables.toSorted()).toEqual([
    'actor_external_ids',
    'actor_external_ids',
    'actors',
    'articles',
    'events',
    'place_external_ids',
    'place_external_ids',
    'places',
  ])
})

test('a business key leads to the survivor of a merge, and Event to an event whose kind was corrected', async ({
  service,
}) => {
  const { mutate, publishCall } = await prepared(service)
  const named = (key: string, kind: string, name: string, scheme: string, value: string) => ({
    key,
    kind,
    name,
    externalIds: [{ scheme, value }],
  })
  const actors = [
    named('one', 'PERSON', 'One Person', 'WIKIDATA', 'Q11'),
    named('two', 'PERSON', 'The same person', 'WIKIDATA', 'Q12'),
    // As feeds name a state.
    named('state', 'STATE', 'Turkey', 'ISO3166_A3', 'TUR'),
    named('office', 'ORGANIZATION', 'Not a state', 'ISO3166_A2', 'ZZ'),
  ]
  const participations = actors.map(({ key }, i) => ({ actor: key, role: i === 0 ? 'INITIATOR' : 'RECIPIENT' }))
  const [event] = await publishCall(1, { participations }, { actors })
  const { data } = await service.ask<{ one: { id: string }; two: { id: string } }>(
    `{ one: actor(by: { name: "One Person" }) { id } two: actor(by: { name: "The same person" }) { id } }`,
  )
  const merged = [{ actor: data.two.id, expectedVersion: 1 }]
  const merge = { into: data.one.id, expectedVersion: 1, merged, reason: 'One person' }
  expect(await mutate('mergeActors', 'eventCount', merge)).toMatchObject({ errors: [] })
  const recast = { event, expectedVersion: 2, kind: 'MEETING', meeting: {}, participations: [], reason: 'They met' }
  expect(await mutate('correctEvent', 'event { id }', recast)).toMatchObject({ errors: [] })
  const answer = await entities(service, [
    { __typename: 'Person', wikidataId: 'Q11' },
    { __typename: 'Person', wikidataId: 'Q12' },
    { __typename: 'State', isoCode: 'TR' },
    { __typename: 'State', isoCode: 'ZZ' },
    { __typename: 'PhoneCall', id: event },
    { __typename: 'Event', id: event },
    { __typename: 'Meeting', id: event },
    { __typename: 'Article', url: 'https://news.example/call-1' },
    { __typename: 'Article', url: 'HTTPS://NEWS.example:443/%63all-1' },
  ])
  const survivor = { __typename: 'Person', name: 'One Person', wikidataId: 'Q11' }
  const meeting = { __typename: 'Meeting', title: expect.any(String) }
  const state = { __typename: 'State', name: 'Turkey', isoCode: 'TR' }
  const article = { __typename: 'Article', url: 'https://news.example/call-1' }
  expect(answer).toEqual([survivor, survivor, state, null, null, meeting, meeting, article, article])
  const { data: listed } = await service.ask<Articles>('{ articles { nodes { publisher { id name } } } }')
  const { publisher } = listed.articles.nodes[0]!
  const byId = await service.ask('query ($id: ID!) { publisher(id: $id) { id name } }', { id: publisher.id })
  expect(byId.data).toEqual({ publisher })
})
