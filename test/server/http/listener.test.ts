import { request } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterEach, expect } from 'vitest'
import { listen, type Listener } from '../../support/listener.ts'
import { test } from '../../support/service.ts'

const open: Listener[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((listener) => listener.close()))
})

async function listening(...args: Parameters<typeof listen>): Promise<Listener> {
  const listener = await listen(...args)
  open.push(listener)
  return listener
}

const JSON_TYPE = { 'content-type': 'application/json' }
const QUERY = JSON.stringify({ query: '{ phoneCalls { totalCount } }' })

test('answers over HTTP, with an id for every request', async ({ seeded }) => {
  const { origin } = await listening(seeded)
  const response = await fetch(`${origin}/graphql`, { method: 'POST', headers: JSON_TYPE, body: QUERY })
  expect([response.status, await response.json()]).toMatchObject([200, { data: { phoneCalls: { totalCount: 2 } } }])
  expect(response.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/)
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  const named = await fetch(`${origin}/healthz`, { headers: { 'x-request-id': 'desk-1.2_3' } })
  expect(named.headers.get('x-request-id')).toBe('desk-1.2_3')
  const harmful = await fetch(`${origin}/healthz`, { headers: { 'x-request-id': 'a b{}' } })
  expect(harmful.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/)
})

test('a body that is too large, or compressed, is refused while it is collected', async ({ seeded }) => {
  const { origin } = await listening(seeded, { maxBodyBytes: 2000 })
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
  expect(await send(QUERY.padEnd(2001))).toEqual([413, 'The body is larger than 2000 bytes.'])
  expect(await send(QUERY.padEnd(5_000_000))).toEqual([413, 'The body is larger than 2000 bytes.'])
  expect(await send(gzipSync(QUERY), { 'content-encoding': 'gzip' })).toEqual([
    415,
    'The body must not be compressed, and this is gzip.',
  ])

  const status = await new Promise<number | undefined>((answered, failed) => {
    const streaming = request(`${origin}/graphql`, { method: 'POST', headers: JSON_TYPE }, (response) => {
      answered(response.statusCode)
      response.resume()
    })
    streaming.on('error', failed)
    for (let i = 0; i < 50; i++) streaming.write('x'.repeat(1000))
    streaming.end()
  })
  expect(status).toBe(413)
  expect(await send(QUERY)).toEqual([200, undefined])
})

test('answers as a stream of events where that is asked for, and goes on when the client leaves', async ({
  seeded,
}) => {
  const { origin } = await listening(seeded)
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
  const leaving = new AbortController()
  const left = await ask(leaving.signal)
  leaving.abort()
  await left.text().catch(() => undefined)
  expect((await ask()).status).toBe(200)
})

test('tells whether it is alive, and whether it can serve', async ({ service }) => {
  const { origin } = await listening(service)
  const get = async (path: string) => {
    const response = await fetch(origin + path)
    return [response.status, await response.json()]
  }
  expect(await get('/healthz')).toEqual([200, { alive: true }])
  expect(await get('/readyz')).toEqual([200, { ready: true }])
  await service.db.execute('delete from drizzle.__drizzle_migrations')
  expect(await get('/readyz')).toEqual([
    503,
    { ready: false, reason: 'Migrations are missing. Run `npm run migrate`.' },
  ])
  await service.open.close()
  expect(await get('/healthz')).toEqual([200, { alive: true }])
  expect(await get('/readyz')).toEqual([503, { ready: false, reason: 'The database does not answer.' }])
})

test('what is not there is a 404, and the root leads to GraphQL', async ({ seeded }) => {
  const { origin } = await listening(seeded)
  const lost = await fetch(`${origin}/etc/passwd`)
  expect([lost.status, await lost.json()]).toEqual([
    404,
    {
      errors: [
        { message: 'There is nothing here. The service answers at /graphql.', extensions: { code: 'NOT_FOUND' } },
      ],
    },
  ])
  const root = await fetch(`${origin}/`, { redirect: 'manual' })
  expect([root.status, root.headers.get('location')]).toEqual([302, '/graphql'])
  for (const path of ['/__proto__', '/constructor', '/toString']) expect((await fetch(origin + path)).status).toBe(404)
})

test('GraphiQL is served compressed, and only once', async ({ seeded }) => {
  const { origin } = await listening(seeded)
  const page = await fetch(`${origin}/graphql`, { headers: { accept: 'text/html', 'accept-encoding': 'br' } })
  expect(page.headers.get('content-encoding')).toBe('br')
  const etag = page.headers.get('etag')!
  expect(await page.text()).toContain('<title>Dateline</title>')
  const again = await fetch(`${origin}/graphql`, { headers: { accept: 'text/html', 'if-none-match': etag } })
  expect([again.status, await again.text()]).toEqual([304, ''])
  const off = await listening(seeded, { graphiql: false })
  const refused = await fetch(`${off.origin}/graphql`, { headers: { accept: 'text/html' } })
  expect(await refused.text()).not.toContain('<html')
})
