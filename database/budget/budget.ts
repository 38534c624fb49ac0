import type { CancelSignal } from './cancellation.ts'
import { DeadlineError, OverloadedError } from './errors.ts'
import { FairQueue, type Waiting } from './fair-queue.ts'

export interface BudgetOptions {
  /** Who sent the request: clients are served in rotation. */
  client: string
  /** Whether the request may use connections that are reserved for cheap work. */
  isCheap: boolean
  /** Aborted at the deadline, or when the client has disconnected. */
  signal: CancelSignal
  /** How many statements of the request run at once. */
  maxStatements: number
}

/** What one request may use of the database. Statements belong to it that are sent over its handle: see `OpenDatabase`. */
export class Budget implements Waiting {
  readonly client: string
  readonly isCheap: boolean
  readonly signal: CancelSignal
  readonly #statements: FairQueue
  readonly #startedAt = performance.now()

  constructor({ client, isCheap, signal, maxStatements }: BudgetOptions) {
    this.client = client
    this.isCheap = isCheap
    this.signal = signal
    this.#statements = new FairQueue({ max: maxStatements })
  }

  /**
   * Returns why a statement was ended: because of its own time, or because the request had waited for others before.
   * @param sentAt when the statement was sent, by `performance.now()`
   */
  whyEnded(sentAt: number): Error {
    const reason = this.signal.reason as Error
    const waitedMs = sentAt - this.#startedAt
    const ranMs = performance.now() - sentAt
    return reason instanceof DeadlineError && waitedMs > ranMs ? new OverloadedError() : reason
  }

  /** Runs a statement once fewer than `maxStatements` of the request run. */
  limited<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#statements.run(this, work)
  }
}

/**
 * Waits for a running statement, at most until the signal is aborted.
 * @param cancel called at the abort
 * @throws {Error} the reason of the abort
 */
export function untilAborted<Result>(
  statement: Promise<Result>,
  signal: CancelSignal | undefined,
  cancel: () => void = () => undefined,
): Promise<Result> {
  if (signal === undefined) return statement
  return new Promise<Result>((resolve, reject) => {
    const onAbort = () => {
      cancel()
      reject(signal.reason as Error)
    }
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort, { once: true })
    statement.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}
