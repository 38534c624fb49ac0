import { createClient, type Client, type ClientOptions } from 'graphql-ws'
import { afterEach, expect, vi } from 'vitest'
import { WebSocket } from 'ws'
import { publishReport } from '../../../ingest/publish.ts'
import { createKey } from '../../../server/auth/api-keys.ts'
import { phoneCall, reportDocument } from '../../support/documents/report-document.ts'
import { listen, type Listener } from '../../support/listener.ts'
import { desk, report } from '../../support/publisher-client.ts'
import { test, type Service } from '../../support/service.ts'

const cleanups: (() => Promise<void> | void)[] = []
/** Waits for events without depending on the load of the machine. */
const WAIT = { timeout: 60_000 }

afterEach(async () => {
  for (const cleanUp of cleanups.splice(0).toReversed()) await cleanUp()
})

async function startListener(service: Service, options: Parameters<typeof listen>[1] = {}): Promise<Listener> {
  const listener = await listen(service, options)
  cleanups.push(() => listener.close())
  return listener
}

function webSocketUrl({ origin }: Listener): string {
  return `${origin.replace('http', 'ws')}/graphql`
}

function connect(listener: Listener, options: Partial<ClientOptions> = {}): Client {
  const client = createClient({ url: webSocketUrl(listener), webSocketImpl: WebSocket, retryAttempts: 0, ...options })
  cleanups.push(() => client.dispose())
  return client
}

type Result = { data?: unknown; errors?: unknown }

async function ask(client: Client, query: string, variables: Record<string, unknown> = {}): Promise<Result> {
  const results: Result[] = []
  await new Promise<void>((resolve) => {
    client.subscribe(
      { query, variables },
      {
        next: (result) => results.push(result),
        error: (errors) => resolve(void results.push({ errors })),
        complete: resolve,
      },
    )
  })
  expect(results).toHaveLength(1)
  return results[0]!
}

function publish(service: Service, title: string) {
  return publishReport(service.db, reportDocument({ idempotencyKey: title, events: [phoneCall({ title })] }), {
    by: 'desk',
  })
}

const SUBSCRIBE = `subscription ($after: String) { eventChanged(after: $after) { cursor event { title } } }`

interface Change {
  eventChanged: { cursor: string; event: { title: string } }
}

function subscribe(client: Client, after?: string) {
  return client.iterate<Change>({ query: SUBSCRIBE, variables: { after } })
}

async function nextOf(changes: ReturnType<typeof subscribe>): Promise<Change['eventChanged']> {
  return ((await changes.next()) as { value: { data: Change } }).value.data.eventChanged
}

