import { createClient, type Client, type ClientOptions } from 'graphql-ws'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, vi } from 'vitest'
import { WebSocket } from 'ws'
import { publishReport } from '../../../ingest/publish.ts'
import { createKey } from '../../../server/auth/api-keys.ts'
import { phoneCall, reportDocument } from '../../support/documents/report-document.ts'
import { listen, type Listener } from '../../support/listener.ts'
import { desk, report } from '../../support/publisher-client.ts'
import { test, type Service } from '../../support/service.ts'

const opened: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close()
})

async function serving(service: Service, options: Parameters<typeof listen>[1] = {}): Promise<Listener> {
  const listener = await listen(service, options)
  opened.push(() => listener.close())
  return listener
}

function addressOf({ origin }: Listener): string {
  return `${origin.replace('http', 'ws')}/graphql`
}

function connect(listener: Listener, options: Partial<ClientOptions> = {}): Client {
  const client = createClient({ url: addressOf(listener), webSocketImpl: WebSocket, retryAttempts: 0, ...options })
  opened.push(() => client.dispose())
  return client
}

type Result = { data?: unknown; errors?: unknown }

async function ask(client: Client, query: string, variables: Record<string, unknown> = {}): Promise<Result> {
  const results: Result[] = []
  await new Promise<void>((done, fail) => {
    client.subscribe(
      { query, variables },
      {
        next: (result) => results.push(result),
        error: (errors) => done(void results.push({ errors })),
        complete: done,
      },
    )
    void fail
  })
  expect(results).toHaveLength(1)
  return results[0]!
}

function publish(service: Service, title: string) {
  return publishReport(service.db, reportDocument({ idempotencyKey: title, events: [phoneCall({ title })] }), {
    by: 'desk',
  })
}

const FOLLOW = `subscription ($after: String) { eventChanged(after: $after) { cursor event { title } } }`

interface Change {
  eventChanged: { cursor: string; event: { title: string } }
}

function follow(client: Client, since?: string) {
  return client.iterate<Change>({ query: FOLLOW, variables: { after: since } })
}

async function nextOf(changes: ReturnType<typeof follow>): Promise<Change['eventChanged']> {
  return ((await changes.next()) as { value: { data: Change } }).value.data.eventChanged
}

