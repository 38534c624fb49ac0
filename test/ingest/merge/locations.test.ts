import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { readRows } from '../../../database/sql/rows.ts'
import { parseId, toId } from '../../../database/values/ids.ts'
import { mergeEvents } from '../../../ingest/merge/events.ts'
import { mergePlaces } from '../../../ingest/merge/places.ts'
import { splitEvent } from '../../../ingest/merge/split-event.ts'
import { splitPlace } from '../../../ingest/merge/split-place.ts'
import { eventLine } from '../../importers/gdelt/rows.ts'
import { digestOfContent } from '../../support/digest.ts'
import { phoneCall, reportDocument } from '../../support/documents/report-document.ts'
import { expectNoDrift, importLines } from '../../support/import.ts'
import { accept } from '../../support/ingest.ts'
import { test, type Service } from '../../support/service.ts'

const AUDIT_INFO = { reason: 'The same', by: 'desk' }
const BAKU = { latitude: 40.4, longitude: 49.9, precision: 'SETTLEMENT', text: 'in Baku' }
const AT_MOSCOW = {
  ActionGeo_FullName: 'Moscow, Moskva, Russia',
  ActionGeo_CountryCode: 'RS',
  ActionGeo_FeatureID: '-2960561',
  ActionGeo_ADM1Code: 'RS48',
  ActionGeo_Lat: '55.7522',
  ActionGeo_Long: '37.6156',
}
const AT_KYIV = {
  ActionGeo_FullName: 'Kyiv, Kyyiv, Ukraine',
  ActionGeo_CountryCode: 'UP',
  ActionGeo_FeatureID: '-1044367',
  ActionGeo_ADM1Code: 'UP12',
  ActionGeo_Lat: '50.4333',
  ActionGeo_Long: '30.5167',
}

interface Located {
  id: string
  version: number
  location: { text: string } | null
  locations: { text: string; rowCount: number }[]
}

async function calls(service: Service, where = ''): Promise<Located[]> {
  const { data } = await service.ask<{ phoneCalls: { nodes: Located[] } }>(
    `{ phoneCalls(where: { evidence: [LISTED, CODED] ${where} }) { nodes { id version location { text } locations { text rowCount } } } }`,
  )
  return data.phoneCalls.nodes
}

test('a merged event brings its places to the target, a split takes them back, and each moment has its own', async ({
  service,
}) => {
  await importLines(service, 'gdelt', [
    eventLine({ GLOBALEVENTID: '1', ...AT_MOSCOW }),
    eventLine({ GLOBALEVENTID: '2', ...AT_MOSCOW }),
    eventLine({ GLOBALEVENTID: '3', ...AT_KYIV }),
  ])
  const [coded] = await calls(service)
  expect(coded).toMatchObject({
    location: { text: AT_MOSCOW.ActionGeo_FullName },
    locations: [
      { text: AT_MOSCOW.ActionGeo_FullName, rowCount: 2 },
      { text: AT_KYIV.ActionGeo_FullName, rowCount: 1 },
    ],
  })
  const reports = [{ location: BAKU }, {}].map((more, n) =>
    reportDocument({ article: { url: `https://news.example/${n}` }, events: [phoneCall(more)] }),
  )
  const ids: string[] = []
  for (const report of reports) ids.push((await accept(service, report)).events[0]?.id ?? '')
  const [inBaku = '', nowhere = ''] = ids.map((id) => parseId(id)?.uuid)
  const codedId = parseId(coded?.id ?? '')?.uuid ?? ''
  const before = await digestOfContent(service.db)
  const [{ now } = { now: '' }] = await readRows<{ now: string }>(
    service.db,
    sql`select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as now`,
  )

  for (const [target, first, others] of [
    [inBaku, BAKU.text, [AT_MOSCOW.ActionGeo_FullName, AT_KYIV.ActionGeo_FullName]],
    [nowhere, AT_MOSCOW.ActionGeo_FullName, [AT_KYIV.ActionGeo_FullName]],
  ] as const) {
    const versions = await versionsOf(service, [target, codedId])
    await mergeEvents(service.db, versions[0], [versions[1]], AUDIT_INFO)
    const merged = (await calls(service)).find(({ id }) => id === toId('event', target))
    expect(merged?.location?.text).toBe(first)
    expect(merged?.locations.map(({ text }) => text)).toEqual([first, ...others])
    const found = await calls(service, ', location: { country: "UA", precision: [SETTLEMENT] }')
    expect(found.map(({ id }) => id)).toEqual([toId('event', target)])
    expect(
      await calls(service, ', location: { country: "UA", box: { south: 40, west: 49, north: 41, east: 50 } }'),
    ).toEqual([])
    const { data } = await service.ask(
      `{ before: event(id: "${toId('event', target)}", asOf: "${now}") { locations { text } } now: event(id: "${toId('event', target)}") { revisions { changes { field } } } }`,
    )
    expect(data).toMatchObject({ before: { locations: target === inBaku ? [{ text: BAKU.text }] : [] } })
    expect(JSON.stringify(data)).toContain('"locations"')
    await expectNoDrift(service)
    const [after] = await versionsOf(service, [target])
    await splitEvent(service.db, after, codedId, AUDIT_INFO)
    expect(await digestOfContent(service.db)).toEqual(before)
  }
})

test('a merged place moves the codings and further locations of events, and a split returns them', async ({
  service,
}) => {
  await importLines(service, 'gdelt', [
    eventLine({ GLOBALEVENTID: '1' }),
    eventLine({ GLOBALEVENTID: '2' }),
    eventLine({ GLOBALEVENTID: '3', ...AT_MOSCOW }),
    eventLine({ GLOBALEVENTID: '4', ...AT_KYIV }),
  ])
  const before = await digestOfContent(service.db)
  const places = await readRows<{ id: string; version: number }>(
    service.db,
    sql`select id::text as id, version from places where name in ('Moscow', 'Kyiv') order by name`,
  )
  const [kyiv, moscow] = places.map(({ id, version }) => ({
    id,
    expectedVersion: version,
    at: { event: ['into'], expectedVersion: ['expectedVersion'] },
  }))
  if (kyiv === undefined || moscow === undefined) throw new Error('The places are not stored.')
  await mergePlaces(service.db, moscow, [kyiv], AUDIT_INFO)
  await expectNoDrift(service)
  const { data } = await service.ask(
    '{ phoneCalls(where: { evidence: [CODED] }) { nodes { locations { place { name } rowCount } codings { location { place { name } } } } } }',
  )
  const at = (name: string) => ({ location: { place: { name } } })
  expect(data).toMatchObject({
    phoneCalls: {
      nodes: [
        {
          locations: [
            { place: { name: 'Baku' }, rowCount: 2 },
            { place: { name: 'Moscow' } },
            { place: { name: 'Moscow' } },
          ],
          codings: [at('Baku'), at('Baku'), at('Moscow'), at('Moscow')],
        },
      ],
    },
  })
  await splitPlace(service.db, { ...moscow, expectedVersion: moscow.expectedVersion + 1 }, kyiv.id, AUDIT_INFO)
  await expectNoDrift(service)
  expect(await digestOfContent(service.db)).toEqual(before)
})

async function versionsOf(service: Service, ids: readonly string[]) {
  const rows = await readRows<{ id: string; version: number }>(
    service.db,
    sql`select id::text as id, version from events where id = any(${sql.param(ids)}::uuid[])`,
  )
  const versions = ids.map((id) => ({ id, expectedVersion: rows.find((row) => row.id === id)?.version ?? 0 }))
  return versions as [(typeof versions)[number], (typeof versions)[number]]
}
