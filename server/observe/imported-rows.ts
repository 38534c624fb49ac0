import { sql } from 'drizzle-orm'
import { withTimeout } from '../../database/connection/timeout.ts'
import type { Database } from '../../database/database.ts'
import { readRows } from '../../database/sql/rows.ts'
import type { ImportedRows } from './metrics.ts'

const TIMEOUT_MS = 1_000
const MAX_AGE_MS = 10_000

/**
 * Returns a function that reads the rows of all imports by dataset from the import log, because imports run in other
 * processes. A result is used for ten seconds, so that frequent scrapes cost the database little.
 */
export function importedRowsOf(db: Database): () => Promise<readonly ImportedRows[]> {
  let reading: Promise<readonly ImportedRows[]> | undefined
  let readAt = -Infinity
  return () => {
    if (reading === undefined || performance.now() - readAt > MAX_AGE_MS) {
      readAt = performance.now()
      reading = withTimeout(
        TIMEOUT_MS,
        readRows<ImportedRows>(
          db,
          sql`select d.name as dataset, sum(i.rows_read)::float8 as read, sum(i.rows_rejected)::float8 as rejected
            from imports i join datasets d on d.id = i.dataset_id group by d.name`,
        ),
      )
    }
    return reading
  }
}
