import { sql } from 'drizzle-orm'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { openDatabase } from '../../../database/connection/open-database.ts'
import { digestOf } from '../../support/digest.ts'
import { test } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'
import { fileOf, importFortyRows, ROWS, ROWS_PER_BATCH, readProgress } from './forty-rows.ts'

// The embedded engine has no connection to lose; `crash-recovery.test.ts` kills its process instead.
test('keeps the stored batches when the connection is lost, and completes when run again', async ({
  migrated,
  service,
}) => {
  const open = await openDatabase({ ...migrated, log: silent })
  try {
    const terminate = sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'dateline-import' and datname = current_database()`
    const file = fileOf({ before: 30, run: () => open.db.execute(terminate) })
    await expect(importFortyRows(open, { file })).rejects.toThrow(/terminat|not queryable|Failed query/i)
    await sleep(50)
    const { events, rowsRead } = await readProgress(open)
    expect(events).toBe(rowsRead)
    expect(events % ROWS_PER_BATCH).toBe(0)
    expect(events).toBeLessThan(ROWS)
    expect(await importFortyRows(open)).toMatchObject({ rowsUnchanged: events, eventsCreated: ROWS - events })
    await importFortyRows(service.open)
    expect(await digestOf(open.db)).toEqual(await digestOf(service.db))
  } finally {
    await open.close()
  }
})
