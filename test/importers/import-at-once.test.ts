import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { expect, inject } from 'vitest'
import { readBatches } from '../../importers/batches.ts'
import { importFile } from '../../importers/import-file.ts'
import { gdelt2Events } from '../../importers/gdelt/importers.ts'
import type { Input } from '../../importers/source/input.ts'
import { openDatabase } from '../../server/database.ts'
import { Readable } from 'node:stream'
import { digestOf } from '../support/digest.ts'
import { expectNoDrift } from '../support/import.ts'
import { test, type Service } from '../support/service.ts'
import { silent } from '../support/silent.ts'
import { eventLine } from './gdelt-rows.ts'

const ROWS = 40
const ROWS_A_BATCH = 10

/** A file of forty rows, each an event of its own. Before some row is read, something may happen. */
const fileOf = (happens: { at: number; what: () => Promise<unknown> }): Input => ({
  name: 'forty',
  sha256: '0'.repeat(64),
  byteCount: 1,
  lineCount: ROWS,
  open: async () => Readable.from(rowsUntil(happens)),
})

async function* rowsUntil({ at, what }: { at: number; what: () => Promise<unknown> }) {
  for (let n = 0; n < ROWS; n++) {
    if (n === at) await what()
    yield Buffer.from(`${eventLine({ GLOBALEVENTID: String(n), EventCode: '190', ActionGeo_FeatureID: String(n) })}\n`)
  }
}

const FORTY = fileOf({ at: -1, what: async () => undefined })

type Loader = Pick<Service['open'], 'load'>

interface Ways {
  file?: Input
  onBatch?: () => void
  onWait?: () => void
}

const importForty = (open: Loader, { file = FORTY, onBatch, onWait = () => undefined }: Ways = {}) =>
  open.load(
    (loading) =>
      importFile(loading, gdelt2Events, file, {
        batches: readBatches(gdelt2Events, file, ROWS_A_BATCH),
        ...(onBatch && { onBatch }),
      }),
    onWait,
  )

const stored = async ({ db }: Pick<Service, 'db'>) => {
  const { rows } = (await db.execute(
    sql`select (select count(*) from events)::int as events, (select rows_read from imports order by started_at desc limit 1) as read`,
  )) as unknown as { rows: [{ events: number; read: number }] }
  return rows[0]
}

test('of two imports at once one waits for the other, and says so', async ({ service }) => {
  let waited = 0
  let second: ReturnType<typeof importForty> | undefined
  const first = await importForty(service.open, {
    onBatch: () => void (second ??= importForty(service.open, { onWait: () => void waited++ })),
  })
  expect(first).toMatchObject({ rowsRead: ROWS, eventsCreated: ROWS })
  expect(await second).toMatchObject({ rowsRead: ROWS, rowsUnchanged: ROWS, eventsCreated: 0 })
  expect(waited).toBe(1)
  await expectNoDrift(service)
})

test('what fails in the middle leaves what was stored before, and the ledger says how far', async ({ service }) => {
  await service.db.execute(sql`alter table event_external_ids add constraint full_disk check (value <> '25') not valid`)
  await expect(importForty(service.open)).rejects.toThrow(/Failed query|full_disk/)
  expect(await stored(service)).toEqual({ events: 20, read: 20 })
  await expectNoDrift(service)
  await service.db.execute(sql`alter table event_external_ids drop constraint full_disk`)
  expect(await importForty(service.open)).toMatchObject({ rowsUnchanged: 20, eventsCreated: 20 })
  await expectNoDrift(service)
})

// The embedded engine has no connection to lose: its process may be killed, see killed.test.ts.
test.runIf(inject('templates').engine === 'postgresql')(
  'a connection that is lost in the middle leaves the last batch, and the import can be run again',
  async ({ migrated, service }) => {
    const open = await openDatabase({ ...migrated, log: silent })
    try {
      const cut = sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'dateline-import' and datname = current_database()`
      const file = fileOf({ at: 30, what: () => open.db.execute(cut) })
      await expect(importForty(open, { file })).rejects.toThrow(/terminat|not queryable|Failed query/i)
      await sleep(50)
      const { events, read } = await stored(open)
      expect(events).toBe(read)
      expect(events % ROWS_A_BATCH).toBe(0)
      expect(events).toBeLessThan(ROWS)
      expect(await importForty(open)).toMatchObject({ rowsUnchanged: events, eventsCreated: ROWS - events })
      await importForty(service.open)
      expect(await digestOf(open.db)).toEqual(await digestOf(service.db))
    } finally {
      await open.close()
    }
  },
)
