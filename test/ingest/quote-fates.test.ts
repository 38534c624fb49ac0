import { describe, expect } from 'vitest'
import { publishReport } from '../../ingest/publish.ts'
import { sha256 } from '../../ingest/validate/quotes.ts'
import { claim, phoneCall, reportDocument, TEXT } from '../support/documents/report-document.ts'
import { test, type Service } from '../support/service.ts'
import { fatesOf, publish, read, SECOND, THIRD, URL } from './versions.ts'

test('a report without text and digest is about the latest version, or makes the first', async ({ service }) => {
  const first = await publish(service, undefined, ['State A', 'never written'])
  expect(first.articleVersion).toBe(1)
  const known = await publish(service, TEXT, ['State A'])
  expect(known.articleVersion).toBe(2)
  const document = reportDocument({ idempotencyKey: 'unknown', article: { url: URL }, events: [phoneCall()] })
  const unknown = await publishReport(service.db, document, { by: 'desk' })
  expect(unknown.articleVersion).toBe(2)
  expect((await read(service, first.event)).event).toEqual({
    version: 2,
    claims: [
      // Its offsets are not known: it is FOUND if the words are there.
      ['State A', 'FOUND'],
      ['never written', 'LOST'],
    ].map(([exact, inLatestVersion]) => ({
      articleVersion: { version: 1 },
      quote: { exact, start: null, verification: 'NOT_VERIFIED', inLatestVersion },
    })),
  })
  expect((await read(service, unknown.events[0]?.id ?? '')).event.claims).toMatchObject([
    { articleVersion: { version: 2 }, quote: { verification: 'NOT_VERIFIED', inLatestVersion: 'NOT_CHECKED' } },
  ])
})

test('of three versions, the fate is that in the latest, and none where only its digest is known', async ({
  service,
}) => {
  const quotes = ['asked for talks', 'State A phoned']
  const { event } = await publish(service, TEXT, quotes)
  const second = await publish(service, SECOND, quotes)
  expect(await fatesOf(service, event)).toEqual([2, 'MOVED', 'MOVED'])
  await publish(service, THIRD, ['called'])
  expect(await fatesOf(service, event)).toEqual([3, 'FOUND', 'LOST'])
  expect(await fatesOf(service, second.event)).toEqual([2, 'MOVED', 'LOST'])
  const fourth = `${THIRD} The end.`
  await publish(service, undefined, ['The end'], { textSha256: sha256(fourth) })
  expect(await fatesOf(service, event)).toEqual([3, 'NOT_CHECKED', 'NOT_CHECKED'])
  // Another report gives the text of the latest version.
  const document = reportDocument({ idempotencyKey: 'with text', article: { url: URL } })
  await publishReport(
    service.db,
    { ...document, events: [phoneCall({ claims: [claim('talks')] })] },
    { by: 'desk', text: fourth },
  )
  expect(await fatesOf(service, event)).toEqual([4, 'FOUND', 'LOST'])
  expect((await read(service, event)).articles.nodes[0]?.versions.map(({ version }) => version)).toEqual([4, 3, 2, 1])
})

test('a report of an earlier version is compared with the stored text of the latest', async ({ service }) => {
  await publish(service, TEXT, ['State A'])
  await publish(service, undefined, ['State A'], { body: SECOND })
  const document = reportDocument({ idempotencyKey: 'late', article: { url: URL } })
  const late = await publishReport(service.db, document, { by: 'desk', text: TEXT })
  expect(late.articleVersion).toBe(1)
  expect(await fatesOf(service, late.events[0]?.id ?? '')).toEqual([1, 'MOVED'])
})

describe('as of a moment', () => {
  test('a quote has the fate that was known then', async ({ service }) => {
    const { event } = await publish(service, TEXT, ['State A phoned'])
    const moments = [await momentOf(service, event)]
    await publish(service, SECOND, ['State A'])
    moments.push(await momentOf(service, event))
    await publish(service, THIRD, ['State A'])
    const expected = [
      [1, 'NOT_CHECKED'],
      [2, 'MOVED'],
    ]
    for (const [i, moment] of moments.entries()) expect(await fatesOf(service, event, moment)).toEqual(expected[i])
    expect(await fatesOf(service, event)).toEqual([3, 'LOST'])
  })

  async function momentOf(service: Service, event: string): Promise<string> {
    const { data } = await service.ask<{ event: { updatedAt: string } }>(
      'query ($event: ID!) { event(id: $event) { updatedAt } }',
      { event },
    )
    return data.event.updatedAt
  }
})
