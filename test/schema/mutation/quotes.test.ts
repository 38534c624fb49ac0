import { expect } from 'vitest'
import { sha256 } from '../../../ingest/validate/quotes.ts'
import { correcting, desk, publish, report } from '../../support/publisher-client.ts'
import { test, type Service } from '../../support/service.ts'

const TEXT = 'The two presidents spoke by telephone on Tuesday, a spokesman said.\nThey “agreed” to speak again.'

const CORRECT = `mutation ($input: CorrectEventInput!) { correctEvent(input: $input) {
  event { version claims { id quote { exact start end verification } } } errors { code path message }
} }`

interface Corrected {
  event: { version: number; claims: { id: string; quote: { exact: string; start: number } }[] } | null
  errors: { path: string[]; message: string }[]
}

function withQuotes(quotes: readonly object[], overrides: Record<string, unknown> = {}) {
  const [event] = report().events
  const claims = quotes.map((quote) => ({ aspect: 'OCCURRENCE', certainty: 'REPORTED', quote }))
  return report({ events: [{ ...event, claims }], text: TEXT, ...overrides })
}

async function quotesOf(service: Service) {
  const { data } = await service.ask<{ events: { nodes: { claims: object[] }[] } }>(
    '{ events { nodes { claims { id quote { exact prefix suffix start end verification } } } } }',
  )
  return data?.events.nodes[0]?.claims
}

test('publishReport locates quotes without offsets, and stores them as the text has them', async ({ service }) => {
  const key = await desk(service)
  await publish(service, key, withQuotes([{ exact: 'They "agreed" to  speak' }, { exact: 'speak', prefix: 'to ' }]))
  expect(await quotesOf(service)).toMatchObject([
    { quote: { exact: 'They “agreed” to speak', start: 68, end: 90, verification: 'VERIFIED' } },
    { quote: { exact: 'speak', prefix: 'to ', start: 85, end: 90, verification: 'VERIFIED' } },
  ])
})

test('without the text, publishReport stores quotes as they are, not verified', async ({ service }) => {
  const key = await desk(service)
  await publish(
    service,
    key,
    withQuotes([{ exact: 'Never written' }, { exact: 'The two', start: 0, end: 7 }], { text: null }),
  )
  expect(await quotesOf(service)).toMatchObject([
    { quote: { exact: 'Never written', start: null, end: null, verification: 'NOT_VERIFIED' } },
    { quote: { exact: 'The two', start: 0, end: 7, verification: 'NOT_VERIFIED' } },
  ])
})

test('a correction locates quotes in the text, and without it they must agree with verified quotes', async ({
  service,
}) => {
  const key = await desk(service)
  const { events } = await publish(service, key, withQuotes([{ exact: 'spoke by telephone on Tuesday' }]))
  const correct = correcting<Corrected>(service, key, CORRECT, events[0]?.id ?? '')
  const [stored] = (await quotesOf(service)) as { id: string; quote: { exact: string } }[]
  const kept = { claim: stored?.id, aspect: 'OCCURRENCE', certainty: 'REPORTED', quote: { exact: stored?.quote.exact } }
  const withClaim = (quote: object, more: object = {}) =>
    correct({
      expectedVersion: 1,
      claims: [kept, { aspect: 'TIME', certainty: 'REPORTED', quote }],
      ...more,
    })
  expect(await withClaim({ exact: 'BY LETTER', start: 25, end: 34 })).toMatchObject({
    event: null,
    errors: [{ path: ['claims', '1', 'quote'], message: expect.stringContaining('contradicts a verified quote') }],
  })
  expect(await withClaim({ exact: 'on Monday' }, { text: TEXT })).toMatchObject({
    errors: [
      {
        path: ['claims', '1', 'quote', 'exact'],
        message: expect.stringContaining('The nearest passage is "on Tuesday".'),
      },
    ],
  })
  expect(await withClaim({ exact: 'on Tuesday' }, { text: `${TEXT} More.` })).toMatchObject({
    errors: [{ path: ['text'], message: expect.stringContaining('by its stored digest') }],
  })
  expect(await withClaim({ exact: 'on Tuesday' }, { text: TEXT })).toMatchObject({
    errors: [],
    event: {
      version: 2,
      claims: [
        { id: stored?.id, quote: { start: 19, verification: 'VERIFIED' } },
        { quote: { exact: 'on Tuesday', start: 38, end: 48, verification: 'VERIFIED' } },
      ],
    },
  })
})

test('a correction compares any number of quotes with one statement, and with the text verifies stored ones', async ({
  service,
}) => {
  const key = await desk(service)
  const quote = { exact: 'They "agreed"', start: 68, end: 81 }
  const article = { ...report().article, textSha256: sha256(TEXT) }
  const { events } = await publish(service, key, withQuotes([quote], { article, text: null }))
  const correct = correcting<Corrected>(service, key, CORRECT, events[0]?.id ?? '')
  const [stored] = (await quotesOf(service)) as { id: string }[]
  const kept = { claim: stored?.id, aspect: 'OCCURRENCE', certainty: 'REPORTED', quote }
  const statementsFor = async (expectedVersion: number, count: number) => {
    const others = Array.from({ length: count }, (_, i) => ({
      aspect: 'CONTEXT',
      certainty: 'REPORTED',
      quote: { exact: 'x', start: i, end: i + 1 },
    }))
    expect(await correct({ expectedVersion, claims: [kept, ...others] })).toMatchObject({ errors: [] })
    return service.statements.length
  }
  expect(await statementsFor(1, 1)).toBe(await statementsFor(2, 50))
  expect(await correct({ expectedVersion: 3, claims: [kept], text: TEXT })).toMatchObject({
    errors: [],
    event: { claims: [{ id: stored?.id, quote: { exact: 'They “agreed”', verification: 'VERIFIED' } }] },
  })
})
