import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { insertNewRows } from '../../../database/sql/insert.ts'
import { publishers } from '../../../database/tables/publisher.ts'
import { test } from '../../support/service.ts'

function row(digit: string) {
  return { id: `00000000-0000-8000-8000-00000000000${digit}`, name: `Publisher ${digit}` }
}

test('two that store the same things in another order wait for each other, and do not block each other', async ({
  service,
}) => {
  let other: Promise<void> = Promise.resolve()
  await service.db.transaction(async (tx) => {
    await tx.insert(publishers).values(row('1'))
    other = service.db.transaction((second) => insertNewRows(second, publishers, [row('2'), row('1')]))
    // Until the other waits for the first row: whether it holds the second one by then is what matters.
    await sleep(300)
    await tx.insert(publishers).values(row('2'))
  })
  await other
  expect(await service.db.select().from(publishers).orderBy(publishers.name)).toHaveLength(2)
})
