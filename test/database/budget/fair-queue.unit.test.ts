import { expect, test } from 'vitest'
import { FairQueue, type QueueLimits } from '../../../database/budget/fair-queue.ts'

/** A queue whose work ends when the test says so. */
function startQueue(limits: QueueLimits) {
  const queue = new FairQueue(limits)
  const started: string[] = []
  const ends = new Map<string, () => void>()
  return {
    queue,
    started,
    add: (name: string, client: string | undefined, isCheap = false, signal = new AbortController().signal) =>
      queue.run({ client, isCheap, signal }, () => {
        started.push(name)
        return new Promise<void>((resolve) => void ends.set(name, resolve))
      }),
    end: async (name: string) => {
      ends.get(name)?.()
      await new Promise(setImmediate)
    },
  }
}

test('clients are served in rotation, each in the order of its work', async () => {
  const { add, end, started } = startQueue({ max: 1 })
  const all = ['a1', 'a2', 'a3', 'b1', 'c1', 'b2'].map((name) => add(name, name.slice(0, 1)))
  for (const name of ['a1', 'a2', 'b1', 'c1', 'a3', 'b2']) {
    expect(started.at(-1)).toBe(name)
    await end(name)
  }
  await Promise.all(all)
})

test('a client has at most its share; the service itself has no share', async () => {
  const { add, end, started } = startQueue({ max: 3, maxPerClient: 2 })
  void add('a1', 'a')
  void add('a2', 'a')
  void add('a3', 'a')
  void add('b1', 'b')
  expect(started).toEqual(['a1', 'a2', 'b1'])
  await end('b1')
  expect(started).toHaveLength(3)
  await end('a1')
  expect(started.at(-1)).toBe('a3')
  for (const name of ['s1', 's2', 's3']) void add(name, undefined)
  for (const name of ['a2', 'a3', 's1', 's2']) await end(name)
  expect(started.slice(-3)).toEqual(['s1', 's2', 's3'])
})

test('expensive work leaves the reserved place to cheap work', async () => {
  const { add, end, started, queue } = startQueue({ max: 2, reserved: 1 })
  void add('slow', 'a')
  void add('slower', 'b')
  void add('cheap', 'c', true)
  void add('cheaper', 'd', true)
  expect(started).toEqual(['slow', 'cheap'])
  expect(queue.waitingCount).toBe(2)
  await end('cheap')
  expect(started.at(-1)).toBe('cheaper')
  await end('slow')
  expect(started.at(-1)).toBe('slower')
})

test('work whose signal is aborted leaves the queue and does not run', async () => {
  const { add, end, started, queue } = startQueue({ max: 1, refuse: () => new Error('No place in time') })
  void add('first', 'a')
  const abort = new AbortController()
  const waiting = add('second', 'b', false, abort.signal)
  const third = add('third', 'c')
  abort.abort()
  await expect(waiting).rejects.toThrow('No place in time')
  await expect(add('fourth', 'd', false, AbortSignal.abort())).rejects.toThrow('No place in time')
  await end('first')
  await end('third')
  await third
  expect([started, queue.waitingCount]).toEqual([['first', 'third'], 0])
})

test('work that fails gives its place back', async () => {
  const { queue, add, started } = startQueue({ max: 1 })
  const signal = new AbortController().signal
  const failing = queue.run({ client: 'a', isCheap: true, signal }, () => Promise.reject(new Error('failed')))
  await expect(failing).rejects.toThrow('failed')
  void add('next', 'b')
  expect(started).toEqual(['next'])
})