test('operations over a WebSocket have the same limits, errors and access rules as over HTTP', async ({ service }) => {
  const listener = await startListener(service)
  const anonymous = connect(listener)
  expect(await ask(anonymous, '{ __typename }')).toEqual({
    data: { __typename: 'Query' },
    extensions: { cost: { cost: 1, limit: 20_000 } },
  })
  const PUBLISH = 'mutation ($input: PublishReportInput!) { publishReport(input: $input) { isNew } }'
  const rejections: [string, Record<string, unknown>, string][] = [
    ['{ nothing }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['{', {}, 'GRAPHQL_PARSE_FAILED'],
    ['{ event(id: "evt_x") { id } }', {}, 'BAD_USER_INPUT'],
    ['subscription { eventChanged(after: "x") { cursor } }', {}, 'BAD_USER_INPUT'],
    [PUBLISH, { input: report() }, 'UNAUTHENTICATED'],
    [`{ a: ${'events(first: 100) { nodes { '.repeat(3)} id ${'} } '.repeat(3)} }`, {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['{ __typename }', { deep: JSON.parse('['.repeat(150) + ']'.repeat(150)) }, 'BAD_USER_INPUT'],
    [`{ ${'a'.repeat(10)} }`.repeat(4_000), {}, 'QUERY_TOO_COSTLY'],
  ]
  for (const [query, variables, code] of rejections) {
    expect([query.slice(0, 60), (await ask(anonymous, query, variables)).errors]).toMatchObject([
      query.slice(0, 60),
      [{ extensions: { code }, message: expect.any(String) }],
    ])
  }
  const key = await desk(service)
  const publisher = connect(listener, { connectionParams: { Authorization: `Bearer ${key}` } })
  expect(await ask(publisher, PUBLISH, { input: report() })).toMatchObject({ data: { publishReport: { isNew: true } } })
  const readKey = (await createKey(service.db, 'Reader', ['read']))!
  const reader = connect(listener, { connectionParams: { authorization: `Bearer ${readKey}` } })
  expect((await ask(reader, PUBLISH, { input: report() })).errors).toMatchObject([
    { extensions: { code: 'FORBIDDEN' } },
  ])
  const unknown = connect(listener, { connectionParams: { authorization: 'Bearer dlk_unknown' } })
  expect(await ask(unknown, '{ __typename }')).toMatchObject({ data: { __typename: 'Query' } })
  expect((await ask(unknown, PUBLISH, { input: report() })).errors).toMatchObject([
    { extensions: { code: 'UNAUTHENTICATED' }, message: expect.stringContaining('is unknown') },
  ])
})

test('a subscription with a cursor first delivers the missed changes, then new ones, also after a disconnect', async ({
  service,
}) => {
  const listener = await startListener(service)
  await publish(service, 'first')
  const { data } = await ask(connect(listener), '{ changes { nodes { cursor event { title } } } }')
  const [{ cursor: before }] = (data as { changes: { nodes: [{ cursor: string }] } }).changes.nodes
  const client = connect(listener)
  const next = nextOf(subscribe(client, before))
  await publish(service, 'second')
  const { cursor, event } = await next
  expect(event.title).toBe('second')
  client.terminate()
  await publish(service, 'third')
  const resumed = subscribe(connect(listener), cursor)
  expect((await nextOf(resumed)).event.title).toBe('third')
  await publish(service, 'fourth')
  expect((await nextOf(resumed)).event.title).toBe('fourth')
})

test('a client that disconnects or unsubscribes releases its subscription', async ({ service }) => {
  const listener = await startListener(service)
  const { subscriptionSlots } = listener
  const clients = Array.from({ length: 20 }, () => connect(listener))
  const subscriptions = clients.map((client) => subscribe(client))
  const firstChanges = subscriptions.map((changes) => changes.next().catch(() => undefined))
  await vi.waitFor(() => expect(subscriptionSlots.count).toBe(20), WAIT)
  for (const client of clients.slice(0, 10)) client.terminate()
  await vi.waitFor(() => expect(subscriptionSlots.count).toBe(10), WAIT)
  for (const changes of subscriptions.slice(10)) void changes.return?.()
  await vi.waitFor(() => expect(subscriptionSlots.count).toBe(0), WAIT)
  await Promise.all(firstChanges)
})

test('a client that stops answering pings is disconnected and releases its subscription', async ({ service }) => {
  const listener = await startListener(service, { heartbeatMs: 500 })
  const { subscriptionSlots } = listener
  const socket = new WebSocket(webSocketUrl(listener), 'graphql-transport-ws', { autoPong: false })
  let answersPings = true
  socket.on('ping', () => {
    if (answersPings) socket.pong()
  })
  const closed = new Promise<void>((resolve) => void socket.once('close', () => resolve()))
  socket.once('open', () => socket.send(JSON.stringify({ type: 'connection_init' })))
  socket.once('message', () =>
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: SUBSCRIBE, variables: {} } })),
  )
  await vi.waitFor(() => expect(subscriptionSlots.count).toBe(1), WAIT)
  answersPings = false
  await closed
  await vi.waitFor(() => expect(subscriptionSlots.count).toBe(0), WAIT)
})

/** Opens a connection and closes it again. @returns `open`, or the status of the rejection */
function connectionOutcome(listener: Listener, path: string, origin?: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${listener.origin.replace('http', 'ws')}${path}`, 'graphql-transport-ws', {
      ...(origin && { origin }),
    })
    socket.once('open', () => {
      socket.terminate()
      resolve('open')
    })
    socket.once('unexpected-response', (_request, response) => resolve(String(response.statusCode)))
    socket.once('error', () => undefined)
  })
}

/** Connects once the server has released the slot of the previous connection. */
async function openSocket(listener: Listener): Promise<WebSocket> {
  for (;;) {
    const socket = new WebSocket(webSocketUrl(listener), 'graphql-transport-ws')
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once('open', () => resolve(true))
      socket.once('error', () => resolve(false))
    })
    if (isOpen) return socket
  }
}

test('rejects pages of other origins, other paths and connections over the limit; a message over the limit closes the connection', async ({
  service,
}) => {
  const listener = await startListener(service, {
    origins: { allowedOrigins: ['https://desk.example'], allowLocalhost: false },
    maxSocketsPerClient: 1,
  })
  expect(await connectionOutcome(listener, '/graphql', 'https://evil.example')).toBe('403')
  expect(await connectionOutcome(listener, '/graphql', 'null')).toBe('403')
  expect(await connectionOutcome(listener, '/elsewhere')).toBe('404')
  expect(await connectionOutcome(listener, '/graphql', 'https://desk.example')).toBe('open')
  await expect.poll(() => connectionOutcome(listener, '/graphql', listener.origin), WAIT).toBe('open')
  const closeCodeAfter = async (message: string) => {
    const socket = await openSocket(listener)
    expect(await connectionOutcome(listener, '/graphql')).toBe('429')
    const closed = new Promise<number>((resolve) => void socket.once('close', resolve))
    socket.send(message)
    return closed
  }
  expect(await closeCodeAfter('x'.repeat(200_000))).toBe(1009)
  await expect.poll(() => connectionOutcome(listener, '/graphql'), WAIT).toBe('open')
  expect(await closeCodeAfter('['.repeat(90_000))).toBe(4400)
})
