import { createServer } from 'node:http'
import type { Log } from '../database/log.ts'
import type { Config } from './config.ts'
import { GRAPHQL_PATH } from './graphql-path.ts'
import { answerWhileStarting } from './http/starting.ts'
import { closeServer, listen, TIMEOUTS } from './listen.ts'
import { openMigrated } from './open-migrated.ts'
import { waitForDatabase } from './wait-for-database.ts'

export interface RunningServer {
  url: string
  /** Rejects new requests, waits for running ones and closes the database. */
  stop(): Promise<void>
}

/**
 * Starts the service. It listens first, so that probes get an answer while it waits for the database and migrates it.
 * Each start stores the bundled reports that the embedded database lacks.
 * @throws {Error} if the database cannot be opened or the port is in use
 */
export async function serve(config: Config, log: Log): Promise<RunningServer> {
  const server = createServer(TIMEOUTS)
  let unreadyReason = 'The service is starting.'
  server.on('request', (request, response) => answerWhileStarting(request, response, unreadyReason))
  const { HOST: host, PORT: port } = config
  const origin = await listen(server, { host, port, hostVariable: 'HOST', portVariable: 'PORT' })
  const loadAnswers = () => import('./answer-requests.ts')
  try {
    const open = await waitForDatabase(
      () => openMigrated(config, log, { whileOpening: () => void loadAnswers().catch(() => undefined) }),
      config.DATABASE_URL === undefined ? 0 : config.DATABASE_WAIT_SECONDS,
      log,
      () => (unreadyReason = 'The service waits for its database.'),
    )
    try {
      const { answerRequests } = await loadAnswers()
      const stop = await answerRequests(server, open, config, log)
      return { url: `${origin}${GRAPHQL_PATH}`, stop }
    } catch (error) {
      await open.close()
      throw error
    }
  } catch (error) {
    await closeServer(server, 0)
    throw error
  }
}
