import { expect } from 'vitest'
import { tablesOf, test } from '../../support/service.ts'
import { PARTS, thenAndNow, type EventData } from './then-and-now.ts'

test('then and now have different ids, which node, nodes, event and _entities resolve as they were', async ({
  service,
}) => {
  const { id, at, then, now } = await thenAndNow(service)
  expect(then).toMatchObject({ id: `${id}@${at}`, title: 'The presidents speak', asOf: at, participations: [{}, {}] })
  expect(now).toMatchObject({ id, title: 'The presidents speak twice', asOf: null, participations: [{}] })
  const current = { id, title: now.title, asOf: null }
  expect([then.current, now.current]).toEqual([current, current])
  // Events and claims below keep the moment; articles and actors have one id in both, and the same values.
  expect([then.claims[0]!.id, then.claims[0]!.event.id]).toEqual([`${now.claims[0]!.id}@${at}`, then.id])
  expect(then.relations).toMatchObject([{ event: { id: `${now.relations[0]!.event.id}@${at}`, asOf: at } }])
  expect(then.claims[0]!.article).toEqual(now.claims[0]!.article)
  expect(then.participations[0]!.actor).toEqual(now.participations[0]!.actor)

  const claims = [then.claims[0]!.id, now.claims[0]!.id]
  const ids = [then.id, id, ...claims, then.relations[0]!.event.id]
  const FRAGMENTS = `... on Event { ${PARTS} } ... on Claim { claimId: id certainty event { id title asOf } } ... on Actor { actorId: id }`
  const { data, errors } = await service.ask<Record<string, unknown>>(
    `query ($ids: [ID!]!) { nodes(ids: $ids) { ${FRAGMENTS} } }`,
    { ids },
  )
  expect(errors).toBeUndefined()
  const claimOf = ({ id: eventId, title, asOf, claims: [claim] }: EventData) => ({
    claimId: claim!.id,
    certainty: 'REPORTED',
    event: { id: eventId, title, asOf },
  })
  expect(data).toEqual({
    nodes: [
      then,
      now,
      claimOf(then),
      claimOf(now),
      expect.objectContaining({ id: ids[4], title: 'A spokesman reports the call', asOf: at }),
    ],
  })
  // Each table once for the moment and once for the present, but what has no earlier states once for both.
  const tables = tablesOf(service.statements)
  for (const [table, times] of Object.entries({ actors: 1, articles: 1, participations: 2 })) {
    expect([table, tables.filter((name) => name === table).length]).toEqual([table, times])
  }
  const tablesFor = async (listed: string[]) => {
    await service.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Event { id participations { role } } } }', {
      ids: listed,
    })
    return tablesOf(service.statements)
  }
  const [otherThen, otherNow] = [then.relations[0]!.event.id, now.relations[0]!.event.id]
  expect(await tablesFor([then.id, id, otherThen, otherNow])).toEqual(await tablesFor([then.id, id]))
  expect((await service.ask(`query ($id: ID!) { event(id: $id) { ${PARTS} } }`, { id: then.id })).data).toEqual({
    event: then,
  })
  const byId = await service.ask<Record<string, unknown>>(
    `query ($id: ID!, $plain: ID!, $at: DateTime) {
      past: claim(id: $id) { id certainty event { id title asOf } } now: claim(id: $plain) { id certainty event { id title asOf } }
      same: claim(id: $plain, asOf: $at) { id event { id } }
    }`,
    { id: claims[0], plain: claims[1], at },
  )
  const fieldsOf = ({ claimId, ...others }: ReturnType<typeof claimOf>) => ({ id: claimId, ...others })
  const same = { id: claims[0], event: { id: then.id } }
  expect(byId.data).toEqual({ past: fieldsOf(claimOf(then)), now: fieldsOf(claimOf(now)), same })
  const representations = [
    { __typename: 'PhoneCall', id: then.id },
    { __typename: 'Event', id },
    { __typename: 'Claim', id: then.claims[0]!.id },
    { __typename: 'Meeting', id: then.id },
    { __typename: 'Person', id: then.participations[0]!.actor.id },
  ]
  const entities = await service.ask(
    `query ($id: ID!, $representations: [_Any!]!) {
      node(id: $id) { ${FRAGMENTS} } _entities(representations: $representations) { ${FRAGMENTS} }
    }`,
    { id: then.id, representations },
  )
  expect(entities).toMatchObject({
    data: { node: then, _entities: [then, now, claimOf(then), null, { actorId: then.participations[0]!.actor.id }] },
  })
})

test('the events, counterparts and claims of an object without earlier states are those of its own asOf', async ({
  service,
}) => {
  const { id, at, then, now } = await thenAndNow(service)
  const ACTOR = (own: string) =>
    `actor { id events${own} { nodes { id title } } counterparts${own} { eventCount actor { id } } }`
  const ARTICLE = (own: string) => `article { id events${own} { nodes { id } } claims${own} { id event { id } } }`
  const ALL = (own: string) => `participations { ${ACTOR(own)} } claims { ${ARTICLE(own)} }`
  const { data, errors } = await service.ask<Record<string, { participations: { actor: object }[]; claims: object[] }>>(
    `query ($id: ID!, $at: DateTime) {
      then: event(id: $id, asOf: $at) { ${ALL('')} } now: event(id: $id) { ${ALL('')} }
      pastOfThen: event(id: $id, asOf: $at) { ${ALL('(asOf: $at)')} } pastOfNow: event(id: $id) { ${ALL('(asOf: $at)')} }
    }`,
    { id, at },
  )
  expect(errors).toBeUndefined()
  const [first, second] = data['pastOfThen']!.participations
  expect(data['then']!.participations[0]).toEqual(data['now']!.participations[0])
  expect(first).toEqual(data['pastOfNow']!.participations[0])
  expect(first).toMatchObject({
    actor: {
      events: { nodes: expect.arrayContaining([{ id: then.id, title: then.title }]) },
      counterparts: [{ eventCount: 1, actor: { id: (second!.actor as { id: string }).id } }],
    },
  })
  expect(data['now']!.participations[0]).toMatchObject({
    actor: { events: { nodes: expect.arrayContaining([{ id, title: now.title }]) }, counterparts: [] },
  })
  expect(data['then']!.claims).toEqual(data['now']!.claims)
  expect(data['pastOfThen']!.claims).toEqual(data['pastOfNow']!.claims)
  expect(data['pastOfNow']!.claims).toMatchObject([
    { article: { claims: expect.arrayContaining([{ id: then.claims[0]!.id, event: { id: then.id } }]) } },
  ])
})
