import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { seedDatabase } from '../../seeds/seed.ts'
import { seedsFolder } from '../../server/open-migrated.ts'
import { test, type Service } from '../support/service.ts'

function readAll(service: Service) {
  return service.ask(
    '{ events(first: 100) { nodes { id title version updatedAt revisions { at } } } actors { totalCount } datasets { eventCount lastImportAt } }',
  )
}

test('a second seeding changes nothing', async ({ service }) => {
  const file = '2016-04-05-karabakh.json'
  expect(await seedDatabase(service.db, seedsFolder)).toEqual([{ file, outcome: 'STORED' }])
  const before = await readAll(service)
  expect(before.data).toMatchObject({ datasets: [{ eventCount: 22 }] })
  expect(await seedDatabase(service.db, seedsFolder)).toEqual([{ file, outcome: 'KNOWN' }])
  expect(await readAll(service)).toEqual(before)
})

test('a changed file of a stored report changes nothing and does not fail', async ({ service }) => {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-seeds-'))
  try {
    cpSync(seedsFolder, folder, { recursive: true })
    await seedDatabase(service.db, folder)
    const before = await readAll(service)
    const [name = ''] = readdirSync(folder)
    const file = join(folder, name)
    writeFileSync(file, readFileSync(file, 'utf8').replace('"title": "', '"title": "Once more: '))
    expect((await seedDatabase(service.db, folder)).map(({ outcome }) => outcome)).toEqual(['CHANGED'])
    expect(await readAll(service)).toEqual(before)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
