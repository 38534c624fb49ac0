import type { CancelSignal } from '../budget/cancellation.ts'
interface Waiting {
  isPatient: boolean
  grant(): void
  reject(error: Error): void
}

/** A queue for the one session of the engine: first come, first served. */
export class SessionQueue {
  readonly #waiting: Waiting[] = []
  #isPaused = true
  #isTaken = false
  #ended: Error | undefined

  /**
   * Runs work while no other work runs.
   * @param options signal: its abortion rejects work that waits. isPatient: `rejectWaiting` leaves the work in the queue
   */
  async run<Result>(
    { isPatient, signal }: { isPatient: boolean; signal: CancelSignal | undefined },
    work: () => Promise<Result>,
  ): Promise<Result> {
    await this.#take(isPatient, signal)
    try {
      return await work()
    } finally {
      this.#isTaken = false
      this.#grantNext()
    }
  }

  /** Starts no work until `resume`. */
  pause(): void {
    this.#isPaused = true
  }

  resume(): void {
    this.#isPaused = false
    this.#grantNext()
  }

  /** Rejects the work that waits and is not patient. */
  rejectWaiting(error: Error): void {
    const waiting = this.#waiting.splice(0)
    this.#waiting.push(...waiting.filter(({ isPatient }) => isPatient))
    for (const each of waiting) if (!each.isPatient) each.reject(error)
  }

  /** Rejects all work from now on, and that which waits. */
  end(error: Error): void {
    this.#ended ??= error
    for (const each of this.#waiting.splice(0)) each.reject(error)
  }

  async #take(isPatient: boolean, signal: CancelSignal | undefined): Promise<void> {
    if (signal?.aborted) throw signal.reason
    if (this.#ended) throw this.#ended
    if (!this.#isPaused && !this.#isTaken && this.#waiting.length === 0) {
      this.#isTaken = true
      return
    }
    let onAbort: (() => void) | undefined
    try {
      await new Promise<void>((grant, reject) => {
        const waiting = { isPatient, grant, reject }
        this.#waiting.push(waiting)
        onAbort = () => {
          const position = this.#waiting.indexOf(waiting)
          if (position < 0) return
          this.#waiting.splice(position, 1)
          reject(signal?.reason as Error)
        }
        signal?.addEventListener('abort', onAbort)
      })
    } finally {
      if (onAbort) signal?.removeEventListener('abort', onAbort)
    }
  }

  #grantNext(): void {
    if (this.#isPaused || this.#isTaken) return
    const next = this.#waiting.shift()
    if (!next) return
    this.#isTaken = true
    next.grant()
  }
}