test('operations are answered over a WebSocket by the same rules as over HTTP', async ({ service }) => {
  const listener = await serving(service)
  const anyone = connect(listener)
  expect(await ask(anyone, '{ __typename }')).toEqual({
    data: { __typename: 'Query' },
    extensions: { cost: { cost: 1, limit: 200_000 } },
  })
  const PUBLISH = 'mutation ($input: PublishReportInput!) { publishReport(input: $input) { isNew } }'
  const refusals: [string, Record<string, unknown>, string][] = [
    ['{ nothing }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['{', {}, 'GRAPHQL_PARSE_FAILED'],
    ['{ event(id: "evt_x") { id } }', {}, 'BAD_USER_INPUT'],
    ['subscription { eventChanged(after: "x") { cursor } }', {}, 'BAD_USER_INPUT'],
    [PUBLISH, { input: report() }, 'UNAUTHENTICATED'],
    [`{ a: ${'events(first: 100) { nodes { '.repeat(3)} id ${'} } '.repeat(3)} }`, {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['{ __typename }', { deep: JSON.parse('['.repeat(200) + ']'.repeat(200)) }, 'BAD_USER_INPUT'],
    [`{ ${'a'.repeat(10)} }`.repeat(4_000), {}, 'QUERY_TOO_COSTLY'],
  ]
  for (const [query, variables, code] of refusals) {
    expect([query.slice(0, 60), (await ask(anyone, query, variables)).errors]).toMatchObject([
      query.slice(0, 60),
      [{ extensions: { code }, message: expect.any(String) }],
    ])
  }
  const key = await desk(service)
  const known = connect(listener, { connectionParams: { Authorization: `Bearer ${key}` } })
  expect(await ask(known, PUBLISH, { input: report() })).toMatchObject({ data: { publishReport: { isNew: true } } })
  const reader = (await createKey(service.db, 'Reader', ['read']))!
  const lesser = connect(listener, { connectionParams: { authorization: `Bearer ${reader}` } })
  expect((await ask(lesser, PUBLISH, { input: report() })).errors).toMatchObject([
    { extensions: { code: 'FORBIDDEN' } },
  ])
  const stranger = connect(listener, { connectionParams: { authorization: 'Bearer dl_nobody' } })
  expect((await ask(stranger, '{ __typename }')).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }])
})

test('what was missed comes first, then what happens; whoever is cut goes on where it was', async ({ service }) => {
  const listener = await serving(service)
  await publish(service, 'first')
  const { data } = await ask(connect(listener), '{ changes { nodes { cursor event { title } } } }')
  const [{ cursor: before }] = (data as { changes: { nodes: [{ cursor: string }] } }).changes.nodes
  const one = connect(listener)
  const changes = follow(one, before)
  const heard = nextOf(changes)
  await publish(service, 'second')
  const { cursor, event } = await heard
  expect(event.title).toBe('second')
  one.terminate()
  await publish(service, 'third')
  const again = follow(connect(listener), cursor)
  expect((await nextOf(again)).event.title).toBe('third')
  await publish(service, 'fourth')
  expect((await nextOf(again)).event.title).toBe('fourth')
})

test('clients that vanish, or no longer answer, leave nothing behind', async ({ service }) => {
  const listener = await serving(service, { heartbeat: 100 })
  const { changeListener } = listener
  const clients = Array.from({ length: 20 }, () => connect(listener))
  const all = clients.map((client) => follow(client))
  const firsts = all.map((changes) => changes.next().catch(() => undefined))
  await vi.waitFor(() => expect(changeListener.following).toBe(20))
  for (const client of clients.slice(0, 10)) client.terminate()
  await vi.waitFor(() => expect(changeListener.following).toBe(10))
  for (const changes of all.slice(10)) void changes.return?.()
  await vi.waitFor(() => expect(changeListener.following).toBe(0))
  await Promise.all(firsts)

  const mute = new WebSocket(addressOf(listener), 'graphql-transport-ws', { autoPong: false })
  const closed = new Promise<void>((done) => void mute.once('close', () => done()))
  mute.once('open', () => mute.send(JSON.stringify({ type: 'connection_init' })))
  mute.once('message', () =>
    mute.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: FOLLOW, variables: {} } })),
  )
  await vi.waitFor(() => expect(changeListener.following).toBe(1))
  await closed
  await vi.waitFor(() => expect(changeListener.following).toBe(0))
})

function refusalOf(listener: Listener, path: string, origin?: string): Promise<string> {
  return new Promise((told) => {
    const socket = new WebSocket(`${listener.origin.replace('http', 'ws')}${path}`, 'graphql-transport-ws', {
      ...(origin && { origin }),
    })
    socket.once('open', () => {
      socket.terminate()
      told('open')
    })
    socket.once('unexpected-response', (_request, response) => told(String(response.statusCode)))
    socket.once('error', () => undefined)
  })
}

test('pages of other sites, other paths and too many are kept out; a message that is too long ends the connection', async ({
  service,
}) => {
  const listener = await serving(service, { allowedOrigins: ['https://desk.example'], mostOfAClient: 1 })
  expect(await refusalOf(listener, '/graphql', 'https://evil.example')).toBe('403')
  expect(await refusalOf(listener, '/graphql', 'null')).toBe('403')
  expect(await refusalOf(listener, '/elsewhere')).toBe('404')
  expect(await refusalOf(listener, '/graphql', 'https://desk.example')).toBe('open')
  await sleep(50)
  expect(await refusalOf(listener, '/graphql', listener.origin)).toBe('open')
  await sleep(50)
  const socket = new WebSocket(addressOf(listener), 'graphql-transport-ws')
  await new Promise<void>((done) => void socket.once('open', () => done()))
  expect(await refusalOf(listener, '/graphql')).toBe('429')
  socket.send('x'.repeat(200_000))
  const code = await new Promise<number>((done) => void socket.once('close', done))
  expect(code).toBe(1009)
})
