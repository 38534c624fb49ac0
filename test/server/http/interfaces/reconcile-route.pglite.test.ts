import { expect, vi } from 'vitest'
import { interfaceDocuments } from '../../../../interfaces/documents.ts'
import { createKey } from '../../../../server/auth/api-keys.ts'
import { createAuthenticate } from '../../../../server/auth/authenticate.ts'
import { Admission } from '../../../../server/clients/admission.ts'
import { RequestError } from '../../../../server/clients/request-error.ts'
import { PersistedDocuments } from '../../../../server/operation/document/persisted-documents.ts'
import { listen } from '../../../support/listener.ts'
import { test } from '../../../support/service.ts'
import { silent } from '../../../support/silent.ts'

async function outcomeOf(url: string, init: RequestInit = {}) {
  const response = await fetch(url, init)
  const { errors } = (await response.json().catch(() => ({}))) as {
    errors?: { message: string; extensions: { code: string } }[]
  }
  return { status: response.status, code: errors?.[0]?.extensions.code, message: errors?.[0]?.message }
}

test('batches that are not valid are refused with the reason', async ({ seeded }) => {
  const server = await listen(seeded)
  const url = `${server.origin}/reconcile`
  const queries = (value: unknown) => ({
    method: 'POST',
    body: new URLSearchParams({ queries: typeof value === 'string' ? value : JSON.stringify(value) }),
  })
  const refused: [unknown, RegExp][] = [
    ['[', /must be a JSON object; got "\["/],
    [[], /must be a JSON object/],
    [{ q0: 'x' }, /`queries.q0`/],
    [{ q0: { query: '' } }, /`queries.q0`: query: /],
    [{ q0: { query: 'x'.repeat(301) } }, /300/],
    [{ q0: { query: 'x', type: 'Robot' } }, /must be one of Actor, Person.*got "Robot"/],
    [{ q0: { query: 'x', properties: Array(11).fill({ pid: 'a', v: '' }) } }, /properties/],
    [Object.fromEntries(Array.from({ length: 51 }, (_, n) => [n, { query: 'x' }])), /at most 50 queries; got 51/],
    [`${'['.repeat(300)}${']'.repeat(300)}`, /levels deep/],
  ]
  for (const [value, message] of refused) {
    expect(await outcomeOf(url, queries(value))).toEqual({
      status: 400,
      code: 'BAD_USER_INPUT',
      message: expect.stringMatching(message) as string,
    })
  }
  expect(await outcomeOf(`${url}?extend={"ids":1}`)).toMatchObject({
    status: 400,
    message: expect.stringMatching(/^`extend.ids`/) as string,
  })
  expect(await outcomeOf(url, { method: 'PUT' })).toMatchObject({ status: 405 })
  expect(await outcomeOf(`${url}/suggest/type`, { method: 'POST' })).toMatchObject({ status: 405 })
  expect(
    await outcomeOf(url, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }),
  ).toMatchObject({ status: 415 })
  expect(await outcomeOf(url, queries(`{"a":"${'x'.repeat(100_000)}"}`))).toMatchObject({ status: 413 })
  await server.close()
})

test('matching needs the rights, and is within the limits, of GraphQL', async ({ service }) => {
  const { db } = service
  const authenticate = createAuthenticate({ db, readNeedsKey: true, log: silent })
  const persisted = new PersistedDocuments(interfaceDocuments(), { onlyTrusted: true })
  const origins = { allowedOrigins: ['http://127.0.0.1:3333'], allowLocalhost: false }
  const server = await listen(service, { authenticate, persisted, origins, limits: { costPerMinute: 300 } })
  const url = `${server.origin}/reconcile`
  expect(await outcomeOf(url)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' })
  const headers = { authorization: `Bearer ${await createKey(db, 'reader', ['read'])}` }
  const page = await fetch(url, { headers: { ...headers, origin: 'http://127.0.0.1:3333' } })
  expect([page.status, page.headers.get('access-control-allow-origin')]).toEqual([200, 'http://127.0.0.1:3333'])
  const other = await fetch(url, { headers: { ...headers, origin: 'https://other.example' } })
  expect(other.headers.get('access-control-allow-origin')).toBeNull()
  const outcomes: unknown[] = []
  for (let i = 0; i < 10; i++)
    outcomes.push((await outcomeOf(`${url}?queries={"q":{"query":"unknown"}}`, { headers })).status)
  expect([outcomes[0], outcomes.at(-1)]).toEqual([200, 429])
  await server.close()
})

test('a later operation of a request that may not start is refused as the request itself would be', async ({
  seeded,
}) => {
  const server = await listen(seeded)
  const queries = JSON.stringify({ q0: { query: 'Putin' }, q1: { query: 'Aliyev' } })
  const url = `${server.origin}/reconcile?${new URLSearchParams({ queries })}`
  expect((await fetch(url)).status).toBe(200)
  const waitToStart = vi.spyOn(Admission.prototype, 'waitToStart')
  waitToStart.mockResolvedValueOnce()
  waitToStart.mockRejectedValueOnce(new RequestError(429, 'RATE_LIMITED', 'Busy.', { 'retry-after': '1' }))
  const response = await fetch(url)
  waitToStart.mockRestore()
  expect([response.status, response.headers.get('retry-after')]).toEqual([429, '1'])
  expect(await response.json()).toMatchObject({ errors: [{ message: 'Busy.', extensions: { code: 'RATE_LIMITED' } }] })
  await server.close()
})
