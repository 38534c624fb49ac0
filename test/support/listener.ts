import type { AddressInfo } from 'node:net'
import { createApp } from '../../server/app.ts'
import { createHttpServer, type HttpOptions } from '../../server/http.ts'
import type { Service } from './service.ts'
import { silent } from './silent.ts'

/** The service behind its real listener, on a free port of this machine. */
export interface Listener {
  origin: string
  server: ReturnType<typeof createHttpServer>
  close(): Promise<void>
}

/**
 * Lets the service of a test listen.
 * @param service with a database
 * @param options what differs from the defaults
 */
export const listen = async ({ db, open }: Service, options: Partial<HttpOptions> = {}): Promise<Listener> => {
  const app = createApp({ db, cursorKey: 'test', log: silent })
  const server = createHttpServer({ app, open, log: silent, maxBodyBytes: 100_000, graphiql: true, ...options })
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    server,
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((done) => void server.close(() => done()))
    },
  }
}
