import { parse } from 'csv-parse/sync'
import { sql } from 'drizzle-orm'
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { expect } from 'vitest'
import { compareFiles } from '../../bench/truth/compare.ts'
import { readRow, readRows } from '../../database/sql/rows.ts'
import { sharedFile } from '../importers/shared-data.ts'
import { expectHonestMonths } from '../importers/ucdp/honest-months.ts'
import { digestOf } from '../support/digest.ts'
import { expectNoDrift, importInto } from '../support/import.ts'
import { test, type Service } from '../support/service.ts'

const OLD_RELEASE = sharedFile('ucdp-ged/hdx_conflict_data_ukr_2021.csv.gz')
const NEW_RELEASE = sharedFile('ucdp-ged/hdx_conflict_data_ukr_2023.csv.gz')
const OLD = { name: '2021', releasedOn: '2021-06-01' }
const NEW = { name: '2023', releasedOn: '2023-06-01' }

function rowsOf(path: string): Map<string, Record<string, string>> {
  const rows = parse(gunzipSync(readFileSync(path)), { columns: true }) as Record<string, string>[]
  return new Map(rows.filter(({ id }) => id !== '').map((row) => [row['id']!, row]))
}

/** Compares every row of files with the oracle of the codebooks. */
async function expectTrue(service: Service, paths: readonly string[]): Promise<void> {
  const ask = async <Data>(query: string, variables?: Record<string, unknown>) => {
    const { data, errors } = await service.ask<Data>(query, variables)
    expect(errors).toBeUndefined()
    return data
  }
  const tally = await compareFiles(ask, paths)
  expect(tally.lines(3).filter((line) => !line.endsWith('100.00 %'))).toEqual([])
}

test.skipIf(!OLD_RELEASE || !NEW_RELEASE)(
  'corrects events by a newer UCDP release, retracts the missing ones, and keeps every id',
  { timeout: 120_000 },
  async ({ service }) => {
    const [before, after] = [rowsOf(OLD_RELEASE!), rowsOf(NEW_RELEASE!)]
    const commonNumbers = [...before.keys()].filter((id) => after.has(id))
    expect([before.size, after.size, commonNumbers.length]).toEqual([993, 2989, 907])

    const first = await importInto(service, 'ucdp', OLD_RELEASE!, { release: OLD })
    expect(first.counts).toMatchObject({ rowsRead: 993, eventsCreated: 993, eventsRetracted: 0, rowsRejected: 0 })
    const goneNumber = [...before.keys()].find((id) => !after.has(id))!
    const askEvent = (id: string) =>
      service.ask<{ node: object }>(
        `query ($id: ID!) { node(id: $id) { ... on Event { title certainty revisions { kind version reason changes { field before after } } quantities { side low best high consistent } } } }`,
        { id },
      )
    const row = await readRow<{ id: string }>(
      service.db,
      sql`select event_id::text as id from event_external_ids where scheme = 'UCDP_EVENT' and value = ${goneNumber}`,
    )
    const { toId } = await import('../../database/values/ids.ts')
    const goneId = toId('event', row.id)
    expect((await askEvent(goneId)).data).toMatchObject({ node: { certainty: 'REPORTED' } })

    const beforeSecond = new Date().toISOString()
    const second = await importInto(service, 'ucdp', NEW_RELEASE!, { release: NEW })
    const diff = await service.ask<{ eventDiff: { nodes: object[] } }>(
      `query ($from: DateTime!) { eventDiff(from: $from) { totalCount isExact enteredCount leftCount changedCount
        nodes { change before { id } fields { field } revisions { kind reason } } } }`,
      { from: beforeSecond },
    )
    expect([diff.errors, diff.data]).toMatchObject([
      undefined,
      { eventDiff: { isExact: true, enteredCount: 2989 - 907, leftCount: 86, changedCount: 851, totalCount: 3019 } },
    ])
    expect(second.counts).toMatchObject({
      rowsRead: 2989,
      eventsCreated: 2989 - 907,
      eventsRetracted: 86,
      rowsRejected: 0,
    })
    expect(second.counts.eventsCorrected + second.counts.rowsUnchanged).toBe(907)
    expect(second.counts.eventsCorrected).toBe(851)
    const addedEarlyRows = [...after].filter(([id, { year }]) => !before.has(id) && Number(year) <= 2018)
    expect(addedEarlyRows).toHaveLength(1571)
    expect((await askEvent(goneId)).data).toMatchObject({
      node: {
        certainty: 'RETRACTED',
        revisions: [
          { kind: 'CREATED', reason: 'Release 2021, file hdx_conflict_data_ukr_2021.csv.gz' },
          {
            kind: 'RETRACTED',
            reason: 'The release does not contain it any more. Release 2023, file hdx_conflict_data_ukr_2023.csv.gz',
          },
        ],
      },
    })
    // The history of exactly the events with new death counts has a change of `quantities`.
    const changedNumbers = commonNumbers.filter((id) =>
      ['best', 'low', 'high', 'deaths_a', 'deaths_b', 'deaths_civilians', 'deaths_unknown'].some(
        (column) => Number(before.get(id)![column]) !== Number(after.get(id)![column]),
      ),
    )
    const revised = await readRows<{ id: string }>(
      service.db,
      sql`select x.value as id from revisions r
    join event_external_ids x on x.event_id = r.event_id and x.scheme = 'UCDP_EVENT'
    where r.kind = 'CORRECTED' and r.changes @> '[{"field": "quantities"}]'`,
    )
    expect(revised.map(({ id }) => id).toSorted()).toEqual(changedNumbers.toSorted())
    await expectNoDrift(service)

    const digest = await digestOf(service.db)
    const again = await importInto(service, 'ucdp', NEW_RELEASE!, { release: NEW })
    expect(again.counts).toMatchObject({
      rowsUnchanged: 2989,
      eventsCreated: 0,
      eventsCorrected: 0,
      eventsRetracted: 0,
      mentionsWritten: 0,
    })
    expect(await digestOf(service.db)).toEqual(digest)

    // The older release again undoes nothing, with or without its name.
    for (const options of [{ release: OLD }, {}]) {
      const older = await importInto(service, 'ucdp', OLD_RELEASE!, options)
      expect(older.counts).toMatchObject({ rowsRead: 993, rowsSuperseded: 993, rowsWritten: 0, eventsRetracted: 0 })
    }
    expect((await askEvent(goneId)).data).toMatchObject({ node: { certainty: 'RETRACTED' } })
    expect(await digestOf(service.db)).toEqual(digest)
  },
)

