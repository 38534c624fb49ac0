import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect } from 'vitest'
import { openDatabase } from '../../../database/connection/open-database.ts'
import { copyDatabase, type DatabaseCopy } from '../../support/databases/databases.ts'
import { digestOf } from '../../support/digest.ts'
import { expectNoDrift, importInto } from '../../support/import.ts'
import { killChildren, startChild } from '../../support/processes/child.ts'
import type { Task } from '../../support/processes/importing.ts'
import { test } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'
import { sharedFile } from '../shared-data.ts'

/** A handful in the suite; `DATELINE_KILLS=50 npx vitest run test/importers/store/killed.test.ts` for as many as one likes. */
const KILLS = Number(process.env['DATELINE_KILLS'] ?? 2)

/** Stored before: the release that the last file corrects. */
const OLD = sharedFile('ucdp-ged/hdx_conflict_data_ukr_2021.csv.gz')

const FILES = [
  { feed: 'gdelt', path: sharedFile('gdelt2/events/20150218230000.export.CSV.gz') },
  { feed: 'gdelt', path: sharedFile('gdelt2/mentions/20150218230000.mentions.CSV.gz') },
  // A release is long to read; the suite leaves it out.
  ...(process.env['DATELINE_KILLS']
    ? [{ feed: 'ucdp', path: sharedFile('ucdp-ged/hdx_conflict_data_ukr_2023.csv.gz') }]
    : []),
].flatMap(({ feed, path }) => (path === undefined ? [] : [{ feed, path }]))

afterEach(killChildren)

const importing = new URL('../../support/processes/importing.ts', import.meta.url)

function taskFor({ target }: DatabaseCopy): Task {
  return { target, files: FILES, rowsPerBatch: 250 }
}

async function prepared(): Promise<DatabaseCopy> {
  const copy = await copyDatabase('migrated')
  const open = await openDatabase({ ...copy.target, log: silent })
  await importInto({ open }, 'ucdp', OLD!)
  await open.close()
  return copy
}

async function digestsIn({ target }: DatabaseCopy): Promise<Record<string, string>> {
  const open = await openDatabase({ ...target, log: silent })
  try {
    await expectNoDrift(open)
    return await digestOf(open.db)
  } finally {
    await open.close()
  }
}

/** Imports all files, and is killed at any moment. @returns how often */
async function importKilled(copy: DatabaseCopy, most: number, milliseconds: number): Promise<number> {
  for (let kills = 0; ; kills++) {
    const child = startChild(importing)
    const answered = child.ask(taskFor(copy))
    if (kills === most) {
      expect(await answered).toBe('done')
      await child.kill()
      return kills
    }
    const winner = await Promise.race([answered, sleep(Math.random() * milliseconds).then(() => 'kill')])
    await child.kill()
    answered.catch(() => undefined)
    if (winner === 'done') return kills
    expect(winner).toBe('kill')
  }
}

test.skipIf(FILES.length < 2 || !OLD)(
  'an import that is killed at any moment and started again ends as one that never was',
  { timeout: 60_000 + KILLS * 60_000 },
  // oxlint-disable-next-line no-empty-pattern
  async ({}) => {
    const clean = await prepared()
    const started = performance.now()
    await importKilled(clean, 0, 0)
    const whole = performance.now() - started
    const expected = await digestsIn(clean)
    await clean.remove()
    let kills = 0
    while (kills < KILLS) {
      const copy = await prepared()
      // So short that most runs are killed, and so long that some come to their end.
      kills += await importKilled(copy, KILLS - kills, whole * 0.8)
      const digests = await digestsIn(copy)
      await copy.remove()
      expect(digests).toEqual(expected)
    }
    if (process.env['DATELINE_KILLS']) console.log(`${kills} kills; the tables of every run:`, expected)
  },
)
