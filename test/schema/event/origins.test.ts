import { expect } from 'vitest'
import { sha256 } from '../../../ingest/validate/quotes.ts'
import { createKey } from '../../../server/auth/api-keys.ts'
import { expectNoDrift } from '../../support/import.ts'
import { publish, report } from '../../support/publisher-client.ts'
import { test, type Service } from '../../support/service.ts'
import { clock } from '../mutation/merging.ts'

const QUOTE = 'The two presidents spoke by telephone'
const OWN = `${QUOTE} on Tuesday morning, and the call lasted for almost an hour, a clerk in the palace noted.`
const OTHER = `Nobody had expected it. ${QUOTE} while the frost was still on the roofs, said the head of the guard.`
const THIRD = `${QUOTE} for the first time this year. In the harbour town the boats stayed at their moorings all day.`

const ORIGINS = `id version certainty independentOriginCount
  origins { kind name isProven reason actor { id } publisher { name } claims { article { url } } }`

interface OriginsEvent {
  id: string
  version: number
  certainty: string
  independentOriginCount: number
  origins: { kind: string; name: string; isProven: boolean; reason: string; claims: unknown[] }[]
}

interface Source {
  url?: string
  publisher?: string | null
  /** Null if only its digest is given. */
  text?: string | null
  /** The text that a digest is given of. */
  textSha256?: string
  idempotencyKey?: string
  attribution?: object[]
  actors?: object[]
  certainty?: string
}

/** Returns functions that publish one call in several articles and make one event of them. */
async function prepared(service: Service) {
  const key = await createKey(service.db, 'Example desk', ['publish', 'correct', 'merge', 'admin'], { datasets: ['*'] })
  const headers = { authorization: `Bearer ${key}` }
  const [call] = report().events
  let count = 0
  const publishOne = async ({ url, publisher, text = OWN, textSha256, idempotencyKey, ...source }: Source) => {
    const { attribution = [], actors = [], certainty } = source
    count++
    const [claim] = call!.claims
    const article = {
      url: url ?? `https://www.paper-${count}.com/call`,
      textSha256,
      ...(publisher !== null && { publisher: { name: publisher ?? `The Beacon of Town ${count}` } }),
    }
    const event = { ...call, participations: [], claims: [{ ...claim, attribution, ...(certainty && { certainty }) }] }
    const { events, errors } = await publish(
      service,
      key!,
      report({ article, text, actors, events: [event], idempotencyKey }),
    )
    expect(errors).toEqual([])
    return events[0]!.id
  }
  const mutate = async (name: string, selection: string, input: object) => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} errors { message } } }`
    const { data, errors } = await service.ask<Record<string, { errors: unknown[] }>>(query, { input }, headers)
    expect(errors).toBeUndefined()
    expect(data[name]!.errors).toEqual([])
    return data[name]!
  }
  const read = async (id: string, asOf: string | null = null) =>
    (
      await service.ask<{ event: OriginsEvent }>(
        `query ($id: ID!, $asOf: DateTime) { event(id: $id, asOf: $asOf) { ${ORIGINS} } }`,
        { id, asOf },
      )
    ).data.event
  /** Publishes the sources and merges their events into the first one. */
  const unite = async (...sources: Source[]) => {
    const ids: string[] = []
    for (const source of sources) ids.push(await publishOne(source))
    const [into, ...merged] = ids
    await mutate('mergeEvents', 'event { id }', {
      into,
      expectedVersion: 1,
      merged: merged.map((event) => ({ event, expectedVersion: 1 })),
      reason: 'One call',
    })
    return read(into!)
  }
  return { publishOne, mutate, read, unite }
}

test('two own texts of two houses confirm an event; what repeats the other does not', async ({ service }) => {
  const { unite } = await prepared(service)
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
  const { publishOne, mutate, read, unite } = await prepared(service)
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
