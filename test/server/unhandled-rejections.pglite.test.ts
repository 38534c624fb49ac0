import { once } from 'node:events'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { copyDatabase, type DatabaseCopy } from '../support/databases/databases.ts'
import { killServers, startServer, type ServedProcess } from '../support/processes/serving.ts'

/** Code that runs in the server and causes defects at a signal, because no request can cause them. */
const DEFECTS = `
  process.on('SIGUSR2', () => { Promise.reject(new Error('defect: rejected')) })
  process.on('SIGHUP', () => { throw new Error('defect: thrown') })
`

let copy: DatabaseCopy
let server: ServedProcess

beforeAll(async () => {
  copy = await copyDatabase('seeded')
  server = await startServer(copy.target, {
    NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(DEFECTS)}`,
  })
}, 300_000)

afterAll(async () => {
  await killServers()
  await copy.remove()
})

/** Complete lines only: the last one may be partly written. */
function loggedLines(): unknown[] {
  const lines = server.log().split('\n').slice(0, -1)
  return lines.map((line) => JSON.parse(line))
}

async function expectAlive(): Promise<void> {
  const response = await fetch(new URL('/healthz', server.url))
  expect(response.status).toBe(200)
}

test('a server that rejects an argument in a list of several types stays alive and logs nothing', async () => {
  const query = '{actors(first:20){nodes{...on Person{country{id}} events(first:1000){totalCount}}}}'
  const response = await fetch(server.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query }),
  })
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({
    data: null,
    errors: [{ extensions: { code: 'BAD_USER_INPUT' }, path: ['actors', 'nodes', expect.any(Number), 'events'] }],
  })
  await expectAlive()
  expect(server.log()).toBe('')
})

test('a server counts and logs each unhandled rejection as an error and stays alive', async () => {
  for (const count of [1, 2]) {
    server.child.kill('SIGUSR2')
    await vi.waitFor(() => expect(loggedLines()).toHaveLength(count), 60_000)
    expect(loggedLines().at(-1)).toMatchObject({
      level: 50,
      err: { message: 'defect: rejected' },
      unhandledRejections: count,
    })
    await expectAlive()
  }
})

test('a server logs an uncaught exception as fatal, stops gracefully and exits with 1', async () => {
  const closed = once(server.child, 'close')
  server.child.kill('SIGHUP')
  expect(await closed).toEqual([1, null])
  expect(loggedLines().at(-1)).toMatchObject({ level: 60, err: { message: 'defect: thrown' } })
})
