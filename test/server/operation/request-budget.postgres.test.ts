import pg from 'pg'
import { afterEach, expect } from 'vitest'
import type { OpenDatabase } from '../../../database/connection/connection.ts'
import { openDatabase } from '../../../database/connection/open-database.ts'
import { createLog } from '../../../database/log.ts'
import { publishReport } from '../../../ingest/publish.ts'
import { phoneCall, reportDocument } from '../../support/documents/report-document.ts'
import { listen, type Listener } from '../../support/listener.ts'
import { startTcpProxy, type TcpProxy } from '../../support/processes/tcp-proxy.ts'
import { test } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const clean of cleanups.splice(0).toReversed()) await clean()
})

/** The server on a PostgreSQL database, with a connection that can lock its tables. */
interface Started extends Listener {
  /** Statements on the table of events wait until the returned function is called. */
  lockEvents: () => Promise<() => Promise<unknown>>
  /** The statements of the service that are waiting for the lock. */
  waitingCount: () => Promise<number>
  proxy: TcpProxy
  open: OpenDatabase
  /** The lines of the log from the level warn on. */
  lines: string[]
}

async function start(
  target: { url: string } | { dataDir: string },
  { requestSeconds, poolSize = 10 }: { requestSeconds?: number; poolSize?: number } = {},
): Promise<Started> {
  if (!('url' in target)) throw new Error('These tests need PostgreSQL.')
  const proxy = await startTcpProxy(target.url)
  cleanups.push(() => proxy.cut().catch(() => undefined))
  const lines: string[] = []
  const open = await openDatabase({ url: proxy.url, log: silent, poolSize })
  cleanups.push(() => open.close())
  const listener = await listen(
    { db: open.db, open },
    {
      trustedProxies: ['127.0.0.1'],
      log: createLog('warn', [], (line) => lines.push(line)),
      ...(requestSeconds !== undefined && { requestSeconds }),
    },
  )
  cleanups.push(() => listener.close())
  const connectClient = async () => {
    const client = new pg.Client(target.url)
    await client.connect()
    cleanups.push(() => client.end())
    return client
  }
  const locking = await connectClient()
  // A transaction would see the activity of its start only.
  const watching = await connectClient()
  return {
    ...listener,
    proxy,
    open,
    lines,
    lockEvents: async () => {
      await locking.query('begin; lock table events in access exclusive mode')
      return () => locking.query('commit')
    },
    waitingCount: async () => {
      const { rows } = await watching.query<{ count: number }>(
        `select count(*)::int as count from pg_stat_activity
          where datname = current_database() and application_name = 'dateline' and wait_event_type = 'Lock'`,
      )
      return rows[0]?.count ?? 0
    },
  }
}

interface Answer {
  status: number
  retryAfter: string | null
  code: string | undefined
}

/** Less than the deadline of a request. */
const WAIT = { timeout: 9_000 }

const EVENTS = '{ events(first: 1) { nodes { id } } }'

async function ask(
  { origin }: Listener,
  query = EVENTS,
  { signal, address = '192.0.2.1' }: { signal?: AbortSignal; address?: string } = {},
): Promise<Answer> {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      'x-forwarded-for': address,
    },
    body: JSON.stringify({ query }),
    ...(signal && { signal }),
  })
  const { errors } = (await response.json()) as { errors?: { extensions: { code: string } }[] }
  return {
    status: response.status,
    retryAfter: response.headers.get('retry-after'),
    code: errors?.[0]?.extensions.code,
  }
}

async function firstChange({ origin }: Listener): Promise<{ cursor: string }> {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ changes(first: 1) { nodes { cursor } } }"}',
  })
  const { data } = (await response.json()) as { data: { changes: { nodes: [{ cursor: string }] } } }
  return data.changes.nodes[0]
}

const ANSWERED: Answer = { status: 200, retryAfter: null, code: undefined }
const TOO_COSTLY: Answer = { status: 400, retryAfter: null, code: 'QUERY_TOO_COSTLY' }
const UNAVAILABLE: Answer = { status: 503, retryAfter: '2', code: 'SERVICE_UNAVAILABLE' }

test('at the deadline a request is answered and its statements are cancelled', async ({ migrated }) => {
  const server = await start(migrated, { requestSeconds: 1 })
  const unlock = await server.lockEvents()
  expect(await ask(server)).toEqual(TOO_COSTLY)
  await expect.poll(server.waitingCount, WAIT).toBe(0)
  await unlock()
  expect(await ask(server)).toEqual(ANSWERED)
})

