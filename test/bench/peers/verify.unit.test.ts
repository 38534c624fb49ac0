import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { findDifference } from '../../../bench/peers/servers/verify.ts'
import { toId } from '../../../database/values/ids.ts'

const servers: Server[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
})

/** A server that always gives one answer, and the request that asks for it. */
async function answering(answer: object) {
  const server = createServer((_, response) => response.end(JSON.stringify(answer)))
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const peer = { name: 'test', title: 'Test', queries: {}, args: [], variablesOf: () => ({}) }
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return [{ peer, url, pid: 0 }, [{ body: '', query: '', variables: {} }]] as const
}

const [A, B] = ['0190b2a4-0000-7000-8000-00000000000a', '0190b2a4-0000-7000-8000-00000000000b']
const LIMIT = {
  data: { events: { nodes: [{ id: A, month: '2023-05-01', count: 2, earliest: 'one form' }, { id: B }] } },
}

async function differenceOf(data: object): Promise<string | undefined> {
  return findDifference('Q5', await answering(LIMIT), await answering({ data }))
}

test('finds no difference in the forms of ids, months and moments, in nesting and in null', async () => {
  const [a, b] = [toId('event', A), toId('event', B)]
  const list = [
    { id: a, key: { month: '2023-05' }, count: 2, earliest: 'another form' },
    { id: b, summary: null },
  ]
  expect(await differenceOf({ list })).toBeUndefined()
})

test('finds another order, another number, and a missing or additional row', async () => {
  const [first, second] = LIMIT.data.events.nodes
  expect(await differenceOf({ list: [second, first] })).toContain(`value 0 of 4 is ${B} instead of ${A}`)
  expect(await differenceOf({ list: [{ ...first, count: 3 }, second] })).toContain('value 2 of 4 is 3 instead of 2')
  expect(await differenceOf({ list: [first] })).toContain('value 3 of 4 is undefined')
  expect(await differenceOf({ list: [first, second, second] })).toContain('instead of undefined')
})

test('rejects an answer with errors', async () => {
  const failing = await answering({ data: LIMIT.data, errors: [{ message: 'no' }] })
  await expect(findDifference('Q5', await answering(LIMIT), failing)).rejects.toThrow(/"message":"no"/)
})
