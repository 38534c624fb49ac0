import type { EventLoopUtilization } from 'node:perf_hooks'
import { setImmediate as nextIteration } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { fairShare, StartQueue } from '../../../server/clients/start-queue.ts'

/** A clock whose time passes only when a test says so. */
class TestClock {
  #idle = 0
  #active = 0

  pass(ms: number, isBusy: boolean): void {
    if (isBusy) this.#active += ms
    else this.#idle += ms
  }

  now(): number {
    return this.#idle + this.#active
  }

  eventLoopUtilization(since?: EventLoopUtilization, before = { idle: 0, active: 0 }): EventLoopUtilization {
    const [idle, active] = [(since?.idle ?? this.#idle) - before.idle, (since?.active ?? this.#active) - before.active]
    return { idle, active, utilization: idle + active === 0 ? 0 : active / (idle + active) }
  }
}

function newQueue(): { queue: StartQueue; clock: TestClock } {
  const clock = new TestClock()
  return { queue: new StartQueue(clock), clock }
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
  const { queue, clock } = newQueue()
  const begun: string[] = []
  queue.charge('large', 4_000)
  queue.charge('small', 2_000)
  // The shares are computed every 100 ms.
  clock.pass(150, false)
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
  const { queue, clock } = newQueue()
  queue.charge('greedy', 3000)
  queue.charge('modest', 20)
  let begun = ''
  clock.pass(150, true)
  const greedy = Promise.resolve(queue.waitToStart('greedy')).then((isGranted) => (begun += `greedy ${isGranted}`))
  await nextIteration()
  expect(begun).toBe('')
  expect(await queue.waitToStart('modest')).toBe(true)
  expect(begun).toBe('')
  // The event loop is idle: no request has to wait.
  clock.pass(300, false)
  await greedy
  expect(begun).toBe('greedy true')
})

test('a client that waits too long for its share is refused', async () => {
  const { queue, clock } = newQueue()
  queue.charge('greedy', 100_000)
  queue.charge('modest', 100)
  clock.pass(150, true)
  const greedy = queue.waitToStart('greedy')
  for (let n = 0; n < 20; n++) {
    clock.pass(120, true)
    await nextIteration()
  }
  expect(await greedy).toBe(false)
})

test('requests of a client that is alone, and of clients that take little, start at once', () => {
  const { queue } = newQueue()
  for (let n = 0; n < 100; n++) {
    expect(queue.waitToStart('alone')).toBe(true)
    queue.charge('alone', 50)
    queue.accepted()
  }
})

test('where several clients want the event loop, connections that wait are accepted first, for at most 10 ms', async () => {
  const { queue, clock } = newQueue()
  queue.charge('greedy', 3_000)
  queue.charge('modest', 20)
  clock.pass(150, true)
  let isStarted = false
  queue.accepted()
  const modest = Promise.resolve(queue.waitToStart('modest')).then((isGranted) => (isStarted = isGranted))
  let iterations = 0
  for (; !isStarted && iterations < 100; iterations++) {
    clock.pass(1, true)
    queue.accepted()
    await nextIteration()
  }
  expect(await modest).toBe(true)
  expect(iterations).toBeGreaterThanOrEqual(10)
  expect(iterations).toBeLessThanOrEqual(13)
  // Without more of them, at once.
  queue.accepted()
  const again = Promise.resolve(queue.waitToStart('modest'))
  await nextIteration()
  await nextIteration()
  expect(await Promise.race([again, Promise.resolve('waiting')])).toBe(true)
})
