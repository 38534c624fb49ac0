import { createLog } from '../../server/log.ts'

/** A log that keeps nothing. */
export const silent = createLog('silent')
