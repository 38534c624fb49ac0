import { expect } from 'vitest'
import { claim, phoneCall, reportDocument } from '../../support/documents/report-document.ts'
import { accept, countRows, problemsOf } from '../../support/ingest.ts'
import { test, type Service } from '../../support/service.ts'

const STATE_B = { key: 'b', kind: 'STATE', name: 'State B' }
async function idOf(service: Service, field: 'actor' | 'place', name: string): Promise<string> {
  const { data } = await service.ask<{ entity: { id: string } }>(
    `query($name: String!) { entity: ${field}(by: { name: $name }) { id } }`,
    { name },
  )
  return data.entity.id
}

test('adds the name of a report to an actor that it matches by external id', async ({ service }) => {
  await accept(service, reportDocument())
  const renamed = { key: 'a', kind: 'STATE', name: 'Realm A', externalIds: [{ scheme: 'WIKIDATA', value: 'Q1' }] }
  await accept(service, reportDocument({ idempotencyKey: '2', actors: [renamed, STATE_B] }))
  await accept(service, reportDocument({ idempotencyKey: '3', actors: [{ ...renamed, externalIds: [] }, STATE_B] }))
  expect(await countRows(service)).toMatchObject({ actors: 2, events: 3 })
  const { data } = await service.ask('{ actor(by: { name: "Realm A" }) { name names { name kind } } }')
  expect(data).toEqual({ actor: { name: 'State A', names: [{ name: 'Realm A', kind: 'ALIAS' }] } })
})

test('refuses external ids of two different actors', async ({ service }) => {
  await accept(
    service,
    reportDocument({
      actors: [
        { key: 'a', kind: 'STATE', name: 'State A', externalIds: [{ scheme: 'WIKIDATA', value: 'Q1' }] },
        { ...STATE_B, externalIds: [{ scheme: 'WIKIDATA', value: 'Q2' }] },
      ],
    }),
  )
  const both = {
    key: 'a',
    kind: 'STATE',
    name: 'State A',
    externalIds: [
      { scheme: 'WIKIDATA', value: 'Q1' },
      { scheme: 'WIKIDATA', value: 'Q2' },
    ],
  }
  const [problem] = await problemsOf(
    service,
    reportDocument({ idempotencyKey: '2', actors: [both, { ...STATE_B, name: 'State C' }] }),
  )
  expect(problem).toMatch(/^- actors\[0\]: matches 2 stored actors\./)
})

test('refuses a key and an id of one object where two objects are needed', async ({ service }) => {
  const site = { key: 'x', kind: 'SITE', name: 'X' }
  await accept(
    service,
    reportDocument({
      places: [site],
      storylines: [{ key: 's', title: 'S' }],
      events: [phoneCall({ storylines: ['s'] })],
    }),
  )
  const [actor, place] = [await idOf(service, 'actor', 'State A'), await idOf(service, 'place', 'X')]
  const { data } = await service.ask<{ storylines: { nodes: { id: string }[] } }>('{ storylines { nodes { id } } }')
  const document = reportDocument({
    idempotencyKey: '2',
    places: [{ ...site, parents: [{ kind: 'CLAIMED_BY', place }] }],
    actors: [{ key: 'a', kind: 'STATE', name: 'State A', memberships: [{ organization: actor, role: 'x' }] }, STATE_B],
    events: [
      phoneCall({
        participations: [
          { actor: 'a', role: 'INITIATOR' },
          { actor, role: 'INITIATOR' },
        ],
      }),
    ],
  })
  expect(await problemsOf(service, document)).toEqual([
    `- places[0].parents[0].place: "${place}" is the same place as "x" and cannot be related to itself. Remove it.`,
    `- actors[0].memberships[0].organization: "${actor}" is the same actor as "a" and cannot be related to itself. Remove it.`,
    `- events[0].participations[1]: "${actor}" is the same actor as "a", which already has the role INITIATOR. Remove one of them.`,
  ])
  const parent = data.storylines.nodes[0]!.id
  const circular = reportDocument({ idempotencyKey: '3', storylines: [{ key: 's', title: 'S', parent }] })
  expect(await problemsOf(service, circular)).toEqual(['- storylines[0].parent: makes "S" its own parent. Remove it.'])
})

