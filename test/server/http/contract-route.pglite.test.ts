import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect } from 'vitest'
import { projectRoot } from '../../../database/project-root.ts'
import { createAuthenticate } from '../../../server/auth/authenticate.ts'
import { listen, type Listener } from '../../support/listener.ts'
import { desk } from '../../support/publisher-client.ts'
import { test } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'

let listener: Listener | undefined
afterEach(async () => {
  await listener?.close()
  listener = undefined
})

/** The path, the media type and the file with the same text. */
const CONTRACTS = [
  ['/schema.graphql', 'text/plain; charset=utf-8', 'schema/schema.graphql'],
  ['/report.schema.json', 'application/schema+json', 'ingest/report.schema.json'],
] as const

test('the contracts are served as their files are, and a client that has one gets 304', async ({ service }) => {
  listener = await listen(service)
  const { origin } = listener
  for (const [path, contentType, file] of CONTRACTS) {
    const text = readFileSync(join(projectRoot, file), 'utf8')
    const response = await fetch(origin + path, { headers: { 'accept-encoding': 'identity' } })
    const { headers } = response
    expect([path, response.status, headers.get('content-type')]).toEqual([path, 200, contentType])
    expect([headers.get('cache-control'), headers.get('vary')]).toEqual([
      'public, max-age=300',
      'accept-encoding, authorization',
    ])
    expect(await response.text()).toBe(text)
    const etag = headers.get('etag')!
    expect(etag).toMatch(/^"[\w-]{43}"$/)
    for (const condition of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const unchanged = await fetch(origin + path, { headers: { 'if-none-match': condition } })
      expect([condition, unchanged.status, unchanged.headers.get('etag')]).toEqual([condition, 304, etag])
      expect([unchanged.headers.get('content-type'), await unchanged.text()]).toEqual([null, ''])
    }
    for (const encoding of ['gzip', 'br']) {
      const compressed = await fetch(origin + path, { headers: { 'accept-encoding': encoding } })
      expect(compressed.headers.get('content-encoding')).toBe(encoding)
      expect(await compressed.text()).toBe(text)
    }
    const head = await fetch(origin + path, { method: 'HEAD' })
    expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, etag, ''])
    const posted = await fetch(origin + path, { method: 'POST', body: '{}' })
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
    expect(await posted.json()).toEqual({
      errors: [{ message: `Fetch ${path} with GET; got POST.`, extensions: { code: 'BAD_USER_INPUT' } }],
    })
  }
})

test('a service that is read with keys serves the contracts with keys, and to no shared cache', async ({ service }) => {
  const key = await desk(service)
  const { db } = service
  listener = await listen(service, { authenticate: createAuthenticate({ db, readNeedsKey: true, log: silent }) })
  for (const [path] of CONTRACTS) {
    const anonymous = await fetch(listener.origin + path, { headers: { 'if-none-match': '*' } })
    expect([path, anonymous.status, anonymous.headers.get('cache-control')]).toEqual([path, 401, 'no-store'])
    const known = await fetch(listener.origin + path, { headers: { authorization: `Bearer ${key}` } })
    expect([path, known.status, known.headers.get('cache-control')]).toEqual([path, 200, 'private, max-age=300'])
  }
})
