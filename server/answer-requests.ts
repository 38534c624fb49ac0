import type { Server } from 'node:http'
import type { OpenDatabase } from '../database/connection/connection.ts'
import type { Log } from '../database/log.ts'
import { ChangeListener } from '../ingest/history/change-listener.ts'
import { subscriptionSlots } from '../schema/builder/slots.ts'
import { seedDatabase } from '../seeds/seed.ts'
import { createAuthenticate } from './auth/authenticate.ts'
import { loadCursorKey } from './auth/cursor-key.ts'
import { RefusalLog } from './auth/refusals.ts'
import { createAddresses } from './clients/address.ts'
import { Admission } from './clients/admission.ts'
import { ClientLimits } from './clients/client-limits.ts'
import { KnownKeys } from './clients/known-keys.ts'
import type { Config } from './config.ts'
import { createApp } from './graphql/app.ts'
import { createHttpServer } from './http/listener.ts'
import { closeServer, listen } from './listen.ts'
import { importedRowsOf } from './observe/imported-rows.ts'
import { createMetricsServer } from './observe/metrics-server.ts'
import { Metrics } from './observe/metrics.ts'
import { seedsFolder } from './open-migrated.ts'
import { loadPersistedDocuments } from './operation/document/load-documents.ts'
import { StoredEvents } from './operation/stored-events.ts'
import { unhandledRejectionCount } from './unhandled-rejections.ts'
import { readVersion } from './version.ts'
import { serveWebSockets } from './web-socket/web-socket.ts'

/**
 * Answers the requests of a server from an open database.
 * @returns a function that stops the service and closes the database
 */
export async function answerRequests(
  server: Server,
  open: OpenDatabase,
  config: Config,
  log: Log,
): Promise<() => Promise<void>> {
  const cursorKey = await loadCursorKey(open.db)
  if (open.engine === 'pglite') await seedEmbedded(open, log)
  const { MAX_SUBSCRIPTIONS: maxSubscriptions, MAX_SUBSCRIPTIONS_PER_CLIENT: maxSubscriptionsPerClient } = config
  const changeListener = new ChangeListener({ open, log })
  const slots = subscriptionSlots(maxSubscriptions, maxSubscriptionsPerClient)
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
  const refusals = new RefusalLog(log)
  const readNeedsKey = config.READ_ACCESS === 'key'
  const onlyTrusted = config.ALLOWED_DOCUMENTS === 'trusted'
  const authenticate = createAuthenticate({ db: open.db, tokens, readNeedsKey, log, refusals })
  const origins = { allowedOrigins: config.ALLOWED_ORIGINS, allowLocalhost: config.NODE_ENV !== 'production' }
  const storedEvents = new StoredEvents(open.db, log, config.EXPECTED_EVENTS)
  await storedEvents.start()
  const app = createApp({
    db: open.db,
    databaseWithin: (budget) => open.within(budget),
    databaseAsOf: (at, budget) => open.asOf(at, budget),
    cursorKey,
    persist: () => open.persist(),
    subscriptions: { listener: changeListener, slots },
    authenticate,
    log,
    maxQueryCost: config.MAX_QUERY_COST,
    storedEvents,
    requestSeconds: config.REQUEST_SECONDS,
    clientLimits,
    knownKeys,
    maxAnswerBytes: config.MAX_ANSWER_BYTES,
    persisted: loadPersistedDocuments({ folder: config.DOCUMENTS_DIR, onlyTrusted }, log),
  })
  const metrics =
    config.METRICS_PORT === undefined
      ? undefined
      : new Metrics({
          version: readVersion(),
          poolStates: () => open.poolStates(),
          subscriptionCount: () => slots.count,
          unhandledRejectionCount,
          importedRows: importedRowsOf(open.db),
        })
  const stopMetrics = metrics && (await serveMetrics(metrics, config, log))
  const shared = { app, log, admission, origins, maxBodyBytes: config.MAX_BODY_BYTES, metrics }
  createHttpServer(
    {
      ...shared,
      open,
      authenticate,
      graphiql: config.GRAPHIQL,
      explorer: config.EXPLORER,
      skipsYoga: config.FAST_PATH,
      maxConnections: config.MAX_CONNECTIONS,
      maxConnectionsPerAddress: Math.ceil(config.MAX_CONNECTIONS / 4),
      isProxy,
    },
    server,
  )
  const closeSockets = serveWebSockets(server, {
    ...shared,
    maxSockets: maxSubscriptions,
    maxSocketsPerClient: maxSubscriptionsPerClient,
  })
  return async () => {
    changeListener.stop()
    storedEvents.stop()
    await closeSockets()
    await closeServer(server, config.SHUTDOWN_SECONDS * 1000)
    await stopMetrics?.()
    await open.close()
  }
}

async function seedEmbedded(open: OpenDatabase, log: Log): Promise<void> {
  const seeded = await seedDatabase(open.db, seedsFolder)
  if (open.isNew || seeded.some(({ outcome }) => outcome === 'STORED')) await open.persist()
  for (const { file, outcome } of seeded) {
    if (outcome === 'CHANGED') log.warn({ file }, 'Bundled report kept as stored; its file has changed since')
  }
}

/** @returns a function that stops the server of the metrics */
async function serveMetrics(metrics: Metrics, config: Config, log: Log): Promise<() => Promise<void>> {
  const server = createMetricsServer(metrics)
  const { METRICS_HOST: host, METRICS_PORT: port = 0 } = config
  const origin = await listen(server, { host, port, hostVariable: 'METRICS_HOST', portVariable: 'METRICS_PORT' })
  log.info({ url: `${origin}/metrics` }, 'Metrics are served')
  return () => closeServer(server, 0)
}