const WORLD = sharedFile('ucdp-ged/ged231_sample1000.csv.gz')

test.skipIf(!WORLD)('stores all parts of UCDP rows', { timeout: 120_000 }, async ({ service }) => {
  const { counts } = await importInto(service, 'ucdp', WORLD!)
  expect(counts).toMatchObject({ rowsRead: 1000, eventsCreated: 1000, rowsRejected: 0 })
  expect([...counts.warnings]).toEqual([['best is outside the range from low to high; not changed', 13]])
  await expectTrue(service, [WORLD!])
  await expectHonestMonths(service, [...rowsOf(WORLD!).values()])
  await expectNoDrift(service)
})

const SLICE = sharedFile('gdelt2/events/20150218230000.export.CSV.gz')
const MENTIONS = sharedFile('gdelt2/mentions/20150218230000.mentions.CSV.gz')

test.skipIf(!SLICE || !MENTIONS)(
  'imports a slice of GDELT and its mentions',
  { timeout: 120_000 },
  async ({ service }) => {
    const lines = gunzipSync(readFileSync(SLICE!))
      .toString('utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'))
    const events = await importInto(service, 'gdelt', SLICE!)
    expect(events.counts).toMatchObject({ rowsRead: lines.length, rowsRejected: 0 })
    expect(events.counts.eventsCreated + events.counts.rowsMerged).toBe(lines.length)
    const eventNumbers = new Set(lines.map(([id]) => id))
    const mentions = gunzipSync(readFileSync(MENTIONS!))
      .toString('utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t')[0])
    const imported = await importInto(service, 'gdelt', MENTIONS!)
    expect(imported.counts).toMatchObject({
      rowsRead: mentions.length,
      rowsRejected: mentions.filter((id) => !eventNumbers.has(id)).length,
    })
    await expectTrue(service, [SLICE!, MENTIONS!])
    await expectNoDrift(service)
  },
)
