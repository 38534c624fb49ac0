import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { afterAll, afterEach, expect } from 'vitest'
import { openDatabase } from '../../database/connection/open-database.ts'
import { sharedFile } from '../importers/shared-data.ts'
import { copyDatabase, type DatabaseCopy } from '../support/databases/databases.ts'
import { digestOf } from '../support/digest.ts'
import { expectNoDrift, importInto } from '../support/import.ts'
import { killChildren, startChild } from '../support/processes/child.ts'
import type { Task } from '../support/processes/importing.ts'
import { makeScratch } from '../support/scratch.ts'
import { test } from '../support/service.ts'
import { silent } from '../support/silent.ts'

/** The number of kills. More: `DATELINE_KILLS=50 npm run scenarios -- import-crash`. */
const KILLS = Number(process.env['DATELINE_KILLS'] ?? 2)

/** The release that is stored first, and that the last file corrects. */
const OLD_RELEASE = sharedFile('ucdp-ged/hdx_conflict_data_ukr_2021.csv.gz')

const EVENTS = sharedFile('gdelt2/events/20150218230000.export.CSV.gz')
const MENTIONS = sharedFile('gdelt2/mentions/20150218230000.mentions.CSV.gz')
const NEW_RELEASE = sharedFile('ucdp-ged/hdx_conflict_data_ukr_2023.csv.gz')

const { folder, remove } = makeScratch()
afterEach(killChildren)
afterAll(remove)

/** Enough for four batches of each file. */
const SUITE_ROWS = 300
const IS_LONG = process.env['DATELINE_KILLS'] !== undefined

/** The first rows of a file, because the suite has no time for all. */
function firstRows(path: string, rowCount: number): string {
  const lines = gunzipSync(readFileSync(path)).toString('utf8').split('\n')
  const shortened = join(folder, basename(path, '.gz'))
  writeFileSync(shortened, `${lines.slice(0, rowCount).join('\n')}\n`)
  return shortened
}

function listFiles(): Task['files'] {
  const feed = 'gdelt'
  if (!IS_LONG) return [EVENTS!, MENTIONS!].map((path) => ({ feed, path: firstRows(path, SUITE_ROWS) }))
  return [
    { feed, path: EVENTS! },
    { feed, path: MENTIONS! },
    { feed: 'ucdp', path: NEW_RELEASE! },
  ]
}

function taskFor({ target }: DatabaseCopy): Task {
  return { target, files: listFiles(), rowsPerBatch: IS_LONG ? 250 : SUITE_ROWS / 4 }
}

async function prepareDatabase(): Promise<DatabaseCopy> {
  const copy = await copyDatabase('migrated')
  const open = await openDatabase({ ...copy.target, log: silent })
  await importInto({ open }, 'ucdp', IS_LONG ? OLD_RELEASE! : firstRows(OLD_RELEASE!, SUITE_ROWS))
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

/**
 * Imports all files in a child process; kills and restarts it after random delays.
 * @returns the number of kills
 */
async function importWithKills(copy: DatabaseCopy, maxKills: number, maxDelayMs: number): Promise<number> {
  for (let kills = 0; ; kills++) {
    const child = startChild('importing')
    const answer = child.ask(taskFor(copy))
    if (kills === maxKills) {
      expect(await answer).toBe('done')
      await child.kill()
      return kills
    }
    const winner = await Promise.race([answer, sleep(Math.random() * maxDelayMs).then(() => 'kill')])
    await child.kill()
    answer.catch(() => undefined)
    if (winner === 'done') return kills
    expect(winner).toBe('kill')
  }
}

test.skipIf(!EVENTS || !MENTIONS || !OLD_RELEASE || !NEW_RELEASE)(
  'stores the same after kills and restarts as an import without kills',
  { timeout: 60_000 + KILLS * 60_000 },
  // oxlint-disable-next-line no-empty-pattern
  async ({}) => {
    const prepared = await prepareDatabase()
    const reference = await copyDatabase(prepared.name)
    const started = performance.now()
    await importWithKills(reference, 0, 0)
    const importMs = performance.now() - started
    const expected = await digestsIn(reference)
    await reference.remove()
    let kills = 0
    while (kills < KILLS) {
      const copy = await copyDatabase(prepared.name)
      // Most runs are killed before their end, and some reach it.
      kills += await importWithKills(copy, KILLS - kills, importMs * 0.8)
      const digests = await digestsIn(copy)
      await copy.remove()
      expect(digests).toEqual(expected)
    }
    await prepared.remove()
    if (IS_LONG) console.log(`${kills} kills; the tables of every run:`, expected)
  },
)
