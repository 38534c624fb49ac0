import { expect, test } from 'vitest'
import { Cancellation, type CancelSignal } from '../../../database/budget/cancellation.ts'

/** What a signal does, step by step, with a function that aborts it. */
function observed(signal: CancelSignal, abort: (reason: Error) => void): unknown[] {
  const steps: unknown[] = [signal.aborted]
  const removed = () => steps.push('removed')
  const first = () => steps.push(['first', signal.aborted, signal.reason])
  signal.addEventListener('abort', first, { once: true })
  // The same listener counts once.
  signal.addEventListener('abort', first, { once: true })
  signal.addEventListener('abort', removed, { once: true })
  signal.addEventListener('abort', () => signal.removeEventListener('abort', first), { once: true })
  signal.removeEventListener('abort', removed)
  signal.removeEventListener('abort', removed)
  const reason = new Error('The client left.')
  abort(reason)
  abort(new Error('Again.'))
  signal.addEventListener('abort', () => steps.push('too late'), { once: true })
  return [...steps, signal.aborted, signal.reason]
}

test('a cancellation does what the signal of an AbortController does', () => {
  const controller = new AbortController()
  const cancellation = new Cancellation()
  const steps = observed(cancellation, (reason) => cancellation.abort(reason))
  expect(steps).toEqual(observed(controller.signal, (reason) => controller.abort(reason)))
  expect(steps).toHaveLength(4)
})
