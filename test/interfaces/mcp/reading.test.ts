import { expect } from 'vitest'
import { prepared } from '../../schema/mutation/merging.ts'
import { listen } from '../../support/listener.ts'
import { test } from '../../support/service.ts'
import { answerOf } from './call.ts'

const MAX_ANSWER = 25_000

interface Listed {
  totalCount: number
  events: { id: string; title: string; quotes?: { claim: string; quote: string; saidBy: string }[] }[]
  nextCursor?: string
}

test('search_events pages through the events of GraphQL, with quotes', async ({ seeded }) => {
  const server = await listen(seeded)
  const { origin } = server
  const query = `{ events(orderBy: OCCURRED_ASC, first: 100) { nodes { id title claims { id quote { exact } } } } }`
  const { data } = await seeded.ask<{ events: { nodes: { id: string; title: string; claims: { id: string }[] }[] } }>(
    query,
  )
  const { nodes } = data.events
  const listed: Listed['events'] = []
  let after: string | undefined
  do {
    const page: Listed = await answerOf<Listed>(origin, 'search_events', { orderBy: 'OCCURRED_ASC', first: 4, after })
    expect(page.totalCount).toBe(nodes.length)
    listed.push(...page.events)
    after = page.nextCursor
  } while (after)
  expect(listed.map(({ id, title }) => [id, title])).toEqual(nodes.map(({ id, title }) => [id, title]))
  for (const [i, { quotes = [] }] of listed.entries()) {
    expect(quotes.length).toBeGreaterThan(0)
    expect(quotes.map(({ claim }) => claim)).toEqual(nodes[i]!.claims.slice(0, quotes.length).map(({ id }) => id))
  }
  await server.close()
})

test('the filter of search_events is the one that the arguments say', async ({ seeded }) => {
  const server = await listen(seeded)
  const { origin } = server
  const titlesOf = async (values: object) =>
    (await answerOf<Listed>(origin, 'search_events', { first: 25, ...values })).events
      .map(({ title }) => title)
      .toSorted()
  const expected = async (where: string) => {
    const { data, errors } = await seeded.ask<{ events: { nodes: { title: string }[] } }>(
      `{ events(first: 25, where: ${where}) { nodes { title } } }`,
    )
    expect(errors).toBeUndefined()
    expect(data.events.nodes.length).toBeGreaterThan(0)
    return data.events.nodes.map(({ title }) => title).toSorted()
  }
  const { data } = await seeded.ask<{ place: { id: string } }>('{ place(by: { name: "Dagestan" }) { id } }')
  const cases: [object, string][] = [
    [{ kinds: ['PHONE_CALL'], during: '2016-04-05' }, '{ kinds: [PHONE_CALL], occurred: { during: "2016-04-05" } }'],
    [{ during: '2016-04-02', certainlyDuring: true }, '{ occurred: { during: "2016-04-02", reading: CERTAINLY } }'],
    [{ excludeKinds: ['PHONE_CALL', 'APPEAL'] }, '{ not: { kinds: [PHONE_CALL, APPEAL] } }'],
    [
      { participants: ['Саргсян', 'Putin'] },
      '{ and: [{ participants: { some: { name: "Sargsyan" } } }, { participants: { some: { name: "Putin" } } }] }',
    ],
    [
      { participantCountries: ['AM', 'AZ'], during: '2016-04' },
      '{ occurred: { during: "2016-04" }, or: [{ participants: { some: { country: "AM" } } }, { participants: { some: { country: "AZ" } } }] }',
    ],
    [{ country: 'RU' }, '{ location: { country: "RU" } }'],
    [{ place: data.place.id }, `{ location: { within: "${data.place.id}" } }`],
    [{ realis: ['DESIRED', 'SCHEDULED'] }, '{ realis: [DESIRED, SCHEDULED] }'],
    [
      { certainty: ['UNCLEAR'], realis: ['ACTUAL', 'DESIRED', 'HYPOTHETICAL', 'SCHEDULED'] },
      '{ certainty: [UNCLEAR], realis: [ACTUAL, DESIRED, HYPOTHETICAL, SCHEDULED] }',
    ],
    [{ minFatalities: 20 }, '{ quantity: { measure: FATALITIES, atLeast: 20 } }'],
    [{ text: 'fighting -exercise' }, '{ search: "fighting -exercise" }'],
  ]
  for (const [values, where] of cases) expect([values, await titlesOf(values)]).toEqual([values, await expected(where)])
  await server.close()
})

interface Detailed {
  id: string
  claims: { id: string; quote: string }[]
  claimsByAspect: Record<string, { id: string; quote: string; origin?: string }[]>
  nextCursor?: string
}

