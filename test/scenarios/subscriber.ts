import { createClient } from 'graphql-ws'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import type { Chance } from '../support/random.ts'

const FOLLOW = 'subscription ($after: String) { eventChanged(after: $after) { cursor } }'

interface Message {
  data?: { eventChanged: { cursor: string } } | null | undefined
  errors?: readonly unknown[] | undefined
}

/** Cut off before it was connected, a socket complains to whoever listens, and else to everybody. */
class CutSocket extends WebSocket {
  constructor(...args: ConstructorParameters<typeof WebSocket>) {
    super(...args)
    this.on('error', () => undefined)
  }
}

/** One who follows changes, over one transport or the other, is cut off again and again, and goes on where it was. */
export class Subscriber {
  /** The cursors of all changes that it has heard, in the order in which it heard them. */
  readonly heard: string[] = []
  cuts = 0
  readonly #urls: readonly string[]
  readonly #chance: Chance
  readonly #transport: 'SSE' | 'WEB_SOCKET'
  #since: string

  constructor(urls: readonly string[], transport: Subscriber['transport'], since: string, chance: Chance) {
    this.#urls = urls
    this.#transport = transport
    this.#since = since
    this.#chance = chance
  }

  get transport(): 'SSE' | 'WEB_SOCKET' {
    return this.#transport
  }

  /**
   * Follows, with many cuts, until it has heard a change.
   * @param last gives the cursor of the last change, once it is known
   */
  async follow(last: () => string | undefined): Promise<void> {
    while (last() === undefined || this.#since !== last()) {
      const url = this.#chance.of(this.#urls)
      const cut = new AbortController()
      const timer = setTimeout(() => cut.abort(), 100 + this.#chance.below(3_000))
      const listen = this.#transport === 'SSE' ? this.#overSse(url, cut.signal) : this.#overSocket(url, cut.signal)
      await Promise.race([listen, this.#untilDone(last, cut)])
      cut.abort()
      clearTimeout(timer)
      this.cuts++
      await listen
      await sleep(this.#chance.below(200))
    }
  }

  async #untilDone(last: () => string | undefined, { signal }: AbortController): Promise<void> {
    while (!signal.aborted && (last() === undefined || this.#since !== last())) await sleep(50)
  }

  #take({ data, errors }: Message): void {
    if (errors || !data) throw new Error(`Refused: ${JSON.stringify(errors)}`)
    this.#since = data.eventChanged.cursor
    this.heard.push(this.#since)
  }

  async #overSse(url: string, signal: AbortSignal): Promise<void> {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify({ query: FOLLOW, variables: { after: this.#since } }),
        signal,
      })
      let text = ''
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
        text += Buffer.from(chunk).toString('latin1')
        const whole = text.lastIndexOf('\n\n')
        if (whole < 0) continue
        for (const [, json] of text.slice(0, whole + 2).matchAll(/event: next\ndata: (.*)\n\n/g)) {
          if (!signal.aborted) this.#take(JSON.parse(json!) as Message)
        }
        text = text.slice(whole + 2)
      }
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }

  async #overSocket(url: string, signal: AbortSignal): Promise<void> {
    const client = createClient({ url: url.replace('http', 'ws'), webSocketImpl: CutSocket, retryAttempts: 0 })
    await new Promise<void>((done, fail) => {
      const since = this.#since
      const take = (message: Message) => {
        if (!signal.aborted) this.#take(message)
      }
      client.subscribe<Message['data'] & {}>(
        { query: FOLLOW, variables: { after: since } },
        {
          next: take,
          error: (error) => (signal.aborted ? done() : fail(new Error(JSON.stringify(error)))),
          complete: done,
        },
      )
      signal.addEventListener('abort', () => {
        client.terminate()
        done()
      })
    })
    await client.dispose()
  }
}
