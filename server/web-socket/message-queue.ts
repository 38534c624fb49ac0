import type { WebSocket } from 'ws'

/** Operations of one connection that run at the same time; further messages of the client wait. */
const MAX_RUNNING = 8
/** Messages that wait in this process. Further ones wait in the network, where they cost the client's memory. */
const MAX_WAITING = 32
/** Bytes that the client has not read yet. */
export const MAX_UNREAD_BYTES = 1_048_576

/** An operation that counts as running until its answer is sent, or until it is a subscription that waits for changes. */
export class RunningOperation {
  #onEnd: (() => void)[] = []
  #isEnded = false

  /** Calls a function at the end of the operation; at once if it has ended. */
  onEnd(callback: () => void): void {
    if (this.#isEnded) callback()
    else this.#onEnd.push(callback)
  }

  /** Calls after the first have no effect. */
  end(): void {
    this.#isEnded = true
    for (const callback of this.#onEnd.splice(0)) callback()
  }
}

/**
 * Passes on the messages of one connection as fast as its operations end and its client reads the answers. A client that
 * sends more stops being read from, so that nothing piles up here.
 */
export class MessageQueue {
  readonly #socket: WebSocket
  readonly #handle: (message: string) => Promise<void>
  readonly #waiting: string[] = []
  #runningCount = 0
  /** The operation that the current message started. */
  #started: RunningOperation | undefined
  #isPaused = false

  /** @param handle may call `startOperation` before it returns its promise, which settles when the operation has ended */
  constructor(socket: WebSocket, handle: (message: string) => Promise<void>) {
    this.#socket = socket
    this.#handle = handle
  }

  push(message: string): void {
    this.#waiting.push(message)
    this.resume()
    if (this.#waiting.length < MAX_WAITING || this.#isPaused) return
    this.#isPaused = true
    this.#socket.pause()
  }

  startOperation(): RunningOperation {
    const operation = new RunningOperation()
    this.#runningCount++
    operation.onEnd(() => {
      this.#runningCount--
      this.resume()
    })
    this.#started = operation
    return operation
  }

  /** Call it when the client has read something. */
  resume(): void {
    while (this.#runningCount < MAX_RUNNING && this.#socket.bufferedAmount < MAX_UNREAD_BYTES) {
      const message = this.#waiting.shift()
      if (message === undefined) break
      this.#started = undefined
      const handled = this.#handle(message)
      const operation = this.#operationOfMessage()
      if (operation) void handled.finally(() => operation.end())
    }
    if (!this.#isPaused || this.#waiting.length >= MAX_WAITING) return
    this.#isPaused = false
    this.#socket.resume()
  }

  #operationOfMessage(): RunningOperation | undefined {
    return this.#started
  }
}
