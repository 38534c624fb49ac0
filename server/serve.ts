import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Log } from '../database/log.ts'
import { ChangeListener } from '../ingest/history/change-listener.ts'
import { subscriptionSlots } from '../schema/builder/slots.ts'
import { seedDatabase } from '../seeds/seed.ts'
import { createAuthenticate } from './auth/authenticate.ts'
import { loadCursorKey } from './auth/cursor-key.ts'
import { createAddresses } from './clients/address.ts'
import { Admission } from './clients/admission.ts'
import { ClientLimits } from './clients/client-limits.ts'
import { KnownKeys } from './clients/known-keys.ts'
import type { Config } from './config.ts'
import { createApp, GRAPHQL_PATH } from './graphql/app.ts'
import { createHttpServer } from './http/listener.ts'
import { openMigrated, seedsFolder } from './open-migrated.ts'
import { serveWebSockets } from './web-socket/web-socket.ts'

export interface RunningServer {
  url: string
  /** Rejects new requests, waits for running ones and closes the database. */
  stop(): Promise<void>
}

/**
 * Starts the service. Each start stores the bundled reports that the embedded database lacks.
 * @throws {Error} if the database cannot be opened or the port is in use
 */
export async function serve(config: Config, log: Log): Promise<RunningServer> {
  const open = await openMigrated(config, log)
  try {
    const cursorKey = await loadCursorKey(open.db)
    if (open.engine === 'pglite') {
      const seeded = await seedDatabase(open.db, seedsFolder)
      if (open.isNew || seeded.some(({ outcome }) => outcome === 'STORED')) await open.persist()
      for (const { file, outcome } of seeded) {
        if (outcome === 'CHANGED') log.warn({ file }, 'Bundled report kept as stored; its file has changed since')
      }
    }
    const { MAX_SUBSCRIPTIONS: maxSubscriptions, MAX_SUBSCRIPTIONS_PER_CLIENT: maxSubscriptionsPerClient } = config
    const changeListener = new ChangeListener({ open, log })
    const { JWT_ISSUER: issuer, JWT_AUDIENCE: audience, JWT_JWKS: jwks } = config
    const tokens = issuer && audience && jwks ? { issuer, audience, jwks } : undefined
    const { clientOf, isProxy } = createAddresses(config.TRUSTED_PROXIES)
    const knownKeys = new KnownKeys()
    const clientLimits = new ClientLimits({
      requestsPerSecond: config.RATE_LIMIT,
      costPerMinute: config.RATE_LIMIT_COST,
      maxRunningPerClient: config.MAX_RUNNING_PER_CLIENT,
    })
    const admission = new Admission(clientOf, knownKeys, clientLimits)
    const authenticate = createAuthenticate({ db: open.db, tokens, readNeedsKey: config.READ_ACCESS === 'key', log })
    const origins = { allowedOrigins: config.ALLOWED_ORIGINS, allowLocalhost: config.NODE_ENV !== 'production' }
    const app = createApp({
      db: open.db,
      databaseAsOf: (at) => open.asOf(at),
      cursorKey,
      persist: () => open.persist(),
      subscriptions: {
        listener: changeListener,
        slots: subscriptionSlots(maxSubscriptions, maxSubscriptionsPerClient),
      },
      authenticate,
      log,
      origins,
      maxQueryCost: config.MAX_QUERY_COST,
      requestSeconds: config.REQUEST_SECONDS,
      clientLimits,
      knownKeys,
      maxAnswerBytes: config.MAX_ANSWER_BYTES,
    })
    const server = createHttpServer({
      app,
      open,
      log,
      admission,
      authenticate,
      maxBodyBytes: config.MAX_BODY_BYTES,
      graphiql: config.GRAPHIQL,
      maxConnections: config.MAX_CONNECTIONS,
      maxConnectionsPerAddress: Math.ceil(config.MAX_CONNECTIONS / 4),
      isProxy,
      origins,
    })
    const closeSockets = serveWebSockets(server, {
      app,
      log,
      maxBodyBytes: config.MAX_BODY_BYTES,
      origins,
      admission,
      maxSockets: maxSubscriptions,
      maxSocketsPerClient: maxSubscriptionsPerClient,
    })
    await listen(server, config)
    const { port } = server.address() as AddressInfo
    const host = config.HOST.includes(':') ? `[${config.HOST}]` : config.HOST
    return {
      url: `http://${host}:${port}${GRAPHQL_PATH}`,
      stop: async () => {
        changeListener.stop()
        await closeSockets()
        await closeServer(server, config.SHUTDOWN_SECONDS * 1000)
        await open.close()
      },
    }
  } catch (error) {
    await open.close()
    throw error
  }
}

function listen(server: Server, { HOST, PORT }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(
              `Port ${PORT} of ${HOST} is in use. Stop the process that listens there, or set PORT to another port.`,
            )
          : new Error(`Cannot listen on ${HOST}:${PORT}: ${error.message}. Correct HOST or PORT.`, { cause: error }),
      ),
    )
    server.listen(PORT, HOST, resolve)
  })
}

/** Closes idle connections at once and the others after their response, at the latest after the timeout. */
async function closeServer(server: Server, timeoutMs: number): Promise<void> {
  const timer = setTimeout(() => server.closeAllConnections(), timeoutMs)
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })
  clearTimeout(timer)
}
