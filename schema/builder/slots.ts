/** The limits on what clients have open. The names are for messages, such as "This client" and "subscriptions". */
export interface SlotLimits {
  max: number
  maxPerClient: number
  clientName: string
  slotName: string
}

/** Counts what clients have open, in total and for each client. */
export class Slots {
  #count = 0
  readonly #countByClient = new Map<string, number>()
  readonly #limits: SlotLimits

  constructor(limits: SlotLimits) {
    this.#limits = limits
  }

  get count(): number {
    return this.#count
  }

  /** @returns the reason why the client may not open another one; undefined if it may */
  refusal(client: string): string | undefined {
    const { max, maxPerClient, clientName, slotName } = this.#limits
    const clientCount = this.#countByClient.get(client) ?? 0
    if (this.#count >= max) {
      return `This server has ${this.#count} open ${slotName}; the limit is ${max}. Try again later.`
    }
    if (clientCount >= maxPerClient) {
      return `${clientName} has ${clientCount} open ${slotName}; the limit is ${maxPerClient}. Close one.`
    }
    return undefined
  }

  /** @returns a function that releases the slot; call it once */
  acquire(client: string): () => void {
    this.#add(client, 1)
    return () => this.#add(client, -1)
  }

  #add(client: string, difference: 1 | -1): void {
    this.#count += difference
    const clientCount = (this.#countByClient.get(client) ?? 0) + difference
    if (clientCount > 0) this.#countByClient.set(client, clientCount)
    else this.#countByClient.delete(client)
  }
}

/** Creates the slots of subscriptions. */
export function subscriptionSlots(max: number, maxPerClient: number): Slots {
  return new Slots({ max, maxPerClient, clientName: 'This client', slotName: 'subscriptions' })
}
