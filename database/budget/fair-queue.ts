import type { CancelSignal } from './cancellation.ts'

interface Work {
  /**
   * Whose place it takes: clients are served in rotation, so that one with much work delays only itself. Undefined for the service
   * itself, which has no limit of its own.
   */
  client: string | undefined
  /** Cheap work may use the reserved places too. */
  isCheap: boolean
}

/** What waits for a place in a queue. */
export interface Waiting extends Work {
  /** Ends the waiting. */
  signal: CancelSignal
}

export interface QueueLimits {
  /** How many run at once. */
  max: number
  /** How many of them one client may have. */
  maxPerClient?: number
  /** How many of `max` only cheap work may use. */
  reserved?: number
  /** Makes the error of work whose signal is aborted before its turn, from the reason of the abort. Default: the reason. */
  refuse?: (reason: unknown) => Error
}

interface Ticket extends Work {
  grant(): void
}

/** Limits how much runs at once. Work of one client runs in the order of its arrival. */
export class FairQueue {
  readonly #max: number
  readonly #maxPerClient: number
  readonly #maxCostly: number
  readonly #refuse: (reason: unknown) => Error
  #running = 0
  #costly = 0
  readonly #runningByClient = new Map<string | undefined, number>()
  /** In the order of the rotation. */
  readonly #waitingByClient = new Map<string | undefined, Ticket[]>()

  constructor({ max, maxPerClient = max, reserved = 0, refuse = (reason) => reason as Error }: QueueLimits) {
    this.#refuse = refuse
    this.#max = max
    this.#maxPerClient = maxPerClient
    this.#maxCostly = max - reserved
  }

  get waitingCount(): number {
    return [...this.#waitingByClient.values()].reduce((sum, tickets) => sum + tickets.length, 0)
  }

  /**
   * Runs work when its turn comes.
   * @throws {Error} if the signal is aborted before the turn comes: see `refuse`
   */
  async run<Result>(waiting: Waiting, work: () => Promise<Result>): Promise<Result> {
    if (this.#mayRun(waiting)) this.#start(waiting)
    else await this.#wait(waiting)
    try {
      return await work()
    } finally {
      this.#end(waiting)
    }
  }

  #mayRun({ client, isCheap }: Work): boolean {
    return (
      this.#running < this.#max &&
      (isCheap || this.#costly < this.#maxCostly) &&
      (client === undefined || (this.#runningByClient.get(client) ?? 0) < this.#maxPerClient)
    )
  }

  #start({ client, isCheap }: Work): void {
    this.#running++
    if (!isCheap) this.#costly++
    this.#runningByClient.set(client, (this.#runningByClient.get(client) ?? 0) + 1)
  }

  #end({ client, isCheap }: Work): void {
    this.#running--
    if (!isCheap) this.#costly--
    const count = (this.#runningByClient.get(client) ?? 0) - 1
    if (count > 0) this.#runningByClient.set(client, count)
    else this.#runningByClient.delete(client)
    this.#grantNext()
  }

  #wait(waiting: Waiting): Promise<void> {
    const { client, isCheap, signal } = waiting
    return new Promise<void>((resolve, reject) => {
      const refuse = () => reject(this.#refuse(signal.reason))
      if (signal.aborted) return refuse()
      const onAbort = () => {
        this.#remove(ticket)
        refuse()
      }
      const grant = () => {
        signal.removeEventListener('abort', onAbort)
        resolve()
      }
      const ticket: Ticket = { client, isCheap, grant }
      signal.addEventListener('abort', onAbort, { once: true })
      const tickets = this.#waitingByClient.get(client)
      if (tickets) tickets.push(ticket)
      else this.#waitingByClient.set(client, [ticket])
    })
  }

  #remove(ticket: Ticket): void {
    const tickets = this.#waitingByClient.get(ticket.client) ?? []
    const others = tickets.filter((other) => other !== ticket)
    if (others.length > 0) this.#waitingByClient.set(ticket.client, others)
    else this.#waitingByClient.delete(ticket.client)
  }

  #grantNext(): void {
    for (const [client, tickets] of this.#waitingByClient) {
      const ticket = tickets.find((candidate) => this.#mayRun(candidate))
      if (ticket === undefined) continue
      this.#remove(ticket)
      const others = this.#waitingByClient.get(client)
      if (others) {
        // The client's next turn comes after the others'.
        this.#waitingByClient.delete(client)
        this.#waitingByClient.set(client, others)
      }
      this.#start(ticket)
      ticket.grant()
      return
    }
  }
}
