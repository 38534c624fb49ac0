import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../database/log.ts'
import { isConnectionLost, sqlStateOf } from '../database/sql/sql-state.ts'
import { reasonOf } from '../importers/values/error-reason.ts'

const FIRST_DELAY_MS = 250
const MAX_DELAY_MS = 5_000

/** PostgreSQL has no free connection. */
const TOO_MANY_CONNECTIONS = '53300'

/**
 * Opens a database, and retries with growing delays while its server cannot be reached.
 * @param open opens the database; rejects if that fails
 * @param waitSeconds the time after which the last failure is thrown
 * @param onWait called before each delay with the reason
 * @throws what `open` throws, at once if waiting cannot help
 */
export async function waitForDatabase<Opened>(
  open: () => Promise<Opened>,
  waitSeconds: number,
  log: Pick<Log, 'warn'>,
  onWait: (reason: string) => void = () => undefined,
): Promise<Opened> {
  const startedAt = performance.now()
  for (let delayMs = FIRST_DELAY_MS; ; delayMs = Math.min(delayMs * 2, MAX_DELAY_MS)) {
    try {
      return await open()
    } catch (error) {
      const waitedMs = performance.now() - startedAt
      if (!isTransient(error) || waitedMs + delayMs > waitSeconds * 1000) throw error
      const reason = reasonOf(error)
      log.warn(
        { reason, waitedSeconds: Math.round(waitedMs / 1000), waitSeconds, retryInMs: delayMs },
        'Waiting for the database',
      )
      onWait(reason)
      await sleep(delayMs)
    }
  }
}

/** A wrong password or a missing database does not go away by waiting. */
function isTransient(error: unknown): boolean {
  return isConnectionLost(error) || sqlStateOf(error) === TOO_MANY_CONNECTIONS
}
