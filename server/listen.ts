import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An address to listen on, and the names of the variables that set it, for error messages. */
export interface ListenAddress {
  host: string
  port: number
  hostVariable: string
  portVariable: string
}

/**
 * Options of an HTTP server: a client that sends its headers or its body more slowly is disconnected; it is checked at
 * the interval, which cannot be changed later.
 */
export const TIMEOUTS = { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 5_000 }

/**
 * Connections that wait to be accepted; the system limits it to `net.core.somaxconn`. Node.js accepts one in each
 * iteration of the event loop. With its default, 511, a flood of connections makes others wait for seconds: the system drops them,
 * and their clients try again after 1, 3 and 7 seconds.
 */
const BACKLOG = 4_096

/** How often connections that became idle are closed while the server closes. */
const SWEEP_MS = 50

/**
 * Makes a server listen.
 * @returns the origin, such as http://127.0.0.1:4000
 * @throws {Error} if the port is in use or the address is not of this machine; the message names the variables
 */
export async function listen(
  server: Server,
  { host, port, hostVariable, portVariable }: ListenAddress,
): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(
              `Port ${port} of ${host} is in use. Stop the process that listens there, or set ${portVariable} to another port.`,
            )
          : new Error(
              `Cannot listen on ${host}:${port}: ${error.message}. Correct ${hostVariable} or ${portVariable}.`,
              { cause: error },
            ),
      ),
    )
    server.listen({ port, host, backlog: BACKLOG }, resolve)
  })
  const address = server.address() as AddressInfo
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`
}

/** Closes idle connections at once and the others after their response, at the latest after the timeout. */
export async function closeServer(server: Server, timeoutMs: number): Promise<void> {
  const timer = setTimeout(() => server.closeAllConnections(), timeoutMs)
  // Node.js keeps a connection open after a response that was begun before the server closed.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS)
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })
  clearInterval(sweep)
  clearTimeout(timer)
}
