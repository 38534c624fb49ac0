import { expect } from 'vitest'
import { createKey } from '../../../server/auth/api-keys.ts'
import { listen } from '../../support/listener.ts'
import { desk, report } from '../../support/publisher-client.ts'
import { test } from '../../support/service.ts'
import { answerOf, call } from './call.ts'

interface Format {
  fields: { field: string; type: string; isRequired?: boolean }[]
  example?: { dataset: object } & Record<string, unknown>
}

test('an agent learns the format, checks a report and publishes it once', async ({ service }) => {
  const server = await listen(service)
  const { origin } = server
  const headers = { authorization: `Bearer ${await desk(service)}` }
  const format = await answerOf<Format>(origin, 'report_format', {})
  expect(format.fields.filter(({ isRequired }) => isRequired).map(({ field }) => field)).toEqual([
    'article',
    'dataset',
    'events',
  ])
  const parts = await answerOf<Format>(origin, 'report_format', { type: 'EventInput' })
  expect(parts.fields.map(({ field }) => field)).toContain('participations')
  const example = { ...format.example, dataset: { ...format.example?.dataset, name: 'desk' } }

  const wrong = { ...example, text: 'Another text.' }
  const refused = await call(origin, 'check_report', { report: wrong }, headers)
  expect(refused.isError).toBe(true)
  expect(JSON.parse(refused.text)).toMatchObject({
    errors: [{ path: expect.arrayContaining(['quote']) as string[], message: expect.stringMatching(/./) as string }],
  })
  const checked = await answerOf<{ isNew: boolean; isStored: boolean }>(
    origin,
    'check_report',
    { report: example },
    headers,
  )
  expect(checked).toMatchObject({ isNew: true, isStored: false })
  expect(await answerOf(origin, 'search_events', {})).toEqual({ totalCount: 0 })

  interface Published {
    isNew: boolean
    events: { id: string; event: { claims: { quote: { exact: string; verification: string } }[] } }[]
  }
  const published = await answerOf<Published>(origin, 'publish_report', { report: example }, headers)
  expect(published.isNew).toBe(true)
  expect(published.events[0]!.event.claims[0]!.quote).toEqual({
    exact: 'spoke by telephone on Tuesday',
    verification: 'VERIFIED',
  })
  const again = await answerOf<Published>(origin, 'publish_report', { report: example }, headers)
  expect([again.isNew, again.events[0]!.id]).toEqual([false, published.events[0]!.id])
  expect(await answerOf(origin, 'search_events', {})).toMatchObject({ totalCount: 1 })
  await server.close()
})

test('publishing needs the rights that the mutation needs', async ({ service }) => {
  const server = await listen(service)
  const { origin } = server
  const secret = await createKey(service.db, 'One desk', ['publish'], { datasets: ['desk'] })
  const headers = { authorization: `Bearer ${secret}` }
  const foreign = { ...report(), dataset: { name: 'other', title: 'Other', licence: 'CC0-1.0' } }
  for (const tool of ['check_report', 'publish_report']) {
    expect(await call(origin, tool, { report: report() })).toMatchObject({
      isError: true,
      text: expect.stringMatching(/^UNAUTHENTICATED: /) as string,
    })
    expect(await call(origin, tool, { report: foreign }, headers)).toMatchObject({
      isError: true,
      text: expect.stringMatching(/^FORBIDDEN: /) as string,
    })
    expect(await call(origin, tool, { report: { events: 'no' } }, headers)).toMatchObject({
      isError: true,
      text: expect.stringMatching(/^BAD_USER_INPUT: /) as string,
    })
  }
  await server.close()
})
