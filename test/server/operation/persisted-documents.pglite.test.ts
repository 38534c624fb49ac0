import { createClient } from 'graphql-ws'
import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import { WebSocket } from 'ws'
import { createAuthenticate } from '../../../server/auth/authenticate.ts'
import { loadPersistedDocuments } from '../../../server/operation/document/load-documents.ts'
import { PersistedDocuments } from '../../../server/operation/document/persisted-documents.ts'
import { readProjectFile } from '../../support/documents/project-documents.ts'
import { listen } from '../../support/listener.ts'
import { test } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'

const ACCEPT = { accept: 'application/graphql-response+json' }
const JSON_HEADERS = { ...ACCEPT, 'content-type': 'application/json' }
const SUBSCRIBE = 'subscription { eventChanged { event { id } } }'

interface Body {
  data?: unknown
  errors?: { message: string; extensions: { code: string } }[]
}

async function request(url: string, init: RequestInit = {}) {
  const response = await fetch(url, { headers: ACCEPT, ...init })
  const text = await response.text()
  const { data, errors } = (text === '' ? {} : JSON.parse(text)) as Body
  return { status: response.status, headers: response.headers, data, errors, code: errors?.[0]?.extensions.code }
}

function post(origin: string, body: object) {
  return request(`${origin}/graphql`, { method: 'POST', headers: JSON_HEADERS, body: JSON.stringify(body) })
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

test('a persisted document is fetched by its name or digest, with headers for caches', async ({ seeded }) => {
  const past = 'query ($at: DateTime) { events(first: 1, asOf: $at) { totalCount } }'
  const trusted = new PersistedDocuments([
    { id: 'past', text: past },
    { id: 'changes', text: SUBSCRIBE },
  ])
  const examples = await listen(seeded, {
    persisted: loadPersistedDocuments({ folder: undefined, onlyTrusted: true }, silent),
  })
  const listener = await listen(seeded, { persisted: trusted })
  const { origin } = listener
  const query = readProjectFile('docs/queries/01-the-calls.graphql')
  const answer = await post(examples.origin, { query })
  expect(answer.data).toMatchObject({ phoneCalls: { totalCount: expect.any(Number) } })
  for (const url of ['/graphql/the-calls', `/graphql?documentId=sha256:${digest(query)}`]) {
    const named = await request(`${examples.origin}${url}`)
    expect([named.status, named.data]).toEqual([200, answer.data])
    expect(named.headers.get('cache-control')).toBe('public, no-cache')
    const headers = { ...ACCEPT, 'if-none-match': named.headers.get('etag')! }
    expect((await request(`${examples.origin}${url}`, { headers })).status).toBe(304)
  }
  const variables = encodeURIComponent('{"at":"2020-01-01T00:00:00Z"}')
  const ofPast = await request(`${origin}/graphql/past?variables=${variables}`)
  expect(ofPast.headers.get('cache-control')).toBe('public, max-age=60')
  expect(ofPast.headers.get('etag')).toMatch(/^W\//)
  expect(await request(`${origin}/graphql/nothing`)).toMatchObject({ status: 404, code: 'NOT_FOUND' })

  const stream = await fetch(`${origin}/graphql/changes`, { headers: { accept: 'text/event-stream' } })
  expect([stream.status, stream.headers.get('content-type')]).toEqual([
    200,
    expect.stringMatching(/^text\/event-stream/),
  ])
  await stream.body?.cancel()
  await examples.close()
  await listener.close()
})

test('a client registers a valid document by its digest, as the protocol of Apollo asks for', async ({ seeded }) => {
  const listener = await listen(seeded)
  const { origin } = listener
  const named = (text: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: digest(text) } } })
  const get = (text: string) =>
    request(`${origin}/graphql?extensions=${encodeURIComponent(JSON.stringify(named(text).extensions))}`)
  const [valid, invalid] = ['{ datasets { name } }', '{ nothing }']
  const missing = await get(valid)
  // A cache must not keep it: the client sends the document next.
  expect([missing.code, missing.errors?.[0]?.message, missing.headers.get('cache-control')]).toEqual([
    'PERSISTED_QUERY_NOT_FOUND',
    'PersistedQueryNotFound',
    'no-store',
  ])
  const inJson = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(named(valid)),
  })
  // Gateways read the error only of an answer with this status.
  expect(inJson.status).toBe(200)
  await inJson.text()
  const registered = await post(origin, { query: valid, ...named(valid) })
  expect(registered.data).toMatchObject({ datasets: [{}] })
  expect((await get(valid)).data).toEqual(registered.data)
  expect((await post(origin, { query: invalid, ...named(invalid) })).code).toBe('GRAPHQL_VALIDATION_FAILED')
  expect((await get(invalid)).code).toBe('PERSISTED_QUERY_NOT_FOUND')
  expect((await post(origin, { query: valid, ...named(invalid) })).code).toBe('BAD_USER_INPUT')
  await listener.close()
})

test('only trusted documents run if others are not allowed, over HTTP and WebSockets', async ({ seeded }) => {
  const persisted = new PersistedDocuments([{ id: 'names', text: '{ datasets { name } }' }], { onlyTrusted: true })
  const listener = await listen(seeded, { persisted })
  const { origin } = listener
  const other = '{ datasets { title } }'
  const refused = { status: 403, code: 'DOCUMENT_NOT_TRUSTED' }
  expect(await post(origin, { query: '{ datasets { name } }' })).toMatchObject({ status: 200 })
  expect(await request(`${origin}/graphql/names`)).toMatchObject({ status: 200 })
  expect(await post(origin, { query: other })).toMatchObject(refused)
  expect(await post(origin, { query: '{ nothing' })).toMatchObject(refused)
  const extensions = { persistedQuery: { version: 1, sha256Hash: digest(other) } }
  for (const body of [{ extensions }, { extensions, query: other }, { extensions }]) {
    expect(await post(origin, body)).toMatchObject(refused)
  }
  const client = createClient({ url: `${origin.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket })
  const errors = await new Promise((error) =>
    client.subscribe({ query: SUBSCRIBE }, { next: error, error, complete: () => error([]) }),
  )
  expect(errors).toMatchObject([{ extensions: { code: 'DOCUMENT_NOT_TRUSTED' } }])
  await client.dispose()
  await listener.close()
})

test('strangers do not learn which documents are persisted if reading requires a key', async ({ seeded }) => {
  const authenticate = createAuthenticate({ db: seeded.db, readNeedsKey: true, log: silent })
  const persisted = new PersistedDocuments([{ id: 'secret', text: '{ datasets { name } }' }])
  const listener = await listen(seeded, { authenticate, persisted })
  const { origin } = listener
  const [there, missing] = [await request(`${origin}/graphql/secret`), await request(`${origin}/graphql/nothing`)]
  expect(there).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' })
  expect(missing).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' })
  await listener.close()
})
