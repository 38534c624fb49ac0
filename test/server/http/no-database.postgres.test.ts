import { expect, onTestFinished } from 'vitest'
import { openDatabase } from '../../../database/connection/open-database.ts'
import { createLog } from '../../../database/log.ts'
import { createKey } from '../../../server/auth/api-keys.ts'
import { listen } from '../../support/listener.ts'
import { startTcpProxy } from '../../support/processes/tcp-proxy.ts'
import { test } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'

const TOOLS = { jsonrpc: '2.0', id: 1, method: 'tools/list' }

const REQUESTS: readonly { path: string; method?: string; headers?: Record<string, string>; body?: string }[] = [
  { path: '/mcp', method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(TOOLS) },
  { path: '/reconcile' },
  { path: '/schema.graphql' },
  { path: '/graphql', headers: { accept: 'text/html' } },
  { path: '/export?format=csv&query={events{nodes{id}}}' },
  { path: '/atom?query={events{nodes{id}}}' },
]

test('without a database, each path that checks a key is answered with 503 and when to retry', async ({ migrated }) => {
  if (!('url' in migrated)) throw new Error('This test needs PostgreSQL.')
  const proxy = await startTcpProxy(migrated.url)
  const open = await openDatabase({ url: proxy.url, log: silent })
  onTestFinished(() => open.close())
  const lines: string[] = []
  const listener = await listen({ db: open.db, open }, { log: createLog('error', [], (line) => lines.push(line)) })
  onTestFinished(() => listener.close())
  const authorization = `Bearer ${await createKey(open.db, 'reader', ['read'])}`
  await proxy.cut()
  for (const { path, headers, ...init } of REQUESTS) {
    const response = await fetch(listener.origin + path, { ...init, headers: { ...headers, authorization } })
    expect([path, response.status, response.headers.get('retry-after')]).toEqual([path, 503, '2'])
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE' } }] })
  }
  expect(lines).toEqual([])
})
