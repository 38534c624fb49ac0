import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { expectNoDrift } from '../../support/import.ts'
import { test } from '../../support/service.ts'
import { importFortyRows, ROWS, readProgress } from './forty-rows.ts'

test('makes a second import wait for the running one and reports the wait', async ({ service }) => {
  let waitCount = 0
  let second: ReturnType<typeof importFortyRows> | undefined
  const first = await importFortyRows(service.open, {
    onBatch: () => void (second ??= importFortyRows(service.open, { onWait: () => void waitCount++ })),
  })
  expect(first).toMatchObject({ rowsRead: ROWS, eventsCreated: ROWS })
  expect(await second).toMatchObject({ rowsRead: ROWS, rowsUnchanged: ROWS, eventsCreated: 0 })
  expect(waitCount).toBe(1)
  await expectNoDrift(service)
})

test('keeps the batches before a failure, and records them in the import log', async ({ service }) => {
  await service.db.execute(sql`create function fail() returns trigger language plpgsql
    as $$ begin raise exception 'No space left on device' using errcode = 'disk_full'; end $$`)
  await service.db.execute(sql`create trigger fail before insert on event_external_ids for each row
    when (new.value = '25') execute function fail()`)
  await expect(importFortyRows(service.open)).rejects.toThrow(/Failed query|No space left/)
  expect(await readProgress(service)).toEqual({ events: 20, rowsRead: 20 })
  await expectNoDrift(service)
  await service.db.execute(sql`drop function fail cascade`)
  expect(await importFortyRows(service.open)).toMatchObject({ rowsUnchanged: 20, eventsCreated: 20 })
  await expectNoDrift(service)
})

test('rejects only the row that the database cannot store, and stores the rest of its batch', async ({ service }) => {
  await service.db.execute(sql`alter table event_external_ids add constraint wrong check (value <> '25') not valid`)
  const counts = await importFortyRows(service.open)
  expect(counts).toMatchObject({ rowsRead: ROWS, rowsWritten: ROWS - 1, rowsRejected: 1 })
  expect([...counts.rejectedRows.keys()]).toEqual(['the row must have values that the database can store'])
  expect(await readProgress(service)).toEqual({ events: ROWS - 1, rowsRead: ROWS })
  await expectNoDrift(service)
})
