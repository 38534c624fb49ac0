import { setImmediate as nextTurn } from 'node:timers/promises'

/**
 * Collects the promises that are rejected without a handler while some work runs.
 * @param work what may leave a promise without a handler
 * @returns the reasons of the rejections
 */
export async function unhandledRejectionsOf(work: () => Promise<void>): Promise<unknown[]> {
  const reasons: unknown[] = []
  const collect = (reason: unknown): void => void reasons.push(reason)
  // Vitest's own listeners fail the whole run without naming the test.
  const others = process.listeners('unhandledRejection')
  process.removeAllListeners('unhandledRejection')
  process.on('unhandledRejection', collect)
  try {
    await work()
    // A promise that is dropped may reject after the answer.
    for (let turn = 0; turn < 5; turn++) await nextTurn()
  } finally {
    process.removeListener('unhandledRejection', collect)
    for (const listener of others) process.on('unhandledRejection', listener)
  }
  return reasons
}
