/** Wraps work that runs one at a time: calls during a run share the next run, which starts after all of them. */
export function shareRuns(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  let next: Promise<void> | undefined
  const startNext = async () => {
    await running.catch(() => undefined)
    next = undefined
    running = work()
    await running
  }
  return () => (next ??= startNext())
}
