import { expect } from 'vitest'
import { sha256 } from '../../../ingest/validate/quotes.ts'
import { expectNoDrift } from '../../support/import.ts'
import { test } from '../../support/service.ts'
import { clock } from '../mutation/merging.ts'
import { OTHER, OWN, preparedCalls, THIRD, type Source } from './one-call.ts'

test('two own texts of two houses confirm an event; what repeats the other does not', async ({ service }) => {
  const { unite } = await preparedCalls(service)
  const wire = (text: string) => `NORVALE (Reuters) - ${text}`
  const cases: [name: string, sources: Source[], certainty: string, origins: object[]][] = [
    [
      'own texts',
      [{}, { text: OTHER }],
      'CONFIRMED',
      [
        { kind: 'PUBLISHER', isProven: true },
        { kind: 'PUBLISHER', isProven: true },
      ],
    ],
    ['three own texts', [{}, { text: OTHER }, { text: THIRD }], 'CONFIRMED', [{}, {}, {}]],
    [
      'a reprint',
      [{}, { text: OWN.replace('a clerk in', '“a clerk” in') }],
      'REPORTED',
      [{ kind: 'PUBLISHER', reason: expect.stringContaining('same text') }],
    ],
    [
      'one agency',
      [{ text: wire(OWN) }, { text: `${OTHER} (Reuters)` }],
      'REPORTED',
      [{ kind: 'AGENCY', name: 'Reuters', publisher: null, reason: expect.stringContaining('credit Reuters') }],
    ],
    [
      'one house',
      [{ url: 'https://news.beacon.co.uk/a' }, { url: 'https://blogs.beacon.co.uk/b', text: OTHER }],
      'REPORTED',
      [{ reason: expect.stringContaining('beacon.co.uk') }],
    ],
    [
      'a credit of the other',
      [{ publisher: 'The Evening Lamp' }, { text: `${OTHER} So the Evening Lamp reported.` }],
      'REPORTED',
      [{ reason: expect.stringContaining('credits The Evening Lamp') }],
    ],
    [
      'one source',
      [1, 2].map((n) => ({
        text: n === 1 ? OWN : OTHER,
        actors: [{ key: 'palace', kind: 'ORGANIZATION', name: 'The palace' }],
        attribution: [
          { label: 'a clerk', mode: 'INDIRECT_SPEECH' },
          { agent: 'palace', mode: 'INDIRECT_SPEECH' },
        ],
      })),
      'REPORTED',
      [{ kind: 'ACTOR', name: 'The palace', actor: { id: expect.stringMatching(/^act_/) } }],
    ],
    [
      'no publisher',
      [{}, { publisher: null, text: OTHER }],
      'REPORTED',
      [
        { isProven: true },
        { kind: 'TEXT', isProven: false, reason: expect.stringContaining('publisher is not known') },
      ],
    ],
    ['a denial beside them', [{}, { text: OTHER }, { text: THIRD, certainty: 'DENIED' }], 'DISPUTED', [{}, {}, {}]],
  ]
  for (const [name, sources, certainty, origins] of cases) {
    const event = await unite(...sources)
    expect({ name, certainty: event.certainty }).toEqual({ name, certainty })
    expect(event.origins).toMatchObject(origins)
    const proven = event.origins.filter(({ isProven }) => isProven).length
    expect(event.independentOriginCount).toBe(name === 'a denial beside them' ? 2 : proven)
  }
  const { data } = await service.ask<{ events: { nodes: { independentOriginCount: number }[] } }>(
    '{ events(where: { minOrigins: 2 }, orderBy: ORIGIN_COUNT_DESC) { nodes { independentOriginCount } } }',
  )
  expect(data.events.nodes.map(({ independentOriginCount }) => independentOriginCount)).toEqual([3, 2, 2])
  await expectNoDrift(service)
})

test('what becomes known later changes the certainty, and asOf shows it as it was', async ({ service }) => {
  const { publishOne, mutate, read, unite } = await preparedCalls(service)
  const url = 'https://www.paper-one.com/call'
  const { id } = await unite({ publisher: 'Lamp' }, { text: OTHER, publisher: 'Lantern' })
  expect(await read(id)).toMatchObject({ certainty: 'CONFIRMED', version: 2 })
  const confirmed = await clock()
  // An editor sets the owner of both publishers.
  const { data } = await service.ask<{ node: { mentions: { nodes: { publisher: { id: string } }[] } } }>(
    'query ($id: ID!) { node(id: $id) { ... on Event { mentions { nodes { publisher { id } } } } } }',
    { id },
  )
  for (const { publisher } of data.node.mentions.nodes) {
    await mutate('correctPublisher', 'publisher { owner version }', {
      publisher: publisher.id,
      expectedVersion: 1,
      owner: 'The Glow Group',
      reason: 'Both belong to it',
    })
  }
  expect(await read(id)).toMatchObject({
    certainty: 'REPORTED',
    version: 3,
    independentOriginCount: 1,
    origins: [{ reason: expect.stringContaining('glow group') }],
  })
  // Origins are what is known today of the claims of that moment; the certainty and the number are those of then.
  expect(await read(id, confirmed)).toMatchObject({
    certainty: 'CONFIRMED',
    independentOriginCount: 2,
    origins: [{ isProven: true }],
  })
  // The text of an article becomes known.
  const known = { url, textSha256: sha256(THIRD) }
  const late = await unite({ ...known, text: null }, { text: OTHER })
  expect(late).toMatchObject({ certainty: 'REPORTED', origins: [{ isProven: false }, { isProven: true }] })
  await publishOne({ ...known, text: THIRD, idempotencyKey: 'with its text' })
  expect(await read(late.id)).toMatchObject({ certainty: 'CONFIRMED', version: 3 })
  const { data: history } = await service.ask(
    'query ($id: ID!) { event(id: $id) { revisions { version reason changes { field } } } }',
    { id },
  )
  expect(history).toMatchObject({
    event: {
      revisions: [
        {},
        {},
        {
          version: 3,
          reason: 'Both belong to it',
          changes: [{ field: 'certainty' }, { field: 'independentOriginCount' }],
        },
      ],
    },
  })
  await expectNoDrift(service)
})

test('the text that a correction gives decides on the origins of all events of its article', async ({ service }) => {
  const { unite, mutate, read } = await preparedCalls(service)
  const known = { url: 'https://www.glow.com/call', textSha256: sha256(THIRD), text: null }
  const { id } = await unite(known, { text: OTHER })
  const other = await unite({ ...known, idempotencyKey: 'again' }, { text: OWN })
  expect([await read(id), other]).toMatchObject([{ certainty: 'REPORTED' }, { certainty: 'REPORTED' }])
  const { data } = await service.ask<{ event: { claims: { claim: string; quote: object }[] } }>(
    'query ($id: ID!) { event(id: $id) { claims { claim: id aspect certainty quote { exact } } } }',
    { id },
  )
  const added = { aspect: 'CONTEXT', certainty: 'REPORTED', quote: { exact: 'the boats stayed at their moorings' } }
  await mutate('correctEvent', 'event { id }', {
    event: id,
    expectedVersion: 2,
    reason: 'The text was found',
    text: THIRD,
    claims: [...data.event.claims, added],
  })
  const confirmed = { certainty: 'CONFIRMED', independentOriginCount: 2, version: 3 }
  expect([await read(id), await read(other.id)]).toMatchObject([confirmed, confirmed])
  await expectNoDrift(service)
})
