import type { Server } from 'node:http'
import type { Log } from '../../database/log.ts'

export interface ConnectionLimits {
  /** The most open connections. */
  maxConnections: number
  /** The most open connections of one address; not of a trusted proxy, which carries those of all its clients. */
  maxConnectionsPerAddress: number
  /** Whether an address is that of a trusted proxy. */
  isProxy: (address: string) => boolean
  log: Pick<Log, 'warn'>
}

/** The interval between two log lines about refused connections. */
const LOG_INTERVAL_MS = 10_000

/** Closes connections beyond the limits when they open: before a request, there is no way to say why. */
export function limitConnections(server: Server, limits: ConnectionLimits): void {
  const { maxConnections, maxConnectionsPerAddress, isProxy, log } = limits
  const countByAddress = new Map<string, number>()
  let loggedAt = -Infinity
  server.maxConnections = maxConnections
  const warn = (details: object) => {
    if (performance.now() - loggedAt < LOG_INTERVAL_MS) return
    loggedAt = performance.now()
    log.warn(details, 'Connections refused')
  }
  server.on('drop', (dropped) => warn({ client: dropped?.remoteAddress, maxConnections }))
  server.on('connection', (socket) => {
    const address = socket.remoteAddress ?? ''
    if (isProxy(address)) return
    const count = (countByAddress.get(address) ?? 0) + 1
    if (count > maxConnectionsPerAddress) {
      warn({ client: address, maxConnectionsPerAddress })
      return void socket.destroy()
    }
    countByAddress.set(address, count)
    socket.once('close', () => {
      const left = (countByAddress.get(address) ?? 0) - 1
      if (left > 0) countByAddress.set(address, left)
      else countByAddress.delete(address)
    })
  })
}
