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
export const ROWS_PER_BATCH = 10

/** A file of forty rows, each with its own event. Calls `run` before row number `before` is read. */
export function fileOf(interruption: { before: number; run: () => Promise<unknown> }): Input {
  return {
    name: 'forty',
    sha256: '0'.repeat(64),
    byteCount: 1,
    lineCount: ROWS,
    open: async () => Readable.from(generateRows(interruption)),
  }
}

async function* generateRows({ before, run }: { before: number; run: () => Promise<unknown> }) {
  for (let n = 0; n < ROWS; n++) {
    if (n === before) await run()
    yield Buffer.from(`${eventLine({ GLOBALEVENTID: String(n), EventCode: '190', ActionGeo_FeatureID: String(n) })}\n`)
  }
}

const FORTY_ROWS = fileOf({ before: -1, run: async () => undefined })

type Loader = Pick<Service['open'], 'bulkLoad'>

interface Options {
  file?: Input
  onBatch?: () => void
  onWait?: () => void
}

/** Imports forty rows in batches of ten. */
export function importFortyRows(open: Loader, { file = FORTY_ROWS, onBatch, onWait = () => undefined }: Options = {}) {
  return open.bulkLoad(
    (loader) =>
      importFile(loader, gdelt2Events, file, {
        batches: readBatches(gdelt2Events, file, ROWS_PER_BATCH),
        ...(onBatch && { onBatch }),
      }),
    onWait,
  )
}

/** The number of stored events, and the rows that the latest import has read according to the import log. */
export async function readProgress({ db }: Pick<Service, 'db'>) {
  const row = await readRow<{ events: number; rowsRead: number }>(
    db,
    sql`select (select count(*) from events)::int as events, (select rows_read from imports order by started_at desc limit 1) as "rowsRead"`,
  )
  return row
}
