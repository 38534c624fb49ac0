import { createClient, type Client } from 'graphql-ws'
import { expect, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { publishReport } from '../../../ingest/publish.ts'
import { createKey, revokeKey } from '../../../server/auth/api-keys.ts'
import { createAuthenticate, type AuthOptions } from '../../../server/auth/authenticate.ts'
import { phoneCall, reportDocument } from '../../support/documents/report-document.ts'
import { listen, type Listener } from '../../support/listener.ts'
import { bearer, createIssuer } from '../../support/rights/credentials.ts'
import { makeScratch } from '../../support/scratch.ts'
import { test, type Service } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'

async function serve(service: Service, options: Omit<AuthOptions, 'db'> = {}): Promise<Listener> {
  const authenticate = createAuthenticate({ db: service.db, log: silent, ...options })
  const listener = await listen(service, { authenticate })
  onTestFinished(() => listener.close())
  return listener
}

function connect({ origin }: Listener, credential?: string): Client {
  const client = createClient({
    url: `${origin.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    ...(credential !== undefined && { connectionParams: bearer(credential) }),
  })
  onTestFinished(async () => client.dispose())
  return client
}

const CHANGES = 'subscription { eventChanged { event { title } } }'

function publish(service: Service, title: string) {
  const document = reportDocument({ idempotencyKey: title, events: [phoneCall({ title })] })
  return publishReport(service.db, document, { by: 'test' })
}

/** The results of a subscription over server-sent events, up to its end. */
async function* eventsOf({ origin }: Listener, credential: string) {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...bearer(credential) },
    body: JSON.stringify({ query: CHANGES }),
  })
  let text = ''
  for await (const chunk of response.body!) {
    text += new TextDecoder().decode(chunk as Uint8Array)
    for (let next; (next = /event: next\ndata: (.*)\n\n/.exec(text)); text = text.slice(next.index + next[0].length)) {
      yield JSON.parse(next[1]!) as object
    }
  }
}

test('a revoked key and an expired token end open subscriptions with UNAUTHENTICATED, over SSE and WebSocket', async ({
  service,
}) => {
  const { folder, remove } = makeScratch()
  onTestFinished(remove)
  const { tokens, sign } = await createIssuer(folder)
  let now = Date.now()
  const listener = await serve(service, { tokens, recheckMs: 20, now: () => now })
  const key = (await createKey(service.db, 'Follower', ['read']))!
  const kept = (await createKey(service.db, 'Kept', ['read']))!
  const token = await sign()
  const streams = [key, token, kept].flatMap((credential) => [
    eventsOf(listener, credential),
    connect(listener, credential).iterate({ query: CHANGES }),
  ])
  const firsts = streams.map((stream) => stream.next())
  await expect.poll(() => listener.subscriptionSlots.count, { timeout: 60_000 }).toBe(streams.length)
  await publish(service, 'first')
  for (const first of firsts) {
    expect((await first).value).toMatchObject({ data: { eventChanged: { event: { title: 'first' } } } })
  }
  const [keySse, keySocket, tokenSse, tokenSocket, ...keptStreams] = streams.map(
    (stream) => [stream, stream.next()] as const,
  )
  await revokeKey(service.db, 'Follower')
  now += 61_000
  const ends = [
    [keySse, 'The key is revoked'],
    [keySocket, 'The key is revoked'],
    [tokenSse, 'has expired'],
    [tokenSocket, 'has expired'],
  ] as const
  for (const [end, reason] of ends) {
    const [stream, next] = end!
    expect((await next).value).toMatchObject({
      data: null,
      errors: [{ extensions: { code: 'UNAUTHENTICATED' }, message: expect.stringContaining(reason) }],
    })
    expect(await stream.next()).toMatchObject({ done: true })
  }
  expect(listener.subscriptionSlots.count).toBe(2)
  await publish(service, 'second')
  for (const [, next] of keptStreams) {
    expect((await next).value).toMatchObject({ data: { eventChanged: { event: { title: 'second' } } } })
  }
})

test('keys are checked again also after the subscription that came first has ended', async ({ service }) => {
  const listener = await serve(service, { recheckMs: 20 })
  const [first, second] = await Promise.all(
    ['First', 'Second'].map(async (name) => (await createKey(service.db, name, ['read'])) ?? ''),
  )
  const openCount = () => expect.poll(() => listener.subscriptionSlots.count, { timeout: 60_000 })
  const client = connect(listener, first)
  void client
    .iterate({ query: CHANGES })
    .next()
    .catch(() => undefined)
  await openCount().toBe(1)
  const stream = eventsOf(listener, second ?? '')
  const next = stream.next()
  await openCount().toBe(2)
  await client.dispose()
  await openCount().toBe(1)
  await revokeKey(service.db, 'Second')
  expect((await next).value).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
})

test('if reading requires a key, strangers learn nothing: no answer, validation, suggestion or GraphiQL', async ({
  service,
}) => {
  const listener = await serve(service, { readNeedsKey: true })
  const key = (await createKey(service.db, 'Reader', ['read']))!
  const documents = [
    '{ event }',
    '{ eventz { totalCount } }',
    '{',
    '{ __schema { types { name } } }',
    '{ __typename }',
    CHANGES,
  ]
  for (const query of documents) {
    const asked = connect(listener).iterate({ query }).next()
    const answers = await Promise.all([
      ...['application/graphql-response+json', 'application/json', 'text/event-stream'].map(async (accept) => {
        const response = await fetch(`${listener.origin}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', accept },
          body: JSON.stringify({ query }),
        })
        if (accept.includes('response')) expect(response.status).toBe(401)
        return response.text()
      }),
      fetch(`${listener.origin}/graphql?query=${encodeURIComponent(query)}`).then((response) => response.text()),
      asked.then(JSON.stringify, JSON.stringify),
    ])
    for (const answer of answers) {
      expect(answer).toContain('Reading requires a key.')
      expect(answer).not.toMatch(/Did you mean|Cannot query|Syntax|locations|Query/)
    }
  }
  const page = (headers: Record<string, string>) =>
    fetch(`${listener.origin}/graphql`, { headers: { accept: 'text/html', ...headers } })
  for (const headers of [{}, bearer('dlk_nonsense')]) {
    const refused = await page(headers)
    expect(refused.status).toBe(401)
    expect(refused.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
  }
  const shown = await page(bearer(key))
  expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  await shown.body?.cancel()
  const { value } = await connect(listener, key).iterate({ query: '{ __typename }' }).next()
  expect(value).toMatchObject({ data: { __typename: 'Query' } })
})

test('where reading is open, a refused key reads like no key, and a mutation says why it is refused', async ({
  service,
}) => {
  const authorization = (key: string | undefined) => ({ authorization: `Bearer ${key}` })
  const expired = await createKey(service.db, 'Expired', ['admin'], { expiresAt: '2020-01-01T00:00:00Z' })
  const { data } = await service.ask('{ events { totalCount } }', {}, authorization(expired))
  expect(data).toEqual({ events: { totalCount: 0 } })
  const retract =
    'mutation { retractEvent(input: { event: "evt_x", expectedVersion: 1, reason: "x" }) { errors { code } } }'
  const reasons = { [expired!]: 'has expired', dlk_x: 'is unknown', x: 'is unknown' }
  for (const [key, reason] of Object.entries(reasons)) {
    const { errors } = await service.ask(retract, {}, authorization(key))
    expect(errors).toMatchObject([
      { extensions: { code: 'UNAUTHENTICATED' }, message: expect.stringContaining(reason) },
    ])
  }
})
