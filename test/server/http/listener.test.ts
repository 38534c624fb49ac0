import { request } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterEach, expect } from 'vitest'
import { listen, type Listener } from '../../support/listener.ts'
import { test } from '../../support/service.ts'

const listeners: Listener[] = []
afterEach(async () => {
  await Promise.all(listeners.splice(0).map((listener) => listener.close()))
})

async function startListener(...args: Parameters<typeof listen>): Promise<Listener> {
  const listener = await listen(...args)
  listeners.push(listener)
  return listener
}

const JSON_TYPE = { 'content-type': 'application/json' }
const QUERY = JSON.stringify({ query: '{ phoneCalls { totalCount } }' })

test('answers over HTTP with a request id: its own, or a safe one of the client', async ({ seeded }) => {
  const { origin } = await startListener(seeded)
  const response = await fetch(`${origin}/graphql`, { method: 'POST', headers: JSON_TYPE, body: QUERY })
  expect([response.status, await response.json()]).toMatchObject([200, { data: { phoneCalls: { totalCount: 2 } } }])
  expect(response.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/)
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  const safe = await fetch(`${origin}/healthz`, { headers: { 'x-request-id': 'desk-1.2_3' } })
  expect(safe.headers.get('x-request-id')).toBe('desk-1.2_3')
  const unsafe = await fetch(`${origin}/healthz`, { headers: { 'x-request-id': 'a b{}' } })
  expect(unsafe.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/)
})

test('rejects a body over the limit with 413 while it reads it, and a compressed one with 415', async ({ seeded }) => {
  const { origin } = await startListener(seeded, { maxBodyBytes: 2000 })
  const send = async (body: string | Buffer, headers: Record<string, string> = {}) => {
    const response = await fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: { ...JSON_TYPE, ...headers },
      body: new Uint8Array(Buffer.from(body)),
    })
    return [response.status, ((await response.json()) as { errors?: { message: string }[] }).errors?.[0]?.message]
  }
  expect(await send(QUERY)).toEqual([200, undefined])
  expect(await send(QUERY.padEnd(2000))).toEqual([200, undefined])
  expect(await send(QUERY.padEnd(2001))).toEqual([413, 'The body must not exceed 2000 bytes; got 2001.'])
  expect(await send(QUERY.padEnd(5_000_000))).toEqual([413, 'The body must not exceed 2000 bytes; got 5000000.'])
  expect(await send(gzipSync(QUERY), { 'content-encoding': 'gzip' })).toEqual([
    415,
    'The body must not be compressed; got the content encoding "gzip".',
  ])

  const status = await new Promise<number | undefined>((resolve, reject) => {
    const streaming = request(`${origin}/graphql`, { method: 'POST', headers: JSON_TYPE }, (response) => {
      resolve(response.statusCode)
      response.resume()
    })
    streaming.on('error', reject)
    for (let i = 0; i < 50; i++) streaming.write('x'.repeat(1000))
    streaming.end()
  })
  expect(status).toBe(413)
  expect(await send(QUERY)).toEqual([200, undefined])
})

test('a client that reads only when it has sent all gets the answer to a body that is refused', async ({ seeded }) => {
  const { origin } = await startListener(seeded, { maxBodyBytes: 2000 })
  const send = () =>
    new Promise((resolve) => {
      const headers = { ...JSON_TYPE, 'content-length': 8_000_000 }
      const sending = request(`${origin}/graphql`, { method: 'POST', headers, agent: false }, (response) => {
        response.resume()
        response.on('end', () => resolve(sending.writableFinished && response.statusCode))
      })
      sending.on('error', resolve)
      sending.end(Buffer.alloc(8_000_000, ' '))
    })
  expect(await Promise.all(Array.from({ length: 10 }, send))).toEqual(Array(10).fill(413))
})

test('answers as an event stream if the client accepts one, and keeps serving after a client disconnects', async ({
  seeded,
}) => {
  const { origin } = await startListener(seeded)
  const ask = (signal?: AbortSignal) =>
    fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: { ...JSON_TYPE, accept: 'text/event-stream' },
      body: QUERY,
      ...(signal && { signal }),
    })
  const response = await ask()
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    expect.stringMatching(/^text\/event-stream/),
  ])
  expect(await response.text()).toContain('data: {"data":{"phoneCalls":{"totalCount":2}}')
  const disconnect = new AbortController()
  const aborted = await ask(disconnect.signal)
  disconnect.abort()
  await aborted.text().catch(() => undefined)
  expect((await ask()).status).toBe(200)
})

test('/healthz reports that it is alive; /readyz reports missing migrations and an unreachable database', async ({
  service,
}) => {
  const { origin } = await startListener(service)
  const get = async (path: string) => {
    const response = await fetch(origin + path)
    return [response.status, await response.json()]
  }
  expect(await get('/healthz')).toEqual([200, { alive: true }])
  expect(await get('/readyz')).toEqual([200, { ready: true }])
  await service.db.execute(
    "insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', 9000000000000)",
  )
  expect(await get('/readyz')).toEqual([
    503,
    { ready: false, reason: 'A newer version of Dateline has migrated the database. Start that version.' },
  ])
  await service.db.execute('delete from drizzle.__drizzle_migrations')
  expect(await get('/readyz')).toEqual([
    503,
    { ready: false, reason: 'The database lacks migrations. Run `npm run migrate`.' },
  ])
  await service.open.close()
  expect(await get('/healthz')).toEqual([200, { alive: true }])
  expect(await get('/readyz')).toEqual([503, { ready: false, reason: 'The database is not reachable.' }])
})

test('answers 404 for an unknown path', async ({ seeded }) => {
  const { origin } = await startListener(seeded)
  const unknown = await fetch(`${origin}/etc/passwd`)
  expect([unknown.status, await unknown.json()]).toEqual([
    404,
    {
      errors: [
        { message: 'This path does not exist. The GraphQL endpoint is /graphql.', extensions: { code: 'NOT_FOUND' } },
      ],
    },
  ])
  for (const path of ['/__proto__', '/constructor', '/toString', '//other.example', '//other.example/events']) {
    expect((await fetch(origin + path)).status).toBe(404)
  }
})

test('serves GraphiQL compressed, and 304 to a client that has it', async ({ seeded }) => {
  const { origin } = await startListener(seeded)
  const page = await fetch(`${origin}/graphql`, { headers: { accept: 'text/html', 'accept-encoding': 'br' } })
  expect(page.headers.get('content-encoding')).toBe('br')
  const etag = page.headers.get('etag')!
  expect(await page.text()).toContain('<title>Dateline</title>')
  const again = await fetch(`${origin}/graphql`, { headers: { accept: 'text/html', 'if-none-match': etag } })
  expect([again.status, await again.text()]).toEqual([304, ''])
  const html = { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } }
  const linked = await fetch(`${origin}/graphql?query={__typename}`, html)
  expect(await linked.text()).toContain('<title>Dateline</title>')
  const data = await fetch(`${origin}/graphql?documentId=x`, html)
  expect([data.status, data.headers.get('content-type')]).toEqual([404, 'application/json; charset=utf-8'])
  const withoutGraphiql = await startListener(seeded, { graphiql: false })
  const answer = await fetch(`${withoutGraphiql.origin}/graphql`, { headers: { accept: 'text/html' } })
  expect(await answer.text()).not.toContain('<html')
})
