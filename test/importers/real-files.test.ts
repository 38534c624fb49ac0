import { parse } from 'csv-parse/sync'
import { sql } from 'drizzle-orm'
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { expect } from 'vitest'
import { readRow, readRows } from '../../database/sql/rows.ts'
import { digestOf } from '../support/digest.ts'
import { expectNoDrift, importInto } from '../support/import.ts'
import { test } from '../support/service.ts'
import { sharedFile } from './shared-data.ts'

const OLD = sharedFile('ucdp-ged/hdx_conflict_data_ukr_2021.csv.gz')
const NEW = sharedFile('ucdp-ged/hdx_conflict_data_ukr_2023.csv.gz')

function rowsOf(path: string): Map<string, Record<string, string>> {
  const rows = parse(gunzipSync(readFileSync(path)), { columns: true }) as Record<string, string>[]
  return new Map(rows.filter(({ id }) => id !== '').map((row) => [row['id']!, row]))
}

test.skipIf(!OLD || !NEW)(
  'a newer release of UCDP corrects, retracts what it no longer has, and keeps every id',
  { timeout: 120_000 },
  async ({ service }) => {
    const [before, after] = [rowsOf(OLD!), rowsOf(NEW!)]
    const kept = [...before.keys()].filter((id) => after.has(id))
    expect([before.size, after.size, kept.length]).toEqual([993, 2989, 907])

    const first = await importInto(service, 'ucdp', OLD!, { release: true })
    expect(first.tally).toMatchObject({ rowsRead: 993, eventsCreated: 993, eventsRetracted: 0, rowsRejected: 0 })
    const gone = [...before.keys()].find((id) => !after.has(id))!
    const byNumber = (id: string) =>
      service.ask<{ node: object }>(
        `query ($id: ID!) { node(id: $id) { ... on Event { title certainty revisions { kind version reason changes { field before after } } quantities { side low best high consistent } } } }`,
        { id },
      )
    const row = await readRow<{ id: string }>(
      service.db,
      sql`select event_id::text as id from event_external_ids where scheme = 'UCDP_EVENT' and value = ${gone}`,
    )
    const { toId } = await import('../../database/values/ids.ts')
    const goneId = toId('event', row.id)
    expect((await byNumber(goneId)).data).toMatchObject({ node: { certainty: 'REPORTED' } })

    const second = await importInto(service, 'ucdp', NEW!, { release: true })
    expect(second.tally).toMatchObject({
      rowsRead: 2989,
      eventsCreated: 2989 - 907,
      eventsRetracted: 86,
      rowsRejected: 0,
    })
    expect(second.tally.eventsCorrected + second.tally.rowsUnchanged).toBe(907)
    const fresh = [...after].filter(([id, { year }]) => !before.has(id) && Number(year) <= 2018)
    expect(fresh).toHaveLength(1571)
    expect((await byNumber(goneId)).data).toMatchObject({
      node: {
        certainty: 'RETRACTED',
        revisions: [{ kind: 'CREATED' }, { kind: 'RETRACTED', reason: 'The release no longer has it.' }],
      },
    })
    // Those whose deaths were counted anew say so in their history, and no others.
    const recounted = kept.filter((id) =>
      ['best', 'low', 'high', 'deaths_a', 'deaths_b', 'deaths_civilians', 'deaths_unknown'].some(
        (column) => Number(before.get(id)![column]) !== Number(after.get(id)![column]),
      ),
    )
    const told = await readRows<{ id: string }>(
      service.db,
      sql`select x.value as id from revisions r
    join event_external_ids x on x.event_id = r.event_id and x.scheme = 'UCDP_EVENT'
    where r.kind = 'CORRECTED' and r.changes @> '[{"field": "quantities"}]'`,
    )
    expect(told.map(({ id }) => id).toSorted()).toEqual(recounted.toSorted())
    await expectNoDrift(service)

    const all = await digestOf(service.db)
    const again = await importInto(service, 'ucdp', NEW!, { release: true })
    expect(again.tally).toMatchObject({
      rowsUnchanged: 2989,
      eventsCreated: 0,
      eventsCorrected: 0,
      eventsRetracted: 0,
      mentionsWritten: 0,
    })
    expect(await digestOf(service.db)).toEqual(all)

    // The older release once more takes the events back that the newer one had dropped.
    const back = await importInto(service, 'ucdp', OLD!, {})
    expect(back.tally.eventsCorrected).toBe(second.tally.eventsCorrected + 86)
    expect((await byNumber(goneId)).data).toMatchObject({ node: { certainty: 'REPORTED' } })
  },
)

