import type { DatabaseOptions } from '../../server/database.ts'

/** A log that keeps nothing. */
export const silent: DatabaseOptions['log'] = { info: () => undefined, warn: () => undefined }
