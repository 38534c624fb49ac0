import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { insertNewRows } from '../../../database/sql/insert.ts'
import { publishers } from '../../../database/tables/publisher.ts'
import { test } from '../../support/service.ts'

function row(digit: string) {
  return { id: `00000000-0000-8000-8000-00000000000${digit}`, name: `Publisher ${digit}` }
}

test('transactions that insert the same rows in another order do not deadlock', async ({ service }) => {
  let secondInsert: Promise<void> = Promise.resolve()
  await service.db.transaction(async (tx) => {
    await tx.insert(publishers).values(row('1'))
    secondInsert = service.db.transaction((second) => insertNewRows(second, publishers, [row('2'), row('1')]))
    // By now the second transaction waits for row 1. It must not have locked row 2.
    await sleep(300)
    await tx.insert(publishers).values(row('2'))
  })
  await secondInsert
  expect(await service.db.select().from(publishers).orderBy(publishers.name)).toHaveLength(2)
})
