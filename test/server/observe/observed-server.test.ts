import { sql } from 'drizzle-orm'
import { createClient } from 'graphql-ws'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { openDatabase } from '../../../database/connection/open-database.ts'
import { createKey } from '../../../server/auth/api-keys.ts'
import { copyDatabase, type DatabaseCopy } from '../../support/databases/databases.ts'
import { killServers, startServer, WITHOUT_LIMITS, type ServedProcess } from '../../support/processes/serving.ts'
import { valueOf } from '../../support/prometheus.ts'
import { report } from '../../support/publisher-client.ts'
import { silent } from '../../support/silent.ts'

/** Waits for the log without depending on the load of the machine. */
const WAIT = { timeout: 60_000 }

let copy: DatabaseCopy
let server: ServedProcess
let key = ''

beforeAll(async () => {
  copy = await copyDatabase('seeded')
  const open = await openDatabase({ ...copy.target, log: silent })
  key = (await createKey(open.db, 'Example desk', ['publish'], { datasets: ['*'] })) ?? ''
  // Each new event fails in the database, as with a full disk.
  await open.db.execute(sql`alter table events add constraint never check (id is null) not valid`)
  await open.db.execute(sql`with added as (
      insert into datasets (id, name, title, licence) values (gen_random_uuid(), 'example', 'Example', 'CC0-1.0') returning id
    ) insert into imports (id, dataset_id, format, file, sha256, byte_count, state, started_at, rows_read, rows_rejected)
    select gen_random_uuid(), id, 'example', 'a.csv', 'x', 1, 'DONE', now(), 12, 3 from added, generate_series(1, 2)`)
  await open.close()
  server = await startServer(copy.target, {
    ...WITHOUT_LIMITS,
    LOG_LEVEL: 'info',
    METRICS_PORT: '0',
  })
}, 300_000)

afterAll(async () => {
  await killServers()
  await copy.remove()
})

interface Line {
  level: number
  msg: string
  requestId: string
  [field: string]: unknown
}

/** Complete lines only: the last one may be partly written. */
function lines(): Line[] {
  const complete = server.log().split('\n').slice(0, -1)
  return complete.map((line) => JSON.parse(line) as Line)
}

/** The line of the access log of a request. */
async function accessLine(requestId: string): Promise<Line> {
  const find = () => lines().filter((line) => line.requestId === requestId && line.msg === 'Request completed')
  await vi.waitFor(() => expect(find()).toHaveLength(1), WAIT)
  return find()[0]!
}

async function post(body: object, headers: Record<string, string> = {}) {
  const response = await fetch(server.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  return { status: response.status, text, requestId: response.headers.get('x-request-id') ?? '' }
}

async function scrape(): Promise<string> {
  const url = lines().find(({ msg }) => msg === 'Metrics are served')?.['url']
  const response = await fetch(String(url))
  expect([response.status, response.headers.get('content-type')]).toEqual([200, expect.stringMatching(/^text\/plain/)])
  return response.text()
}

const RETRACT =
  'mutation { retractEvent(input: { event: "evt_01h455vb4pex5vsknk084sn02q", expectedVersion: 1, reason: "x" }) { __typename } }'

test('each HTTP request is one line: operation, codes, cost, duration and size, without query string and key', async () => {
  const answered = await post({
    query: 'query Calls($n: Int) { phoneCalls(first: $n) { nodes { title participations { actor { name } } } } }',
    variables: { n: 2 },
  })
  expect(await accessLine(answered.requestId)).toEqual({
    level: 30,
    time: expect.any(Number),
    requestId: answered.requestId,
    transport: 'http',
    method: 'POST',
    path: '/graphql',
    client: '127.0.0.1',
    status: 200,
    operationName: 'Calls',
    operationType: 'query',
    cost: expect.any(Number),
    durationMs: expect.any(Number),
    bytes: Buffer.byteLength(answered.text),
    msg: 'Request completed',
  })
  const refused = [
    [await post({ query: '{ nothing }', operationName: 'no name of an operation' }), ['GRAPHQL_VALIDATION_FAILED']],
    [await post({ query: 'query Costly { events(first: 1000) { totalCount } }' }), ['BAD_USER_INPUT']],
    [await post({ query: RETRACT }, { authorization: 'Bearer dlk_wrong' }), ['UNAUTHENTICATED']],
    [await post({ query: '{ events { totalCount } }' }, { 'content-type': 'text/plain' }), ['BAD_USER_INPUT']],
  ] as const
  for (const [{ requestId, status }, codes] of refused)
    expect(await accessLine(requestId)).toMatchObject({ level: 30, status, codes })
  const unknown = await fetch(new URL(`/admin?key=${key}`, server.url))
  expect(await accessLine(unknown.headers.get('x-request-id') ?? '')).toMatchObject({
    path: '/admin',
    status: 404,
    codes: ['NOT_FOUND'],
  })
  await fetch(new URL('/healthz', server.url))
  await fetch(server.url, { headers: { accept: 'text/html' } })
  expect(lines().filter(({ path, method }) => path === '/healthz' || method === 'GET')).toMatchObject([
    { path: '/admin' },
  ])
  expect(server.log()).not.toMatch(/dlk_[0-9a-f]/)
})

test('a failed request of a megabyte writes less than 16 kB of log, without its values', async () => {
  const secretText = 'the unpublished text'
  const [event] = report().events
  const summary = Array(90).fill(secretText).join(' ')
  const events = Array.from({ length: 380 }, (_each, i) => ({
    ...event,
    key: `call-${i}`,
    title: `Call ${i}`,
    summary,
  }))
  const input = report({ events })
  const body = {
    query:
      'mutation Publish($input: PublishReportInput!) { publishReport(input: $input) { isNew errors { message path } } }',
  }
  const size = JSON.stringify({ ...body, variables: { input } }).length
  expect(size).toBeGreaterThan(800_000)
  const logBefore = server.log().length
  const { text, requestId } = await post({ ...body, variables: { input } }, { authorization: `Bearer ${key}` })
  expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }] })
  expect(await accessLine(requestId)).toMatchObject({ operationName: 'Publish', codes: ['INTERNAL_SERVER_ERROR'] })
  const written = server.log().slice(logBefore)
  expect(written.length).toBeLessThan(16_000)
  expect(written).not.toContain(secretText)
  expect(lines().find(({ msg }) => msg === 'Request failed')).toMatchObject({
    requestId,
    err: {
      message: expect.stringMatching(/^Failed query: insert into "events"/),
      cause: { code: '23514', constraint: 'never' },
    },
  })
})

