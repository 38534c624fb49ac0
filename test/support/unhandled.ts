import { setImmediate as nextTick } from 'node:timers/promises'

/**
 * Collects the reasons of unhandled rejections while work runs.
 */
export async function unhandledRejectionsOf(work: () => Promise<void>): Promise<unknown[]> {
  const reasons: unknown[] = []
  const collect = (reason: unknown): void => void reasons.push(reason)
  // The listeners of Vitest fail the whole run without the name of the test.
  const vitestListeners = process.listeners('unhandledRejection')
  process.removeAllListeners('unhandledRejection')
  process.on('unhandledRejection', collect)
  try {
    await work()
    // A promise that nothing awaits may reject after the response.
    for (let tick = 0; tick < 5; tick++) await nextTick()
  } finally {
    process.removeListener('unhandledRejection', collect)
    for (const listener of vitestListeners) process.on('unhandledRejection', listener)
  }
  return reasons
}
