import { CloseCode, handleProtocols, makeServer } from 'graphql-ws'
import { setMaxListeners } from 'node:events'
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Log } from '../../database/log.ts'
import { Slots } from '../../schema/builder/slots.ts'
import type { Admission } from '../clients/admission.ts'
import type { App } from '../graphql/app.ts'
import type { OriginRule } from '../graphql/cors.ts'
import { jsonProblem } from '../graphql/json-limits.ts'
import type { Metrics } from '../observe/metrics.ts'
import { MAX_UNREAD_BYTES, MessageQueue } from './message-queue.ts'
import { createOperationHandlers, type Connection } from './operations.ts'
import { checkClient, checkRequest, sendRefusal } from './upgrade.ts'

export interface WebSocketOptions {
  app: App
  log: Log
  maxBodyBytes: number
  /** Other origins whose pages may connect. */
  origins: OriginRule
  maxSockets: number
  maxSocketsPerClient: number
  admission: Admission
  /** The interval between pings. Default: 12,000. */
  heartbeatMs?: number
  metrics?: Metrics | undefined
}

const HEARTBEAT_MS = 12_000
/** The time that clients have to complete the closing handshake when the service stops. */
const CLOSE_TIMEOUT_MS = 1_000

/**
 * Handles the upgrade requests of a server and answers operations in the protocol `graphql-transport-ws`
 * (https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md). Clients send a key as `authorization`, in a header
 * of the request or in the payload of `connection_init`.
 * @returns a function that closes all connections
 */
export function serveWebSockets(server: Server, options: WebSocketOptions): () => Promise<void> {
  const { app, admission, log, maxBodyBytes: maxPayload, heartbeatMs = HEARTBEAT_MS, metrics } = options
  const sockets = new WebSocketServer({ noServer: true, maxPayload, handleProtocols })
  const protocol = makeServer(createOperationHandlers(app, admission, log, metrics))
  const slots = new Slots({
    max: options.maxSockets,
    maxPerClient: options.maxSocketsPerClient,
    clientName: 'This client',
    slotName: 'WebSockets',
  })

  const upgrade = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    const refusal = checkRequest(request, options.origins) ?? (await checkClient(request, admission, slots))
    if (refusal) return sendRefusal(socket, refusal)
    return sockets.handleUpgrade(request, socket, head, (opened) => {
      const releaseSlot = slots.acquire(admission.clientOf(request))
      const countClosed = metrics?.openWebSocket()
      const closed = new AbortController()
      // Every subscription of the connection adds a listener.
      setMaxListeners(0, closed.signal)
      const stopHeartbeat = startHeartbeat(opened, heartbeatMs)
      const channel = new Channel(opened, log)
      const connection: Connection = { request, closed: closed.signal, queue: channel.queue }
      const onClosed = protocol.opened(channel, connection)
      opened.once('close', (code, reason) => {
        releaseSlot()
        countClosed?.()
        stopHeartbeat()
        closed.abort()
        void onClosed(code, String(reason))
      })
    })
  }
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    upgrade(request, socket, head).catch((error: unknown) => {
      log.error({ err: error }, 'WebSocket upgrade failed')
      socket.destroy()
    })
  })
  return async () => {
    for (const socket of sockets.clients) socket.close(1001, 'Going away')
    const timer = setTimeout(() => {
      for (const socket of sockets.clients) socket.terminate()
    }, CLOSE_TIMEOUT_MS)
    await new Promise<void>((resolve) => sockets.close(() => resolve()))
    clearTimeout(timer)
  }
}

/** A connection as graphql-ws expects it. */
class Channel {
  readonly queue: MessageQueue
  readonly #socket: WebSocket
  #handle: ((data: string) => Promise<void>) | undefined

  constructor(socket: WebSocket, log: Log) {
    this.#socket = socket
    // After a protocol error of the client, ws closes the connection with the matching code.
    socket.on('error', (error) => log.debug({ err: error }, 'WebSocket protocol error'))
    this.queue = new MessageQueue(socket, async (message) =>
      this.#handle?.(message).catch((error: unknown) => {
        log.error({ err: error }, 'WebSocket message failed')
        socket.close(CloseCode.InternalServerError, 'Internal server error')
      }),
    )
    // The library answers pings by itself; a client that does not read the answers must not fill the memory.
    socket.on('ping', () => {
      if (socket.bufferedAmount > MAX_UNREAD_BYTES) socket.terminate()
    })
    socket.on('message', (data) => {
      const problem = jsonProblem(data as Buffer)
      if (problem === undefined) this.queue.push(String(data as Buffer))
      else socket.close(CloseCode.BadRequest, `A message ${problem}`)
    })
  }

  get protocol(): string {
    return this.#socket.protocol
  }

  /** graphql-ws awaits this before it reads the next change: changes for a slow client do not pile up in memory. */
  send(data: string): Promise<void> {
    return new Promise<void>((resolve) => {
      const onSent = () => {
        this.queue.resume()
        resolve()
      }
      if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(data, onSent)
      else resolve()
    })
  }

  close(code?: number, reason?: string): void {
    this.#socket.close(code, reason)
  }

  onMessage(handle: (data: string) => Promise<void>): void {
    this.#handle = handle
  }
}

/** Terminates the connection if no pong arrives between two pings: TCP does not always report a lost client. */
function startHeartbeat(socket: WebSocket, heartbeatMs: number): () => void {
  let hasAnswered = true
  socket.on('pong', () => (hasAnswered = true))
  const timer = setInterval(() => {
    if (!hasAnswered) return socket.terminate()
    hasAnswered = false
    return socket.ping()
  }, heartbeatMs)
  return () => clearInterval(timer)
}
