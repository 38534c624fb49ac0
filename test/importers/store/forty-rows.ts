import { sql } from 'drizzle-orm'
import { Readable } from 'node:stream'
import { readRow } from '../../../database/sql/rows.ts'
import { readBatches } from '../../../importers/feed/batches.ts'
import { gdelt2Events } from '../../../importers/gdelt/importers.ts'
import type { Input } from '../../../importers/read/input.ts'
import { importFile } from '../../../importers/store/import-file.ts'
import type { Service } from '../../support/service.ts'
import { eventLine } from '../gdelt/rows.ts'

export const ROWS = 40
export const ROWS_A_BATCH = 10

/** A file of forty rows, each an event of its own. Before some row is read, something may happen. */
export function fileOf(happens: { at: number; what: () => Promise<unknown> }): Input {
  return {
    name: 'forty',
    sha256: '0'.repeat(64),
    byteCount: 1,
    lineCount: ROWS,
    open: async () => Readable.from(rowsUntil(happens)),
  }
}

async function* rowsUntil({ at, what }: { at: number; what: () => Promise<unknown> }) {
  for (let n = 0; n < ROWS; n++) {
    if (n === at) await what()
    yield Buffer.from(`${eventLine({ GLOBALEVENTID: String(n), EventCode: '190', ActionGeo_FeatureID: String(n) })}\n`)
  }
}

const FORTY = fileOf({ at: -1, what: async () => undefined })

type Loader = Pick<Service['open'], 'bulkLoad'>

interface Ways {
  file?: Input
  onBatch?: () => void
  onWait?: () => void
}

/** Imports forty rows, ten at once. */
export function importForty(open: Loader, { file = FORTY, onBatch, onWait = () => undefined }: Ways = {}) {
  return open.bulkLoad(
    (loading) =>
      importFile(loading, gdelt2Events, file, {
        batches: readBatches(gdelt2Events, file, ROWS_A_BATCH),
        ...(onBatch && { onBatch }),
      }),
    onWait,
  )
}

/** What is stored of them, and how far the ledger says that the last import came. */
export async function stored({ db }: Pick<Service, 'db'>) {
  const row = await readRow<{ events: number; read: number }>(
    db,
    sql`select (select count(*) from events)::int as events, (select rows_read from imports order by started_at desc limit 1) as read`,
  )
  return row
}
