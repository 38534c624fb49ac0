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
  await service.db.execute(sql`alter table event_external_ids add constraint full_disk check (value <> '25') not valid`)
  await expect(importFortyRows(service.open)).rejects.toThrow(/Failed query|full_disk/)
  expect(await readProgress(service)).toEqual({ events: 20, rowsRead: 20 })
  await expectNoDrift(service)
  await service.db.execute(sql`alter table event_external_ids drop constraint full_disk`)
  expect(await importFortyRows(service.open)).toMatchObject({ rowsUnchanged: 20, eventsCreated: 20 })
  await expectNoDrift(service)
})
