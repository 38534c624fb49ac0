import type { AddressInfo } from 'node:net'
import { ChangeListener } from '../../ingest/history/change-listener.ts'
import { subscriptionSlots, type Slots } from '../../schema/builder/slots.ts'
import { createAuthenticate } from '../../server/auth/authenticate.ts'
import { createAddresses } from '../../server/clients/address.ts'
import { Admission } from '../../server/clients/admission.ts'
import { ClientLimits, type ClientLimitOptions } from '../../server/clients/client-limits.ts'
import { KnownKeys } from '../../server/clients/known-keys.ts'
import { createApp } from '../../server/graphql/app.ts'
import { ONLY_SAME_ORIGIN } from '../../server/graphql/cors.ts'
import { createHttpServer, type HttpOptions } from '../../server/http/listener.ts'
import type { PersistedDocuments } from '../../server/operation/document/persisted-documents.ts'
import { serveWebSockets, type WebSocketOptions } from '../../server/web-socket/web-socket.ts'
import type { Service } from './service.ts'
import { silent } from './silent.ts'

/** The HTTP and WebSocket server over the service of a test, on a free local port. */
export interface Listener {
  origin: string
  server: ReturnType<typeof createHttpServer>
  /** The open subscriptions. */
  subscriptionSlots: Slots
  close(): Promise<void>
}

/**
 * Starts the HTTP and WebSocket server over the service of a test.
 * @param options override the defaults
 */
export async function listen(
  { db, open }: Pick<Service, 'db' | 'open'>,
  {
    limits = {},
    trustedProxies = [],
    requestSeconds,
    persisted,
    maxQueryCost,
    ...options
  }: Partial<HttpOptions & WebSocketOptions> & {
    limits?: Partial<ClientLimitOptions>
    trustedProxies?: readonly string[]
    requestSeconds?: number
    persisted?: PersistedDocuments
    maxQueryCost?: number
  } = {},
): Promise<Listener> {
  const knownKeys = new KnownKeys()
  const clientLimits = new ClientLimits({
    requestsPerSecond: 10_000,
    costPerMinute: 1_000_000_000,
    maxRunningPerClient: 1_000,
    ...limits,
  })
  const changeListener = new ChangeListener({ open, log: silent })
  const slots = subscriptionSlots(2000, 2000)
  const { authenticate = createAuthenticate({ db, log: silent }) } = options
  const app = createApp({
    db,
    databaseWithin: (budget) => open.within(budget),
    databaseAsOf: (at, budget) => open.asOf(at, budget),
    cursorKey: 'test',
    log: silent,
    subscriptions: { listener: changeListener, slots },
    authenticate,
    clientLimits,
    knownKeys,
    ...(requestSeconds !== undefined && { requestSeconds }),
    ...(persisted && { persisted }),
    ...(maxQueryCost !== undefined && { maxQueryCost }),
  })
  const { clientOf, isProxy } = createAddresses(trustedProxies)
  const admission = new Admission(clientOf, knownKeys, clientLimits)
  const server = createHttpServer({
    app,
    authenticate,
    open,
    log: silent,
    maxBodyBytes: 100_000,
    graphiql: true,
    origins: ONLY_SAME_ORIGIN,
    admission,
    maxConnections: 2000,
    maxConnectionsPerAddress: 2000,
    isProxy,
    ...options,
  })
  const closeSockets = serveWebSockets(server, {
    app,
    log: silent,
    maxBodyBytes: 100_000,
    origins: ONLY_SAME_ORIGIN,
    admission,
    maxSockets: 2000,
    maxSocketsPerClient: 2000,
    ...options,
  })
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    server,
    subscriptionSlots: slots,
    close: async () => {
      changeListener.stop()
      await closeSockets()
      server.closeAllConnections()
      await new Promise<void>((done) => void server.close(() => done()))
    },
  }
}