const WORLD = sharedFile('ucdp-ged/ged231_sample1000.csv.gz')

test.skipIf(!WORLD)('a row of UCDP is in the graph with all that it says', { timeout: 60_000 }, async ({ service }) => {
  const rows = rowsOf(WORLD!)
  const { tally } = await importInto(service, 'ucdp', WORLD!)
  expect(tally).toMatchObject({ rowsRead: 1000, eventsCreated: 1000, rowsRejected: 0 })
  expect([...tally.warnings]).toEqual([['best lies outside low and high, kept', 13]])
  const { data } = await service.ask<{
    karabakh: { nodes: object[]; totalCount: number }
    byKind: { groups: { key: { kind: string }; count: number }[] }
  }>(`{
    karabakh: armedClashes(where: { location: { country: "AZ" }, participants: { some: { name: "Republic of Artsakh" } } }) { totalCount nodes {
      title violenceType storylines { title parent { title } } participations { role side actor { name kind } } quantities { measure side low best high consistent } } }
    byKind: events { groups(by: [KIND]) { key { kind } count fatalities } } }`)
  expect(data.karabakh.totalCount).toBe(
    [...rows.values()].filter(({ dyad_name: dyad }) => dyad === 'Government of Azerbaijan - Republic of Artsakh')
      .length,
  )
  expect(data.karabakh.nodes[0]).toMatchObject({
    violenceType: 'STATE_BASED',
    participations: [
      { role: 'BELLIGERENT', side: 'A', actor: { name: 'Azerbaijan', kind: 'STATE' } },
      { role: 'BELLIGERENT', side: 'B', actor: { name: 'Republic of Artsakh', kind: 'ARMED_FORCE' } },
    ],
  })
  expect(JSON.stringify(data.karabakh.nodes[0])).toContain('Government of Azerbaijan - Republic of Artsakh')
  const oneSided = [...rows.values()].filter(({ type_of_violence: type }) => type === '3')
  const count = (kind: string) => data.byKind.groups.find(({ key }) => key.kind === kind)?.count
  expect(count('ARMED_CLASH')).toBe(1000 - oneSided.length)
  expect(count('MASS_VIOLENCE')).toBe(oneSided.filter(({ best }) => Number(best) >= 25).length)
  await expectNoDrift(service)
})

const SLICE = sharedFile('gdelt2/events/20150218230000.export.CSV.gz')
const MENTIONS = sharedFile('gdelt2/mentions/20150218230000.mentions.CSV.gz')

test.skipIf(!SLICE || !MENTIONS)('a slice of GDELT and its mentions', { timeout: 60_000 }, async ({ service }) => {
  const lines = gunzipSync(readFileSync(SLICE!))
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'))
  const events = await importInto(service, 'gdelt', SLICE!)
  expect(events.tally).toMatchObject({ rowsRead: lines.length, rowsRejected: 0 })
  expect(events.tally.eventsCreated + events.tally.rowsMerged).toBe(lines.length)
  // Visits told twice, counted from the columns: one for each address, day, visitor and host.
  const visits = new Set(
    lines
      .filter((cells) => ['042', '043'].includes(cells[26]!) && cells[5] !== '' && cells[15] !== '')
      .map((cells) => {
        const parties = [cells.slice(5, 15), cells.slice(15, 25)].map(([code, name, country]) =>
          code === country ? code : `${code} ${name}`,
        )
        return [cells[60], cells[1], ...(cells[26] === '043' ? parties.toReversed() : parties)].join('|')
      }),
  )
  const row = await readRow<{ count: number }>(
    service.db,
    sql`select count(*)::int as count from (select e.id from events e join participations p on p.event_id = e.id
    where e.kind = 'VISIT' group by e.id having count(*) = 2) each`,
  )
  expect(row.count).toBe(visits.size)
  const known = new Set(lines.map(([id]) => id))
  const mentions = gunzipSync(readFileSync(MENTIONS!))
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t')[0])
  const later = await importInto(service, 'gdelt', MENTIONS!)
  expect(later.tally).toMatchObject({
    rowsRead: mentions.length,
    rowsRejected: mentions.filter((id) => !known.has(id)).length,
  })
  await expectNoDrift(service)
})
