import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, expect } from 'vitest'
import WebSocket from 'ws'
import { listen, type Listener } from '../../support/listener.ts'
import { test } from '../../support/service.ts'

const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const item of open.splice(0).toReversed()) await item.close()
})

async function startListener(...args: Parameters<typeof listen>): Promise<Listener> {
  const listener = await listen(...args)
  open.push(listener)
  return listener
}

function ask(listener: Listener, headers: Record<string, string> = {}) {
  return fetch(`${listener.origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: '{ __typename }' }),
  })
}

/** Sends the head of a request whose body does not follow: it runs until its connection is closed. */
async function startRequest({ origin }: Listener): Promise<Socket> {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1')
  open.push({ close: () => socket.destroy() })
  await once(socket, 'connect')
  socket.write('POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n')
  return socket
}

async function openSocket({ origin }: Listener): Promise<WebSocket> {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
  open.push({ close: () => socket.terminate() })
  await once(socket, 'open')
  socket.send(JSON.stringify({ type: 'connection_init' }))
  await once(socket, 'message')
  return socket
}

function subscribe(socket: WebSocket, id: string, query: string): void {
  socket.send(JSON.stringify({ id, type: 'subscribe', payload: { query } }))
}

interface Message {
  id: string
  type: string
  payload: [{ message: string; extensions: { code: string } }]
}

test('requests beyond the rate are refused with the time to wait; probes are not counted', async ({ service }) => {
  const listener = await startListener(service, { limits: { requestsPerSecond: 3 } })
  const responses = await Promise.all(Array.from({ length: 10 }, () => ask(listener)))
  const refused = responses.filter(({ status }) => status === 429)
  expect(refused.length).toBeGreaterThanOrEqual(4)
  expect(responses.filter(({ status }) => status === 200).length + refused.length).toBe(10)
  expect(responses[0]?.headers.get('ratelimit-policy')).toBe('"requests";q=3;w=1')
  expect(refused[0]?.headers.get('retry-after')).toBe('1')
  expect(await refused[0]?.json()).toEqual({
    errors: [
      {
        message: 'This client sends more than 3 requests a second. Try again in 1 second.',
        extensions: { code: 'RATE_LIMITED' },
      },
    ],
  })
  expect((await fetch(`${listener.origin}/healthz`)).status).toBe(200)
})

test('the cost of a minute is limited', async ({ service }) => {
  const listener = await startListener(service, { limits: { costPerMinute: 3 } })
  const statuses = []
  for (let n = 0; n < 5; n++) {
    const response = await ask(listener, { accept: 'application/graphql-response+json' })
    statuses.push(response.status)
    if (response.status === 429) expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
  }
  expect(statuses).toEqual([200, 200, 200, 429, 429])
})

test('addresses behind a trusted proxy are separate clients, and share the limit of their block', async ({
  service,
}) => {
  const listener = await startListener(service, { limits: { requestsPerSecond: 1 }, trustedProxies: ['127.0.0.1'] })
  const statusOf = async (address: string) => (await ask(listener, { 'x-forwarded-for': address })).status
  expect([await statusOf('203.0.113.1'), await statusOf('198.51.100.1')]).toEqual([200, 200])
  const ofBlock = await Promise.all(Array.from({ length: 30 }, (_, n) => statusOf(`192.0.2.${n}`)))
  expect(ofBlock).toContain(429)
})

test('running operations are limited over HTTP and WebSockets together, and end with their connection', async ({
  service,
}) => {
  const listener = await startListener(service, { limits: { maxRunningPerClient: 2 } })
  const socket = await openSocket(listener)
  const running = [await startRequest(listener), await startRequest(listener)]
  await expect.poll(async () => (await ask(listener)).status).toBe(429)
  const refused = once(socket, 'message')
  subscribe(socket, 'a', '{ __typename }')
  const message = JSON.parse(String((await refused)[0])) as Message
  expect([message.type, message.payload[0].extensions.code]).toEqual(['error', 'RATE_LIMITED'])
  running[0]?.destroy()
  await expect.poll(async () => (await ask(listener)).status).toBe(200)
})

test('a WebSocket client that does not read is not read from, and gets every answer later', async ({ service }) => {
  // A client that does not read answers no pings either.
  const listener = await startListener(service, { heartbeatMs: 600_000 })
  const socket = await openSocket(listener)
  socket.pause()
  const query = '{ __schema { types { name description fields { name description type { name } } } } }'
  // More than the buffers of both ends hold, of questions and of answers.
  const count = 250
  for (let n = 0; n < count; n++) subscribe(socket, String(n), `${query} # ${'x'.repeat(20_000)}`)
  // The server has stopped reading once the client's own buffer stays full.
  const unsentBytes = async () => {
    const before = socket.bufferedAmount
    await new Promise((resolve) => setTimeout(resolve, 200))
    return before > 0 && socket.bufferedAmount === before
  }
  await expect.poll(unsentBytes, { timeout: 30_000 }).toBe(true)
  const completed = new Set<string>()
  const done = new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      const { id, type } = JSON.parse(String(data as Buffer)) as Message
      if (type === 'complete') completed.add(id)
      if (completed.size === count) resolve()
    })
  })
  socket.resume()
  await done
})

test('after 413 on a chunked body the connection closes, so that no later request waits on it', async ({ service }) => {
  const listener = await startListener(service, { maxBodyBytes: 2_000 })
  const socket = connect(Number(new URL(listener.origin).port), '127.0.0.1')
  open.push({ close: () => socket.destroy() })
  socket.write(
    'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n',
  )
  const chunk = 'x'.repeat(1_000)
  for (let n = 0; n < 20; n++) socket.write(`${chunk.length.toString(16)}\r\n${chunk}\r\n`)
  socket.write('0\r\n\r\nGET /healthz HTTP/1.1\r\nhost: x\r\n\r\n')
  let answer = ''
  socket.on('data', (data) => (answer += data.toString()))
  await once(socket, 'close')
  expect(answer).toMatch(/^HTTP\/1\.1 413 /)
  expect(answer.toLowerCase()).toContain('connection: close')
  expect(answer).not.toContain('"alive"')
})

test('connections beyond those of one address are closed', async ({ service }) => {
  const listener = await startListener(service, { maxConnectionsPerAddress: 2 })
  await startRequest(listener)
  await startRequest(listener)
  const third = await startRequest(listener)
  await once(third, 'close')
})

test('a client that sends many wrong keys must wait, while others read', async ({ service }) => {
  const listener = await startListener(service, { trustedProxies: ['127.0.0.1'] })
  const statusOf = async (address: string) => {
    const authorization = `Bearer dlk_${'0'.repeat(32)}_${'A'.repeat(43)}`
    const accept = 'application/graphql-response+json'
    return (await ask(listener, { authorization, accept, 'x-forwarded-for': address })).status
  }
  for (let n = 0; n < 60; n++) expect(await statusOf('192.0.2.1')).toBe(200)
  expect(await statusOf('192.0.2.1')).toBe(429)
  expect(await statusOf('198.51.100.1')).toBe(200)
})
