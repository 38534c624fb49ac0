import { createClient } from 'graphql-ws'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import type { Chance } from '../../support/random.ts'

const SUBSCRIBE = 'subscription ($after: String) { eventChanged(after: $after) { cursor } }'

interface Message {
  data?: { eventChanged: { cursor: string } } | null | undefined
  errors?: readonly unknown[] | undefined
}

/** A socket that is closed during the handshake emits an error, which would end the process without a listener. */
class ClosableSocket extends WebSocket {
  constructor(...args: ConstructorParameters<typeof WebSocket>) {
    super(...args)
    this.on('error', () => undefined)
  }
}

/** Subscribes to changes, disconnects again and again, and resumes after the last change that it received. */
export class Subscriber {
  /** The cursors of all received changes, in the order of their arrival. */
  readonly received: string[] = []
  cuts = 0
  readonly #urls: readonly string[]
  readonly #chance: Chance
  readonly #transport: 'SSE' | 'WEB_SOCKET'
  #lastCursor: string

  constructor(urls: readonly string[], transport: Subscriber['transport'], after: string, chance: Chance) {
    this.#urls = urls
    this.#transport = transport
    this.#lastCursor = after
    this.#chance = chance
  }

  get transport(): 'SSE' | 'WEB_SOCKET' {
    return this.#transport
  }

  /**
   * Subscribes, with many disconnections, until it has received the last change.
   * @param last returns the cursor of the last change, once the writers have finished
   */
  async follow(last: () => string | undefined): Promise<void> {
    while (last() === undefined || this.#lastCursor !== last()) {
      const url = this.#chance.of(this.#urls)
      const cut = new AbortController()
      const listening = this.#transport === 'SSE' ? this.#overSse(url, cut.signal) : this.#overSocket(url, cut.signal)
      await Promise.race([listening, this.#waitForCut(last)])
      cut.abort()
      this.cuts++
      await listening
      await sleep(this.#chance.below(200))
    }
  }

  /**
   * Most connections end after a number of changes, so that each makes progress on a machine of any load; the others end
   * after a time, also during the handshake or without a change.
   */
  async #waitForCut(last: () => string | undefined): Promise<void> {
    if (this.#chance.is(0.3)) return sleep(this.#chance.below(1_000))
    const end = this.received.length + 1 + this.#chance.below(20)
    while (this.received.length < end && (last() === undefined || this.#lastCursor !== last())) await sleep(20)
  }

  #receive({ data, errors }: Message): void {
    if (errors || !data) throw new Error(`The subscription failed: ${JSON.stringify(errors)}`)
    this.#lastCursor = data.eventChanged.cursor
    this.received.push(this.#lastCursor)
  }

  async #overSse(url: string, signal: AbortSignal): Promise<void> {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify({ query: SUBSCRIBE, variables: { after: this.#lastCursor } }),
        signal,
      })
      let text = ''
      if (response.body === null) throw new Error('The response has no body.')
      for await (const chunk of response.body) {
        text += Buffer.from(chunk).toString('latin1')
        const end = text.lastIndexOf('\n\n')
        if (end < 0) continue
        for (const [, json] of text.slice(0, end + 2).matchAll(/event: next\ndata: (.*)\n\n/g)) {
          if (!signal.aborted) this.#receive(JSON.parse(json ?? '') as Message)
        }
        text = text.slice(end + 2)
      }
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }

  async #overSocket(url: string, signal: AbortSignal): Promise<void> {
    const client = createClient({ url: url.replace('http', 'ws'), webSocketImpl: ClosableSocket, retryAttempts: 0 })
    await new Promise<void>((resolve, reject) => {
      const receive = (message: Message) => {
        if (!signal.aborted) this.#receive(message)
      }
      client.subscribe<Message['data'] & {}>(
        { query: SUBSCRIBE, variables: { after: this.#lastCursor } },
        {
          next: receive,
          error: (error) => (signal.aborted ? resolve() : reject(new Error(JSON.stringify(error)))),
          complete: resolve,
        },
      )
      signal.addEventListener('abort', () => {
        client.terminate()
        resolve()
      })
    })
    await client.dispose()
  }
}
