import type { Log } from '../database/log.ts'

/** Since the process started; more than 0 is a defect of the service. */
let total = 0

/**
 * Logs and counts a promise whose rejection no code handles. Node would end the process, and with it the requests of all
 * other clients; such a promise belongs to one request, whose answer does not depend on it.
 * @param log of the service
 */
export function logUnhandledRejections(log: Log): void {
  process.on('unhandledRejection', (reason) => {
    total += 1
    log.error({ err: reason, unhandledRejections: total }, 'A promise was rejected without a handler')
  })
}
