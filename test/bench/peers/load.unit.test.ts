import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { drive } from '../../../bench/peers/measure/load.ts'

const servers: Server[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
})

/** Starts a server that answers each body as given. */
async function serve(answer: (body: string, response: ServerResponse) => void): Promise<string> {
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => answer(body, response))
  })
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`
}

// With no time at all, each connection sends one request and waits for its answer.
test('counts each answer once, whether it has a length, comes in chunks or in several packets', async () => {
  const bodies = ['with length', 'in chunks', 'empty chunk list', 'in packets']
  const received: string[] = []
  const url = await serve((body, response) => {
    received.push(body)
    const json = JSON.stringify({ data: 'x'.repeat(200_000) })
    if (body === 'with length') response.writeHead(200, { 'content-length': json.length }).end(json)
    else if (body === 'in chunks') {
      response.write('{"data":')
      setImmediate(() => response.end('1}'))
    } else if (body === 'empty chunk list') response.writeHead(200, { 'transfer-encoding': 'chunked' }).end()
    else {
      response.writeHead(200, { 'content-length': json.length })
      response.write(json.slice(0, 10))
      setImmediate(() => response.end(json.slice(10)))
    }
  })
  const { requests, failures, latencies } = await drive(url, bodies, 4, 0)
  expect({ requests, failures }).toEqual({ requests: 4, failures: 0 })
  expect(latencies).toHaveLength(4)
  expect(received.toSorted()).toEqual(bodies.toSorted())
})

test('counts answers with another status and answers with errors as failures', async () => {
  const url = await serve((body, response) => {
    const json = body === 'errors' ? '{"data":null,"errors":[{}]}' : '{"data":{}}'
    response.writeHead(body === 'status' ? 503 : 200, { 'content-length': json.length }).end(json)
  })
  const { requests, failures } = await drive(url, ['errors', 'status', 'good'], 3, 0)
  expect({ requests, failures }).toEqual({ requests: 3, failures: 2 })
})

test('rejects when a server closes the connection before it answers', async () => {
  const url = await serve((_, response) => response.destroy())
  await expect(drive(url, ['{}'], 1, 0)).rejects.toThrow(/closed the connection/)
})