test('a long list of claims is cut, and its cursor leads to the others', async ({ service }) => {
  const { publishCall } = await prepared(service)
  const sentences = Array.from(
    { length: 96 },
    (_, n) => `The spokesman of office ${n} said that the call took place ${'and was long '.repeat(14)}in room ${n}.`,
  )
  const claims = sentences.map((exact, n) => ({
    aspect: n % 2 ? 'OCCURRENCE' : 'TIME',
    certainty: 'REPORTED',
    quote: { exact },
  }))
  const [id = ''] = await publishCall(
    1,
    { claims, occurred: { edtf: '2020-01-06', basis: 'EXPLICIT' } },
    { text: sentences.join(' ') },
  )
  const server = await listen(service)
  const { origin } = server
  const pages = async (tool: string, argument: string) => {
    const read: Detailed[] = []
    let after: string | undefined
    do {
      const page: Detailed = await answerOf<Detailed>(origin, tool, { [argument]: id, after })
      expect(JSON.stringify(page).length).toBeLessThan(MAX_ANSWER)
      expect(page.id).toBe(id)
      read.push(page)
      after = page.nextCursor
    } while (after)
    return read
  }
  const events = await pages('get_event', 'id')
  expect(events.length).toBeGreaterThan(1)
  expect(events.flatMap((page) => page.claims.map(({ quote }) => quote)).toSorted()).toEqual(sentences.toSorted())
  const compared = await pages('compare_claims', 'event')
  const byAspect = compared.flatMap(({ claimsByAspect }) => Object.entries(claimsByAspect))
  expect(byAspect.flatMap(([, own]) => own.map(({ quote }) => quote)).toSorted()).toEqual(sentences.toSorted())
  expect(new Set(byAspect.map(([aspect]) => aspect))).toEqual(new Set(['OCCURRENCE', 'TIME']))
  // Only what was asserted about the occurrence has an origin, here the one article.
  const ofOccurrence = byAspect.flatMap(([aspect, own]) => (aspect === 'OCCURRENCE' ? own : []))
  expect(new Set(ofOccurrence.map(({ origin: name }) => name))).toEqual(new Set(['Paper 1']))
  await server.close()
})

interface Dossier {
  id: string
  name: string
  names: string[]
  counterparts: { actor: { name: string }; eventCount: number }[]
  eventCount: number
  eventCountByKind: Record<string, number>
  events: { id: string }[]
  nextCursor?: string
}

test('actor_dossier and find_names find an actor by any spelling', async ({ seeded }) => {
  const server = await listen(seeded)
  const { origin } = server
  const found = await answerOf<{ actors: { id: string; name: string }[] }>(origin, 'find_names', { name: 'Саргсян' })
  expect(found.actors[0]).toMatchObject({ name: 'Serzh Sarkisian' })
  const dossier = await answerOf<Dossier>(origin, 'actor_dossier', { actor: 'Vladmir Putin', first: 2 })
  const { data } = await seeded.ask<{ actor: { events: { totalCount: number; nodes: { id: string }[] } } }>(
    'query ($id: ID!) { actor(by: { id: $id }) { events(first: 100) { totalCount nodes { id } } } }',
    { id: dossier.id },
  )
  expect(dossier.name).toBe('Vladimir Putin')
  expect(dossier.counterparts.map(({ actor }) => actor.name)).toContain('Serzh Sarkisian')
  expect(dossier.eventCount).toBe(data.actor.events.totalCount)
  const ids = dossier.events.map(({ id }) => id)
  for (let after = dossier.nextCursor; after;) {
    const page: Dossier = await answerOf<Dossier>(origin, 'actor_dossier', { actor: dossier.id, first: 2, after })
    ids.push(...page.events.map(({ id }) => id))
    after = page.nextCursor
  }
  expect(ids).toEqual(data.actor.events.nodes.map(({ id }) => id))
  await server.close()
})

test('count_events counts as groups do, and list_changes tells what entered', async ({ seeded }) => {
  const server = await listen(seeded)
  const { origin } = server
  const { data } = await seeded.ask<{
    events: { totalCount: number; groups: { key: { month: string; kind: string }; count: number }[] }
  }>('{ events { totalCount groups(by: [MONTH, KIND], orderBy: KEY_ASC, first: 50) { key { month kind } count } } }')
  const counted = await answerOf<{
    totalCount: number
    groups: { month?: string; kind: string; count: number }[]
    examples: { id: string; quotes: object[] }[]
  }>(origin, 'count_events', { by: ['MONTH', 'KIND'], inOrderOfTime: true })
  expect(counted.totalCount).toBe(data.events.totalCount)
  expect(counted.groups.map(({ month = null, kind, count }) => ({ key: { month, kind }, count }))).toEqual(
    data.events.groups,
  )
  expect(counted.examples[0]!.quotes.length).toBeGreaterThan(0)
  interface Changes {
    to: string
    changes: { change: string; after: { id: string; quote: string } }[]
    nextCursor?: string
  }
  const changed = await answerOf<Changes>(origin, 'list_changes', { from: '2016-05-01T00:00:00Z' })
  expect(changed.changes).toHaveLength(data.events.totalCount)
  for (const { change, after } of changed.changes)
    expect([change, after.id.endsWith(`@${changed.to}`)]).toEqual(['ENTERED', true])
  await server.close()
})
