import { setImmediate as nextIteration, setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { fairShare, StartQueue } from '../../../server/clients/start-queue.ts'

/** Keeps the event loop from everything else, longer than it is measured. */
function block(ms = 150): void {
  const end = performance.now() + ms
  while (performance.now() < end) Math.sqrt(end)
}

test('what one client does not use of its share, the others may', () => {
  expect(fairShare([])).toBe(Number.POSITIVE_INFINITY)
  expect(fairShare([100, 200])).toBe(Number.POSITIVE_INFINITY)
  expect(fairShare([1000])).toBe(Number.POSITIVE_INFINITY)
  expect(fairShare([600, 800])).toBe(375)
  expect(fairShare([100, 600, 800])).toBe(325)
  expect(fairShare([60, 400, 400, 400, 400])).toBe(172.5)
})

test('one request starts in an iteration of the event loop, first that of the client that took least', async () => {
  const queue = new StartQueue()
  const begun: string[] = []
  queue.charge('large', 4_000)
  queue.charge('small', 2_000)
  // The shares are computed every 100 ms.
  await sleep(150)
  const take = async (client: string) => {
    if (await queue.waitToStart(client)) begun.push(client)
  }
  const all = ['first', 'large', 'small', 'none', 'large'].map(take)
  await nextIteration()
  expect(begun.length).toBeLessThan(5)
  await Promise.all(all)
  expect(begun).toEqual(['first', 'none', 'small', 'large', 'large'])
})

test('while the event loop is busy, a client that takes more than its share waits, and the others do not', async () => {
  const queue = new StartQueue()
  queue.charge('greedy', 3000)
  queue.charge('modest', 20)
  let begun = ''
  block()
  const greedy = Promise.resolve(queue.waitToStart('greedy')).then((isGranted) => (begun += `greedy ${isGranted}`))
  await nextIteration()
  expect(begun).toBe('')
  expect(await queue.waitToStart('modest')).toBe(true)
  expect(begun).toBe('')
  // The event loop is idle: no request has to wait.
  await sleep(300)
  await greedy
  expect(begun).toBe('greedy true')
})

test('a client that waits too long for its share is refused', async () => {
  const queue = new StartQueue()
  queue.charge('greedy', 100_000)
  queue.charge('modest', 100)
  block()
  const greedy = queue.waitToStart('greedy')
  for (let n = 0; n < 20; n++) {
    block(120)
    await nextIteration()
  }
  expect(await greedy).toBe(false)
})

test('requests of a client that is alone, and of clients that take little, start at once', () => {
  const queue = new StartQueue()
  for (let n = 0; n < 100; n++) {
    expect(queue.waitToStart('alone')).toBe(true)
    queue.charge('alone', 50)
    queue.accepted()
  }
})
