import { sql } from 'drizzle-orm'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { openDatabase } from '../../../database/connection/open-database.ts'
import { digestOf } from '../../support/digest.ts'
import { test } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'
import { fileOf, importForty, ROWS, ROWS_A_BATCH, stored } from './forty-rows.ts'

// The embedded engine has no connection to lose: its process may be killed, see `killed`.
test('a connection that is lost in the middle leaves the last batch, and the import can be run again', async ({
  migrated,
  service,
}) => {
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
})
