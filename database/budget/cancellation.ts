type OnCancel = () => void

/** Says that work must end, and why: an `AbortSignal`, or a `Cancellation`. */
export interface CancelSignal {
  readonly aborted: boolean
  /** An error, once it is aborted. */
  readonly reason: unknown
  /** A listener that is added after the abort is never called. */
  addEventListener(event: 'abort', listener: OnCancel, options?: { once: true }): void
  removeEventListener(event: 'abort', listener: OnCancel): void
}

/**
 * Ends the work of one request. It does what a request needs of an `AbortController`, whose signal takes a twentieth of
 * the time of a short request, because it is an event target of the DOM.
 */
export class Cancellation implements CancelSignal {
  #reason: Error | undefined
  readonly #listeners = new Set<OnCancel>()

  get aborted(): boolean {
    return this.#reason !== undefined
  }

  get reason(): Error | undefined {
    return this.#reason
  }

  addEventListener(_event: 'abort', listener: OnCancel): void {
    this.#listeners.add(listener)
  }

  removeEventListener(_event: 'abort', listener: OnCancel): void {
    this.#listeners.delete(listener)
  }

  /** Calls each listener once. Only the first abort counts. */
  abort(reason: Error): void {
    if (this.#reason) return
    this.#reason = reason
    const listeners = [...this.#listeners]
    this.#listeners.clear()
    for (const listener of listeners) listener()
  }
}