test('when the client leaves, its statements are cancelled and no further ones are sent', async ({ migrated }) => {
  const server = await start(migrated)
  const unlock = await server.lockEvents()
  const abort = new AbortController()
  const aliases = Array.from(
    { length: 20 },
    (_, n) => `a${n}: events(first: 1, where: { minMentions: ${n} }) { nodes { id } }`,
  )
  const asking = ask(server, `{ ${aliases.join(' ')} }`, { signal: abort.signal })
  // Three statements of one request at once, also of one with many lists.
  await expect.poll(server.waitingCount, WAIT).toBe(3)
  const failure = asking.catch((error: Error) => error.name)
  abort.abort()
  expect(await failure).toBe('AbortError')
  await expect.poll(server.waitingCount, WAIT).toBe(0)
  await unlock()
  expect(await ask(server)).toEqual(ANSWERED)
  expect(server.lines).toEqual([])
})

test('a subscriber that leaves while a change is read leaves no line in the log', async ({ migrated }) => {
  const server = await start(migrated)
  const events = [phoneCall({ key: 'one' }), phoneCall({ key: 'two' })]
  await publishReport(server.open.db, reportDocument({ events }), { by: 'test' })
  const { cursor } = await firstChange(server)
  const unlock = await server.lockEvents()
  const abort = new AbortController()
  const response = await fetch(`${server.origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({
      query: 'subscription ($after: String) { eventChanged(after: $after) { event { title } } }',
      variables: { after: cursor },
    }),
    signal: abort.signal,
  })
  expect(response.status).toBe(200)
  await expect.poll(server.waitingCount, WAIT).toBe(1)
  abort.abort()
  await expect.poll(server.waitingCount, WAIT).toBe(0)
  await expect.poll(() => server.subscriptionSlots.count, WAIT).toBe(0)
  await unlock()
  expect(server.lines).toEqual([])
})

test('one client cannot take all connections; a request without one in time gets 503', async ({ migrated }) => {
  const server = await start(migrated, { poolSize: 2, requestSeconds: 1 })
  const unlock = await server.lockEvents()
  const outcomes = Array.from({ length: 6 }, () => ask(server))
  await expect.poll(server.waitingCount, WAIT).toBe(1)
  // The other connection answers another client, and the probes have connections of their own.
  expect(await ask(server, '{ datasets { name } }', { address: '198.51.100.7' })).toEqual(ANSWERED)
  expect((await fetch(`${server.origin}/readyz`)).status).toBe(200)
  const answers = await Promise.all(outcomes)
  expect(answers).toContainEqual(TOO_COSTLY)
  expect(answers.filter(({ code }) => code !== 'QUERY_TOO_COSTLY')).toEqual(Array(5).fill(UNAVAILABLE))
  await unlock()
})

test('a read is repeated once after a lost connection; without a database requests get 503', async ({ migrated }) => {
  const server = await start(migrated)
  expect(await ask(server)).toEqual(ANSWERED)
  await server.proxy.cut()
  expect(await ask(server)).toEqual(UNAVAILABLE)
  expect((await fetch(`${server.origin}/readyz`)).status).toBe(503)
  const asking = ask(server)
  await server.proxy.restore()
  expect(await asking).toEqual(ANSWERED)
})

test('writers wait for the lock without a connection of the readers, and get 503', async ({ migrated }) => {
  const server = await start(migrated, { poolSize: 2, requestSeconds: 1 })
  if (!('url' in migrated)) throw new Error('This test needs PostgreSQL.')
  const other = new pg.Client(migrated.url)
  await other.connect()
  cleanups.push(() => other.end())
  await other.query('begin; select pg_advisory_xact_lock(7203654903)')
  // Reading the state of this moment waits for the writers that may have dated their changes before it.
  const recent = Array.from({ length: 8 }, (_, n) =>
    ask(server, `{ events(asOf: "${new Date().toISOString()}", first: 1) { nodes { id } } }`, {
      address: `192.0.2.${n}`,
    }),
  )
  await expect.poll(server.waitingCount, WAIT).toBe(1)
  expect(await ask(server, EVENTS, { address: '198.51.100.7' })).toEqual(ANSWERED)
  for (const { code } of await Promise.all(recent)) expect(['SERVICE_UNAVAILABLE', 'QUERY_TOO_COSTLY']).toContain(code)
  await other.query('commit')
})
