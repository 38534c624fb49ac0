import { createLog } from '../../database/log.ts'

/** A log that writes nothing. */
export const silent = createLog('silent')
