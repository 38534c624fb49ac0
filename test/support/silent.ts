import { createLog } from '../../database/log.ts'

/** A log that keeps nothing. */
export const silent = createLog('silent')
