import type { Log } from '../database/log.ts'

/** Unhandled rejections since the start of the process; each is a defect of the service. */
let count = 0

/** The unhandled rejections since the start of the process. */
export function unhandledRejectionCount(): number {
  return count
}

/**
 * Logs and counts unhandled rejections. By default, Node.js would end the process and with it the requests of all other
 * clients; such a promise belongs to one request, whose response does not depend on it.
 */
export function logUnhandledRejections(log: Log): void {
  process.on('unhandledRejection', (reason) => {
    count += 1
    log.error({ err: reason, unhandledRejections: count }, 'Unhandled rejection')
  })
}
