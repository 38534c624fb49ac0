/** Who has something open: a key, or an address without one. */
export interface Client {
  /** Identifies the client in limits. */
  id: string
  /** The block of addresses that it belongs to; a key is its own block. */
  block: string
}

/** The limits on what clients have open. The names are for messages, such as "This client" and "subscriptions". */
export interface SlotLimits {
  max: number
  maxPerClient: number
  /** Of all clients of a block of addresses: one owner can use many addresses. Default: half of `max`. */
  maxPerBlock?: number
  clientName: string
  slotName: string
}

/** Counts what clients have open: in total, for each client, and for each block of addresses. */
export class Slots {
  #count = 0
  readonly #countByClient = new Map<string, number>()
  readonly #countByBlock = new Map<string, number>()
  readonly #limits: Required<SlotLimits>

  constructor(limits: SlotLimits) {
    const { max, maxPerClient } = limits
    this.#limits = { maxPerBlock: Math.max(maxPerClient, Math.ceil(max / 2)), ...limits }
  }

  get count(): number {
    return this.#count
  }

  /** @returns the reason why the client may not open another one; undefined if it may */
  refusal({ id, block }: Client): string | undefined {
    const { max, maxPerClient, maxPerBlock, clientName, slotName } = this.#limits
    const clientCount = this.#countByClient.get(id) ?? 0
    if (clientCount >= maxPerClient) {
      return `${clientName} has ${clientCount} open ${slotName}; the limit is ${maxPerClient}. Close one.`
    }
    const blockCount = this.#countByBlock.get(block) ?? 0
    if (blockCount >= maxPerBlock) {
      return `The address block ${block} has ${blockCount} open ${slotName}; the limit is ${maxPerBlock}. Use a key, or close one.`
    }
    if (this.#count >= max) {
      return `This server has ${this.#count} open ${slotName}; the limit is ${max}. Try again later.`
    }
    return undefined
  }

  /** @returns a function that releases the slot; calls after the first have no effect */
  acquire(client: Client): () => void {
    this.#add(client, 1)
    let isReleased = false
    return () => {
      if (!isReleased) this.#add(client, -1)
      isReleased = true
    }
  }

  #add({ id, block }: Client, difference: 1 | -1): void {
    this.#count += difference
    addTo(this.#countByClient, id, difference)
    addTo(this.#countByBlock, block, difference)
  }
}

function addTo(counts: Map<string, number>, key: string, difference: 1 | -1): void {
  const count = (counts.get(key) ?? 0) + difference
  if (count > 0) counts.set(key, count)
  else counts.delete(key)
}

/** Creates the slots of subscriptions. */
export function subscriptionSlots(max: number, maxPerClient: number): Slots {
  return new Slots({ max, maxPerClient, clientName: 'This client', slotName: 'subscriptions' })
}
