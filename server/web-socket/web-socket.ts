import { CloseCode, handleProtocols, makeServer } from 'graphql-ws'
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Log } from '../../database/log.ts'
import type { createApp } from '../graphql/app.ts'
import { answerRefused, ConnectionSlots, type AdmissionOptions } from './admission.ts'
import { operationsOf, type Connection } from './operations.ts'

export interface WebSocketOptions extends AdmissionOptions {
  app: ReturnType<typeof createApp>
  log: Log
  maxBodyBytes: number
  /** How often it is asked whether a client is still there, in milliseconds; every twelve seconds where left out. */
  heartbeat?: number
}

const HEARTBEAT_MS = 12_000
/** Whoever is told that the service ends may say goodbye for as long. */
const GOODBYE_MS = 1_000

/**
 * Answers operations over WebSockets, in the protocol `graphql-transport-ws`
 * (https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md). A key is sent as `authorization`, in the header of
 * the request or in the payload of `connection_init`.
 * @param server a listener, whose requests for an upgrade it takes
 * @param options what it stands in front of
 * @returns closes all connections
 */
export function serveWebSockets(server: Server, options: WebSocketOptions): () => Promise<void> {
  const { app, log, maxBodyBytes: maxPayload, heartbeat = HEARTBEAT_MS } = options
  const sockets = new WebSocketServer({ noServer: true, maxPayload, handleProtocols })
  const protocol = makeServer(operationsOf(app, log))
  const connected = new ConnectionSlots(options)

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const refusal = connected.refuse(request)
    if (refusal) return answerRefused(socket, refusal)
    return sockets.handleUpgrade(request, socket, head, (opened) => {
      const leave = connected.acquireSlot(request)
      const gone = new AbortController()
      const stopAsking = askWhetherThere(opened, heartbeat)
      const closed = protocol.opened(channelOf(opened, log), { request, gone: gone.signal } satisfies Connection)
      opened.once('close', (code, reason) => {
        leave()
        stopAsking()
        gone.abort()
        void closed(code, String(reason))
      })
    })
  })
  return async () => {
    for (const socket of sockets.clients) socket.close(1001, 'Going away')
    const impatient = setTimeout(() => {
      for (const socket of sockets.clients) socket.terminate()
    }, GOODBYE_MS)
    await new Promise<void>((ended) => sockets.close(() => ended()))
    clearTimeout(impatient)
  }
}

function channelOf(socket: WebSocket, log: Log) {
  // What a client sends against the protocol ends its connection, with a code that says so.
  socket.on('error', (error) => log.debug({ err: error }, 'A client broke a WebSocket'))
  return {
    protocol: socket.protocol,
    // Awaited before the next change is read: a slow client costs no memory.
    send: (data: string) =>
      new Promise<void>((sent) => {
        if (socket.readyState === socket.OPEN) socket.send(data, () => sent())
        else sent()
      }),
    close: (code?: number, reason?: string) => socket.close(code, reason),
    onMessage: (take: (data: string) => Promise<void>) =>
      void socket.on('message', (data) => {
        take(String(data as Buffer)).catch((error: unknown) => {
          log.error({ err: error }, 'A message over a WebSocket failed')
          socket.close(CloseCode.InternalServerError, 'Something went wrong on our side')
        })
      }),
  }
}

/** Whoever has not answered one question when the next is due is gone, though nobody said so. */
function askWhetherThere(socket: WebSocket, heartbeat: number): () => void {
  let isThere = true
  socket.on('pong', () => (isThere = true))
  const timer = setInterval(() => {
    if (!isThere) return socket.terminate()
    isThere = false
    return socket.ping()
  }, heartbeat)
  return () => clearInterval(timer)
}
