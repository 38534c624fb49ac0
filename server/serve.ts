import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { OpenDatabase } from '../database/connection/connection.ts'
import { openDatabase } from '../database/connection/open-database.ts'
import type { Log } from '../database/log.ts'
import { projectRoot } from '../database/project-root.ts'
import { rebuildIfOutdated } from '../ingest/derived/rebuild.ts'
import { seedDatabase } from '../seeds/seed.ts'
import { createAuthenticate } from './auth/authenticate.ts'
import { cursorKeyOf } from './auth/cursor-key.ts'
import { DatabaseChangeListener } from './change-listener.ts'
import type { Config } from './config.ts'
import { createApp, GRAPHQL_PATH } from './graphql/app.ts'
import { createHttpServer } from './http/listener.ts'
import { serveWebSockets } from './web-socket/web-socket.ts'

/** A service that is up. */
export interface RunningServer {
  url: string
  /** Takes no more requests, lets those that run end, and closes the database. */
  stop(): Promise<void>
}

/** The reports that come with Dateline. */
export const seedsFolder = join(projectRoot, 'seeds', 'reports')

/**
 * Opens the database that a configuration names, with all migrations, and with what this version derives.
 * @throws {Error} that says what is wrong and how to mend it
 */
export async function openMigrated(config: Config, log: Log): Promise<OpenDatabase> {
  const { DATABASE_URL: url, DATA_DIR: dataDir, NODE_ENV } = config
  const open = await openDatabase({ url, dataDir, log, production: NODE_ENV === 'production' })
  try {
    await open.migrate()
    await open.withoutTimeout(rebuildIfOutdated)
    return open
  } catch (error) {
    await open.close()
    throw error
  }
}

/**
 * Serves. The embedded database gets the bundled reports, as often as it is opened: they are stored only once.
 * @throws {Error} where the database cannot be opened or the port is taken
 */
export async function serve(config: Config, log: Log): Promise<RunningServer> {
  const open = await openMigrated(config, log)
  try {
    const cursorKey = await cursorKeyOf(open.db)
    if (open.engine === 'pglite') {
      const seeded = await seedDatabase(open.db, seedsFolder)
      if (open.isNew || seeded.some(({ outcome }) => outcome === 'STORED')) await open.persist()
      for (const { file, outcome } of seeded) {
        if (outcome === 'CHANGED')
          log.warn({ file }, 'This bundled report was stored from another version of its file, and stays')
      }
    }
    const { MAX_SUBSCRIPTIONS: most, MAX_SUBSCRIPTIONS_PER_CLIENT: mostOfAClient } = config
    const changeListener = new DatabaseChangeListener({ open, log, most, mostOfAClient })
    const { JWT_ISSUER: issuer, JWT_AUDIENCE: audience, JWT_JWKS: jwks } = config
    const tokens = issuer && audience && jwks ? { issuer, audience, jwks } : undefined
    const app = createApp({
      db: open.db,
      databaseAsOf: (at) => open.asOf(at),
      cursorKey,
      persist: () => open.persist(),
      changeListener,
      authenticate: createAuthenticate({ db: open.db, tokens, readNeedsKey: config.READ_ACCESS === 'key' }),
      log,
      allowedOrigins: config.ALLOWED_ORIGINS,
      maxQueryCost: config.MAX_QUERY_COST,
    })
    const server = createHttpServer({ app, open, log, maxBodyBytes: config.MAX_BODY_BYTES, graphiql: config.GRAPHIQL })
    const closeSockets = serveWebSockets(server, {
      app,
      log,
      maxBodyBytes: config.MAX_BODY_BYTES,
      allowedOrigins: config.ALLOWED_ORIGINS,
      most,
      mostOfAClient,
    })
    await listen(server, config)
    const { port } = server.address() as AddressInfo
    const host = config.HOST.includes(':') ? `[${config.HOST}]` : config.HOST
    return {
      url: `http://${host}:${port}${GRAPHQL_PATH}`,
      stop: async () => {
        changeListener.stop()
        await closeSockets()
        await end(server, config.SHUTDOWN_SECONDS * 1000)
        await open.close()
      },
    }
  } catch (error) {
    await open.close()
    throw error
  }
}

function listen(server: Server, { HOST, PORT }: Config): Promise<void> {
  return new Promise((listening, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      fail(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${PORT} of ${HOST} is taken. End what listens there, or set PORT to another.`)
          : new Error(`Cannot listen on ${HOST}:${PORT}: ${error.message}. Check HOST and PORT.`, { cause: error }),
      ),
    )
    server.listen(PORT, HOST, listening)
  })
}

/** Connections that wait for nothing are closed at once; those that do, when they are answered or the time is up. */
async function end(server: Server, milliseconds: number): Promise<void> {
  const timer = setTimeout(() => server.closeAllConnections(), milliseconds)
  await new Promise<void>((ended) => {
    server.close(() => ended())
    server.closeIdleConnections()
  })
  clearTimeout(timer)
}
