import { afterEach, expect } from 'vitest'
import { prepared } from '../schema/mutation/merging.ts'
import type { Listener } from '../support/listener.ts'
import { BROWSER, listenWithPages } from '../support/pages/explorer.ts'
import { test } from '../support/service.ts'

let listener: Listener | undefined
afterEach(async () => {
  await listener?.close()
  listener = undefined
})

test('a merged event redirects, a retracted one is gone with its page, and both stay readable as of then', async ({
  service,
}) => {
  const { mutate, publishCall } = await prepared(service)
  const [first = ''] = await publishCall(1, { title: 'The first call' })
  const [second = ''] = await publishCall(2, {
    title: 'The second call',
    occurred: { edtf: '2016-04-06', basis: 'EXPLICIT' },
  })
  listener = await listenWithPages(service)
  const get = async (path: string) => {
    const response = await fetch(listener!.origin + path, { redirect: 'manual', headers: BROWSER })
    return { status: response.status, location: response.headers.get('location'), html: await response.text() }
  }
  const { html } = await get(`/events/${second}`)
  const then = /href="(\/events\/[^"]+@[^"]+)"/.exec(html)![1]!
  const merged = [{ event: second, expectedVersion: 1 }]
  await mutate('mergeEvents', 'event { id }', { into: first, expectedVersion: 1, merged, reason: 'One call' })
  expect(await get(`/events/${second}`)).toMatchObject({ status: 308, location: `/events/${first}` })
  expect(await get(`/events/${second}.json`)).toMatchObject({ status: 308, location: `/events/${first}.json` })
  const past = await get(then)
  expect([past.status, past.html]).toEqual([200, expect.stringContaining('The state as of')])
  expect(past.html).toContain('The second call')
  await mutate('retractEvent', 'event { id }', { event: first, expectedVersion: 2, reason: 'The paper withdrew it' })
  const gone = await get(`/events/${first}`)
  expect(gone.status).toBe(410)
  for (const words of ['Retracted.', 'The first call', 'The paper withdrew it']) expect(gone.html).toContain(words)
  expect((await get(`/events/${first}.json`)).status).toBe(410)
})

test('a merged actor redirects to the one that stands', async ({ service }) => {
  const { mutate, publishCall } = await prepared(service)
  await publishCall(1, {})
  const { data } = await service.ask<{ actors: { nodes: { id: string; version: number }[] } }>(
    '{ actors(where: { kinds: [PERSON] }) { nodes { id version } } }',
  )
  const [one, two] = data.actors.nodes
  const { errors } = await mutate('mergeActors', 'actor { id }', {
    into: one!.id,
    expectedVersion: one!.version,
    merged: [{ actor: two!.id, expectedVersion: two!.version }],
    reason: 'One person',
  })
  expect(errors).toEqual([])
  listener = await listenWithPages(service)
  const response = await fetch(`${listener.origin}/actors/${two!.id}`, { redirect: 'manual' })
  expect([response.status, response.headers.get('location')]).toEqual([308, `/actors/${one!.id}`])
})