test('each operation over a WebSocket is one line, a subscription at its end', async () => {
  const client = createClient({ url: server.url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 })
  const first = async (query: string) => {
    for await (const result of client.iterate({ query })) return result
    return undefined
  }
  await first('query OverSocket { phoneCalls { totalCount } }')
  await first('{ nothing }').catch(() => undefined)
  const subscription = client.iterate({ query: 'subscription Follow { eventChanged { cursor } }' })
  void subscription.next().catch(() => undefined)
  await vi.waitFor(async () => expect(valueOf(await scrape(), 'dateline_subscriptions_open')).toBe(1), WAIT)
  expect(valueOf(await scrape(), 'dateline_websockets_open')).toBe(1)
  await client.dispose()
  const ofSocket = () => lines().filter(({ transport }) => transport === 'websocket')
  await vi.waitFor(() => expect(ofSocket()).toHaveLength(3), WAIT)
  expect(ofSocket()).toMatchObject([
    { operationName: 'OverSocket', operationType: 'query', cost: expect.any(Number), client: '127.0.0.1' },
    { codes: ['GRAPHQL_VALIDATION_FAILED'] },
    { operationName: 'Follow', operationType: 'subscription' },
  ])
  await vi.waitFor(async () => expect(valueOf(await scrape(), 'dateline_websockets_open')).toBe(0), WAIT)
})

test('the metrics count operations, batches, connections and imports, with a bounded number of operation names', async () => {
  const isPostgres = 'url' in copy.target
  const labels = { type: 'query', transport: 'http' }
  const before = await scrape()
  // Half of them are refused, and take no name.
  await Promise.all(
    Array.from({ length: 130 }, async (_each, i) =>
      post({ query: `query Named${i} { datasets { name ${i % 2 ? '' : 'nothing'} } }` }),
    ),
  )
  await post({ query: `query Calls { phoneCalls { nodes { participations { actor { name } } } } }` })
  const text = await scrape()
  const named = text.match(/dateline_operations_total\{operation="Named\d+"/g) ?? []
  expect(named).toHaveLength(65)
  expect(valueOf(text, 'dateline_operations_total', { ...labels, operation: 'Calls', code: 'OK' })).toBe(
    (valueOf(before, 'dateline_operations_total', { ...labels, operation: 'Calls', code: 'OK' }) ?? 0) + 1,
  )
  const refusedLabels = { operation: 'unnamed', type: 'unknown', transport: 'http', code: 'GRAPHQL_VALIDATION_FAILED' }
  expect(valueOf(text, 'dateline_operations_total', refusedLabels)).toBeGreaterThanOrEqual(65)
  const actorBatches = (scraped: string) =>
    valueOf(scraped, 'dateline_loader_batch_keys_count', { stage: 'ACTOR' }) ?? 0
  expect(actorBatches(text)).toBe(actorBatches(before) + 1)
  expect(valueOf(text, 'dateline_operation_cost_count')).toBeGreaterThan(65)
  expect(valueOf(text, 'dateline_operation_duration_seconds_count', { type: 'query' })).toBeGreaterThan(65)
  expect(valueOf(text, 'dateline_http_requests_total', { path: 'other', status: '404' })).toBe(1)
  const pool = [
    valueOf(text, 'dateline_pool_connections', { pool: 'main', state: 'idle' }),
    valueOf(text, 'dateline_pool_connections', { pool: 'main', state: 'used' }),
    valueOf(text, 'dateline_pool_waiting', { pool: 'main' }),
  ]
  expect(pool.map((value) => typeof value)).toEqual(pool.map(() => (isPostgres ? 'number' : 'undefined')))
  expect(valueOf(text, 'dateline_import_rows_read', { dataset: 'example' })).toBe(24)
  expect(valueOf(text, 'dateline_import_rows_rejected', { dataset: 'example' })).toBe(6)
  for (const name of ['process_resident_memory_bytes', 'nodejs_eventloop_lag_p99_seconds'])
    expect(valueOf(text, name)).toBeGreaterThanOrEqual(0)
  const onPublicPort = await fetch(new URL('/metrics', server.url))
  expect(onPublicPort.status).toBe(404)
})
