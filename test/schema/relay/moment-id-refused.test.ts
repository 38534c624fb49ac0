import { expect } from 'vitest'
import { test } from '../../support/service.ts'
import { thenAndNow } from './then-and-now.ts'

test('an id with a moment is refused, with the reason and the id to use, wherever it cannot be read', async ({
  service,
}) => {
  const { id, at, mutate, then, now } = await thenAndNow(service)
  const actor = now.participations[0]!.actor.id
  const refusal = async (query: string, variables: Record<string, unknown>) => {
    const { errors } = await service.ask(query, variables)
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' })
    return errors![0]!.message
  }
  const NODE = 'query ($id: ID!) { node(id: $id) { id } }'
  const ENTITY =
    'query ($id: String!) { _entities(representations: [{ __typename: "Event", id: $id }]) { __typename } }'
  const future = new Date(Date.now() + 60_000).toISOString()
  const unreadable: [string, RegExp][] = [
    ['', /such as 2016-04-05T12:00:00.000Z/],
    ['2016-04-05T12:00:00.000', /such as 2016-04-05T12:00:00.000Z/],
    ['2016-04-05T12:00:00Z', /in UTC with milliseconds: evt_\w+@2016-04-05T12:00:00.000Z\./],
    ['2016-04-05T12:00:00.000000Z', /@2016-04-05T12:00:00.000Z\./],
    ['2016-04-05T16:00:00.000+04:00', /@2016-04-05T12:00:00.000Z\./],
    ['2016-02-30T12:00:00.000Z', /a date-time that exists/],
    [`${at}@1`, /is not readable/],
    [future, /must not be in the future/],
  ]
  for (const [moment, reason] of unreadable) {
    for (const query of [NODE, ENTITY, 'query ($id: ID!) { event(id: $id) { id } }']) {
      // oxlint-disable-next-line no-await-in-loop
      expect(await refusal(query, { id: `${id}@${moment}` })).toMatch(reason)
    }
  }
  expect(await refusal(NODE, { id: `${actor}@${at}` })).toContain(`an actor has no earlier states. Use ${actor}.`)
  const EVENT = 'query ($id: ID!, $at: DateTime) { event(id: $id, asOf: $at) { id title } }'
  expect(await refusal(EVENT, { id: then.id, at: '2016-04-05T12:00:00Z' })).toContain(
    `The id names the moment ${at}, and \`asOf\` is 2016-04-05T12:00:00.000Z.`,
  )
  expect((await service.ask(EVENT, { id: then.id, at })).data).toEqual({ event: { id: then.id, title: then.title } })

  const moments = Array.from({ length: 11 }, (_, n) => `${id}@2016-04-05T12:00:00.0${10 + n}Z`)
  const NODES = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }'
  expect(await refusal(NODES, { ids: moments })).toMatch(/at most 10 moments.*12:00:00\.020Z is one more/)
  expect((await service.ask(NODES, { ids: [...moments.slice(1), id, id] })).errors).toBeUndefined()

  const plain = (of: string) => `Use the part before \`@\`: ${of}.`
  const FILTER = 'query ($where: EventWhere) { events(where: $where) { totalCount } }'
  const past = `${actor}@${at}`
  for (const where of [
    { participants: { some: { actor: past } } },
    { attributedTo: past },
    { not: { attributedTo: past } },
  ]) {
    // oxlint-disable-next-line no-await-in-loop
    expect(await refusal(FILTER, { where })).toContain(plain(actor))
  }
  const subscribed = await service.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: `subscription { eventChanged(where: { attributedTo: "${past}" }) { kind } }` }),
  })
  expect(await subscribed.text()).toContain(plain(actor))
  const other = now.relations[0]!.event.id
  const claim = { aspect: 'OCCURRENCE', certainty: 'REPORTED', quote: { exact: 'The two presidents' } }
  for (const [input, named] of [
    [{ event: then.id }, id],
    [{ expectedVersion: 2, relations: [{ kind: 'FOLLOWS', event: `${other}@${at}` }] }, other],
    [{ expectedVersion: 2, participations: [{ actor: past, role: 'INITIATOR' }] }, actor],
    [{ expectedVersion: 2, claims: [{ ...claim, claim: then.claims[0]!.id }] }, now.claims[0]!.id],
  ] as [object, string][]) {
    // oxlint-disable-next-line no-await-in-loop
    expect(await mutate(input)).toEqual(expect.arrayContaining([expect.stringContaining(plain(named))]))
  }
})
