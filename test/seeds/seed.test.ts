import { expect } from 'vitest'
import { seedDatabase } from '../../seeds/seed.ts'
import { seedsFolder } from '../../server/serve.ts'
import { test } from '../support/service.ts'

test('seeding is done once: a second time stores nothing and answers the same', async ({ service }) => {
  const first = await seedDatabase(service.db, seedsFolder)
  expect(first.map(({ created, events }) => [created, events.length])).toEqual([[true, 22]])
  const ask = () =>
    service.ask(
      '{ events(first: 100) { nodes { id version updatedAt revisions { at } } } actors { totalCount } datasets { lastImportAt } }',
    )
  const before = await ask()
  const second = await seedDatabase(service.db, seedsFolder)
  expect(second).toEqual(first.map((receipt) => ({ ...receipt, created: false })))
  expect(await ask()).toEqual(before)
})
