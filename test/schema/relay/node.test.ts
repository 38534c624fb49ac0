import { expect } from 'vitest'
import { ID_PREFIXES, newUuid, parseId, toId } from '../../../database/values/ids.ts'
import { tablesOf, test } from '../../support/service.ts'

interface NodeData {
  node: { __typename: string; id: string } | null
}

test('node and nodes return every object by its id with its type', async ({ seeded }) => {
  const { data } = await seeded.ask<Record<string, unknown>>(`{
    events(first: 100, where: { realis: [ACTUAL, SCHEDULED], polarity: [POSITIVE, NEGATIVE] }) { nodes { __typename id claims { __typename id } dataset { __typename id } } }
    actors(first: 100) { nodes { __typename id ... on Person { tenures { office { __typename id } } } } }
    places { nodes { __typename id } }
    articles { nodes { __typename id } }
    storylines { nodes { __typename id } }
  }`)
  const objects: { __typename: string; id: string }[] = []
  const collect = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return
    if ('id' in value) objects.push(value as { __typename: string; id: string })
    for (const part of Object.values(value)) collect(part)
  }
  collect(data)
  const types = [...new Map(objects.map(({ __typename, id }) => [__typename, id])).entries()]
  expect(
    types
      .map(([type]) => type)
      .toSorted()
      .join(' '),
  ).toBe(
    'Agreement Appeal ArmedClash ArmedForce Article Ceasefire Claim Dataset Exercise GenericEvent Group Mediation Meeting Office Organization Person PhoneCall Place State Statement Storyline Visit',
  )
  for (const [type, id] of types) {
    const answer = await seeded.ask<NodeData>('query Node($id: ID!) { node(id: $id) { __typename id } }', { id })
    expect(answer.data.node).toEqual({ __typename: type, id })
    expect(seeded.statements).toHaveLength(1)
  }
  const ids = types.map(([, id]) => id)
  const { data: many } = await seeded.ask<{ nodes: { id: string }[] }>(
    'query Nodes($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    { ids },
  )
  expect(many.nodes.map(({ id }) => id)).toEqual(ids)
  expect(tablesOf(seeded.statements).toSorted()).toEqual([
    'actors',
    'articles',
    'claims',
    'datasets',
    'events',
    'offices',
    'places',
    'storylines',
  ])
})

test('every concept has a root field that returns the same object as node', async ({ seeded }) => {
  const { data } = await seeded.ask<Record<string, unknown>>(`{
    events(first: 1) { nodes { id claims { id } dataset { id } } }
    actor(by: { name: "Angela Merkel" }) { id ... on Person { tenures { office { id } } } }
    place(by: { name: "Dagestan" }) { id }
    articles { nodes { id publisher { id } } }
    storylines { nodes { id } }
  }`)
  const ids = [...new Set(JSON.stringify(data).match(/[a-z]{3}_[0-9a-z]{26}/g))]
  const found = new Set<string>()
  for (const id of ids) {
    const { concept } = parseId(id)!
    found.add(concept)
    const handle = concept === 'actor' || concept === 'place' ? 'by: { id: $id }' : 'id: $id'
    const answer = await seeded.ask<Record<string, { id: string }>>(
      `query ($id: ID!) { node(id: $id) { id __typename } ${concept}(${handle}) { id __typename } }`,
      { id },
    )
    expect([id, answer.data[concept]]).toEqual([id, answer.data['node']])
    expect(answer.data[concept]?.id).toBe(id)
  }
  // The bundled article has no publisher.
  expect([...found, 'publisher'].toSorted()).toEqual(Object.keys(ID_PREFIXES).toSorted())
  for (const concept of ['claim', 'dataset', 'office', 'publisher'] as const) {
    const unused = toId(concept, newUuid())
    const [none, wrong] = [unused, 'evt_01h455vb4pex5vsknk084sn02q'].map((id) =>
      seeded.ask<Record<string, null>>(`query ($id: ID!) { ${concept}(id: $id) { id } }`, { id }),
    )
    expect((await none)?.data).toEqual({ [concept]: null })
    expect((await wrong)?.errors?.[0]).toMatchObject({
      message: expect.stringContaining(`is not the id of a`),
      extensions: { code: 'BAD_USER_INPUT' },
    })
  }
})

test('an id without an object gives null, and an invalid id BAD_USER_INPUT', async ({ seeded }) => {
  const unusedId = 'evt_01h455vb4pex5vsknk084sn02q'
  expect(
    (await seeded.ask('query($id: ID!) { node(id: $id) { id } event(id: $id) { id } }', { id: unusedId })).data,
  ).toEqual({
    node: null,
    event: null,
  })
  for (const id of [
    '',
    'x',
    'evt_',
    'evt_8zzzzzzzzzzzzzzzzzzzzzzzzz',
    '01h455vb4pex5vsknk084sn02q',
    `${unusedId}0`,
    'EVT_01h455vb4pex5vsknk084sn02q',
    '__proto___x',
  ]) {
    const { errors } = await seeded.ask('query($id: ID!) { node(id: $id) { id } }', { id })
    expect(errors?.[0]).toMatchObject({
      message: `"${id}" is not an id of this service. An id is a TypeID such as evt_01h455vb4pex5vsknk084sn02q.`,
      extensions: { code: 'BAD_USER_INPUT' },
    })
  }
  const { errors } = await seeded.ask('query($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
    ids: Array.from({ length: 101 }, () => unusedId),
  })
  expect(errors?.[0]?.message).toBe('`ids` must have at most 100 items; got 101.')
})

test('actor and place find an object by an external id, or by a name that only one object has', async ({ seeded }) => {
  const { data, errors } = await seeded.ask(`{
    alias: actor(by: { name: "Serzh Sargsyan" }) { name names { name kind } }
    metonym: actor(by: { name: "Moscow" }) { __typename name }
    state: actor(by: { externalId: { scheme: ISO3166_A3, value: "DEU" } }) { __typename name externalIds { scheme value } }
    country: place(by: { externalId: { scheme: WIKIDATA, value: "Q183" } }) { __typename name kind }
    dagestan: place(by: { name: "Dagestan" }) { kind parents { kind place { name } } events { nodes { title } } }
    karabakh: place(by: { name: "Karabakh" }) { name kind parents { kind place { name } } }
    missing: actor(by: { name: "Unknown Person" }) { id }
  }`)
  expect(errors).toBeUndefined()
  expect(data).toMatchObject({
    alias: { name: 'Serzh Sarkisian' },
    metonym: { __typename: 'State', name: 'Russia' },
    state: {
      __typename: 'State',
      name: 'Germany',
      externalIds: expect.arrayContaining([{ scheme: 'WIKIDATA', value: 'Q183' }]),
    },
    country: { __typename: 'Place', name: 'Germany', kind: 'COUNTRY' },
    dagestan: {
      kind: 'ADM1',
      parents: [{ kind: 'PART_OF', place: { name: 'Russia' } }],
      events: { nodes: [{ title: 'Russian military exercise in Dagestan' }] },
    },
    karabakh: {
      name: 'Nagorno-Karabakh',
      kind: 'DISPUTED_REGION',
      parents: [{ kind: 'CLAIMED_BY', place: { name: 'Azerbaijan' } }],
    },
    missing: null,
  })
})
