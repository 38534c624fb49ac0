import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect } from 'vitest'
import { openDatabase } from '../../../database/connection/open-database.ts'
import { datasets } from '../../../database/tables/dataset.ts'
import { killChildren, startChild } from '../../support/processes/child.ts'
import { test } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'

afterEach(killChildren)

test('persisted rows survive repeated kills', async ({ migrated }) => {
  const dataDir = 'dataDir' in migrated ? migrated.dataDir : ''
  const persistedIds: string[] = []
  for (let round = 0; round < 3; round++) {
    const child = startChild('writer')
    const ids = Array.from({ length: 5 }, () => crypto.randomUUID())
    expect(await child.ask({ dataDir, ids })).toBe('persisted')
    // The process is killed while it writes these rows.
    child.send({ dataDir, ids: Array.from({ length: 1_000 }, () => crypto.randomUUID()) })
    await sleep(50)
    await child.kill()
    persistedIds.push(...ids)
  }
  const open = await openDatabase({ dataDir, log: silent })
  const storedIds = new Set((await open.db.select({ id: datasets.id }).from(datasets)).map(({ id }) => id))
  expect(persistedIds.filter((id) => !storedIds.has(id))).toEqual([])
  await open.close()
})