test('accepts an office whose tenure overlaps the time of the event', async ({ service }) => {
  const reportOf = (edtf: string, tenure: object, kind = 'PERSON') =>
    reportDocument({
      idempotencyKey: edtf,
      offices: [{ key: 'o', title: `Office of ${edtf}` }],
      actors: [{ key: 'p', kind, name: `Person ${edtf}`, tenures: [{ office: 'o', ...tenure }] }],
      events: [
        phoneCall({
          occurred: { edtf, basis: 'EXPLICIT' },
          participations: [{ actor: 'p', role: 'INITIATOR', office: 'o' }],
        }),
      ],
    })
  for (const [edtf, tenure] of [
    ['2016', { from: '2016-06-01' }],
    ['2016-04', { until: '2016-04-02' }],
    ['2016-04-05/..', { from: '2020-01-01' }],
    ['../..', { from: '2020-01-01', until: '2020-01-02' }],
  ] as const) {
    expect(await accept(service, reportOf(edtf, tenure))).toMatchObject({ created: true })
  }
  expect(await problemsOf(service, reportOf('2015', { from: '2016-01-01' }))).toEqual([
    '- events[0].participations[0].office: "p" did not hold "o" from 2015-01-01 until 2015-12-31. Correct the office or its tenures.',
  ])
})

test('derives the certainty of events and relations from their claims and returns it', async ({ service }) => {
  const follows = { kind: 'FOLLOWS', event: 'e2' }
  const about = (certainty: string, label: string) =>
    claim('talks', {
      aspect: 'RELATION',
      relation: follows,
      certainty,
      attribution: [{ label, mode: 'INDIRECT_SPEECH' }],
    })
  const document = reportDocument({
    events: [
      phoneCall({
        relations: [follows],
        claims: [claim('State A'), about('REPORTED', 'one'), about('DENIED', 'other')],
      }),
      phoneCall({
        key: 'e2',
        claims: [claim('State B', { certainty: 'UNCLEAR' })],
        relations: [{ kind: 'CONNECTED_WITH', event: 'call', certainty: 'UNCLEAR' }],
      }),
    ],
  })
  const first = await accept(service, document)
  expect(first.events.map(({ key, certainty }) => [key, certainty])).toEqual([
    ['call', 'REPORTED'],
    ['e2', 'UNCLEAR'],
  ])
  expect(await accept(service, document)).toEqual({ ...first, created: false, resolved: [] })
  const { data } = await service.ask('query($id: ID!) { event(id: $id) { relations { kind direction certainty } } }', {
    id: first.events[0]!.id,
  })
  expect(data).toEqual({
    event: {
      relations: expect.toSatisfy(
        (all: { kind: string; certainty: string }[]) =>
          all.some(({ kind, certainty }) => kind === 'FOLLOWS' && certainty === 'DISPUTED') &&
          all.some(({ kind, certainty }) => kind === 'CONNECTED_WITH' && certainty === 'UNCLEAR'),
      ),
    },
  })
})

test('keeps the publisher of a stored article and uses it for later reports of the article', async ({ service }) => {
  await accept(service, reportDocument())
  const { id } = (
    await accept(
      service,
      reportDocument({ idempotencyKey: '2', article: { url: 'https://news.example/1', headline: 'A headline' } }),
    )
  ).events[0]!
  const { data } = await service.ask(
    'query($id: ID!) { event(id: $id) { publisherCount mentions { nodes { article { headline publisher { name } } } } } }',
    { id },
  )
  expect(data).toEqual({
    event: {
      publisherCount: 1,
      mentions: { nodes: [{ article: { headline: 'A headline', publisher: { name: 'Example News' } } }] },
    },
  })
})
