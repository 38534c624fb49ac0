import { expect } from 'vitest'
import { interfaceDocuments } from '../../../../interfaces/documents.ts'
import { createKey } from '../../../../server/auth/api-keys.ts'
import { createAuthenticate } from '../../../../server/auth/authenticate.ts'
import { PersistedDocuments } from '../../../../server/operation/document/persisted-documents.ts'
import { call, post } from '../../../interfaces/mcp/call.ts'
import { listen } from '../../../support/listener.ts'
import { test } from '../../../support/service.ts'
import { silent } from '../../../support/silent.ts'

const LIST = { jsonrpc: '2.0', id: 1, method: 'tools/list' }

async function statusOf(response: Promise<Response>): Promise<[number, string]> {
  const { status, text } = await response.then(async (each) => ({ status: each.status, text: await each.text() }))
  const { errors = [] } = text.startsWith('{')
    ? (JSON.parse(text) as { errors?: { extensions: { code: string } }[] })
    : {}
  return [status, errors[0]?.extensions.code ?? '']
}

test('a page uses the tools only if the operator permits its origin', async ({ seeded }) => {
  const origins = { allowedOrigins: ['https://agents.example'], allowLocalhost: false }
  const server = await listen(seeded, { origins })
  const { origin } = server
  // DNS rebinding: the name of the page leads to the service, and is both its origin and the host.
  for (const other of ['https://evil.example', 'null', origin]) {
    expect([other, ...(await statusOf(post(origin, LIST, { origin: other })))]).toEqual([other, 403, 'FORBIDDEN'])
  }
  expect(await statusOf(post(origin, LIST, { origin: 'https://agents.example' }))).toEqual([200, ''])
  expect(await statusOf(post(origin, LIST))).toEqual([200, ''])
  const headers = { origin: 'https://agents.example', 'access-control-request-method': 'POST' }
  const preflight = await fetch(`${origin}/mcp`, { method: 'OPTIONS', headers })
  expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([
    204,
    'https://agents.example',
  ])
  await server.close()
})

test('batches, large and deep bodies, other methods and other contents are refused', async ({ seeded }) => {
  const server = await listen(seeded)
  const { origin } = server
  expect(await statusOf(post(origin, [LIST, LIST]))).toEqual([400, 'BAD_USER_INPUT'])
  expect(await statusOf(post(origin, ` \n[${JSON.stringify(LIST)}]`))).toEqual([400, 'BAD_USER_INPUT'])
  expect(await statusOf(post(origin, ' '.repeat(100_001)))).toEqual([413, 'BAD_USER_INPUT'])
  expect(await statusOf(post(origin, `${'['.repeat(300)}${']'.repeat(300)}`))).toEqual([400, 'BAD_USER_INPUT'])
  expect(await statusOf(post(origin, '{'))).toEqual([400, ''])
  expect(await statusOf(post(origin, ''))).toEqual([400, ''])
  expect(await statusOf(post(origin, LIST, { 'content-type': 'text/plain' }))).toEqual([415, ''])
  expect(await statusOf(post(origin, LIST, { accept: 'image/png' }))).toEqual([406, ''])
  for (const method of ['GET', 'DELETE', 'PUT']) {
    const response = await fetch(`${origin}/mcp`, { method, headers: { accept: 'text/event-stream' } })
    expect([method, response.status]).toEqual([method, 405])
  }
  const unknown = await call(origin, 'drop_tables', {})
  expect(unknown.text).toMatch(/drop_tables/)
  const invalid = await call(origin, 'search_events', { where: {}, first: 1_000 })
  expect(invalid).toMatchObject({
    isError: true,
    text: expect.stringMatching(/first.*25.*Unrecognized key: "where"/s) as string,
  })
  const date = await call(origin, 'search_events', { during: 'aprill' })
  expect(date).toMatchObject({ isError: true, text: expect.stringMatching(/^BAD_USER_INPUT: .*aprill/) as string })
  await server.close()
})

test('tools need the rights, and are within the limits, of GraphQL', async ({ service }) => {
  const { db } = service
  const authenticate = createAuthenticate({ db, readNeedsKey: true, log: silent })
  const persisted = new PersistedDocuments(interfaceDocuments(), { onlyTrusted: true })
  const limits = { costPerMinute: 200 }
  const server = await listen(service, { authenticate, persisted, limits })
  const { origin } = server
  expect(await statusOf(post(origin, LIST))).toEqual([401, 'UNAUTHENTICATED'])
  const headers = { authorization: `Bearer ${await createKey(db, 'reader', ['read'])}` }
  expect(await statusOf(post(origin, LIST, headers))).toEqual([200, ''])
  const first = await call(origin, 'find_names', { name: 'Unknown' }, headers)
  expect(first).toMatchObject({ isError: false, text: '{}' })
  const texts: string[] = []
  for (let i = 0; i < 20; i++) texts.push((await call(origin, 'search_events', {}, headers)).text)
  expect(texts.at(-1)).toMatch(/^RATE_LIMITED: .*Retry after \d+ seconds/)
  await server.close()
})
