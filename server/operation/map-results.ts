import type { ExecutionResult } from 'graphql'

interface Mapping {
  map: (result: ExecutionResult) => ExecutionResult
  /** Returns the last result of a stream that failed. */
  failed: (error: unknown) => ExecutionResult
  /** Called once, however the stream ends. */
  onEnd: () => void
}

/** Maps the results of a subscription. A failure is its last result. */
export function mapResults(
  results: AsyncIterable<ExecutionResult>,
  { map, failed, onEnd }: Mapping,
): AsyncIterableIterator<ExecutionResult> {
  const iterator = results[Symbol.asyncIterator]()
  let isDone = false
  const end = () => {
    if (!isDone) onEnd()
    isDone = true
  }
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      if (isDone) return { done: true, value: undefined }
      try {
        const next = await iterator.next()
        if (next.done !== true) return { done: false, value: map(next.value) }
        end()
        return { done: true, value: undefined }
      } catch (error) {
        end()
        return { done: false, value: failed(error) }
      }
    },
    async return() {
      end()
      return (await iterator.return?.()) ?? { done: true, value: undefined }
    },
  }
}
