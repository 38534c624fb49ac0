import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { expectNoDrift } from '../../support/import.ts'
import { test } from '../../support/service.ts'
import { importForty, ROWS, stored } from './forty-rows.ts'

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
