import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { readRows } from '../../../database/sql/rows.ts'
import { gdelt2Events, gdelt2Mentions } from '../../../importers/gdelt/importers.ts'
import { digestOfContent } from '../../support/digest.ts'
import { expectNoDrift } from '../../support/import.ts'
import { test, type Service } from '../../support/service.ts'
import { importSteps, ORDERS } from '../orders.ts'
import { groupByEvent, randomCells, type Cells } from './codebook-rows.ts'
import { eventLine, mentionLine } from './rows.ts'

const ROWS = 110
const CELLS = randomCells(8, ROWS)
const EVENTS = CELLS.map((cells) => eventLine(cells))
const MENTIONS = CELLS.filter((cells) => cells['SOURCEURL'] !== '').map(({ GLOBALEVENTID, SOURCEURL = '' }, n) =>
  mentionLine({
    ...(GLOBALEVENTID && { GLOBALEVENTID }),
    MentionIdentifier: SOURCEURL,
    Confidence: String(10 * (1 + (n % 3))),
    SentenceID: String(1 + (n % 2)),
    Actor1CharOffset: String(n),
    MentionTimeDate: n % 2 ? '20160405121500' : '20160405123000',
  }),
)

const digests = new Map<string, Record<string, string>>()

test.for(Object.entries(ORDERS))('stores the same content from %s', async ([name, stepsOf], { service }) => {
  await importSteps(service, gdelt2Events, stepsOf(EVENTS))
  await importSteps(service, gdelt2Mentions, stepsOf(MENTIONS))
  await expectNoDrift(service)
  digests.set(name, await digestOfContent(service.db))
  expect(digests.get(name)).toEqual([...digests.values()][0])
})

interface AskedEvent {
  codings: { externalId: { value: string }; mentionCount: number; location: { text: string } | null }[]
  locations: { text: string; rowCount: number; place: { id: string } | null }[]
  location: { text: string } | null
}

const EVENT = `codings { externalId { value } mentionCount location { text } }
  location { text } locations { text rowCount place { id } }`

const ALL = 'evidence: [CODED], realis: [ACTUAL, SCHEDULED]'

async function askEvents(service: Service, where = ''): Promise<AskedEvent[]> {
  const { data } = await service.ask<{ events: { nodes: AskedEvent[]; totalCount: number } }>(
    `{ events(first: 100, where: { ${ALL} ${where} }) { totalCount nodes { ${EVENT} } } }`,
  )
  expect(data.events.nodes).toHaveLength(data.events.totalCount)
  return data.events.nodes
}

function textOf(row: Cells): string {
  return row['ActionGeo_FullName'] ?? ''
}

function numbersOf(rows: readonly Cells[]): string {
  return rows.map(({ GLOBALEVENTID = '' }) => GLOBALEVENTID).join()
}

function numbersIn({ codings }: AskedEvent): string {
  return codings.map(({ externalId }) => externalId.value).join()
}

function inOrder(texts: readonly string[]): string[] {
  return texts.toSorted((a, b) => (a < b ? -1 : 1))
}

test('keeps every row, place and count of an event, and finds it at each of its places', async ({ service }) => {
  await importSteps(service, gdelt2Events, [{ lines: EVENTS, rowsPerBatch: 50 }])
  const expected = groupByEvent(CELLS)
  const stored = await askEvents(service)
  expect(inOrder(stored.map(numbersIn))).toEqual(inOrder(expected.map(numbersOf)))
  const byNumbers = new Map(stored.map((event) => [numbersIn(event), event]))
  for (const rows of expected) {
    const event = byNumbers.get(numbersOf(rows))
    const counts = new Map<string, number>()
    for (const text of rows.map(textOf)) if (text) counts.set(text, (counts.get(text) ?? 0) + 1)
    expect(new Map(event?.locations.map(({ text, rowCount }) => [text, rowCount]))).toEqual(counts)
    expect(event?.location?.text).toEqual(event?.locations[0]?.text)
    const order = event?.locations.map(({ rowCount, place }) => `${1000 - rowCount} ${place?.id}`) ?? []
    expect(order).toEqual(inOrder(order))
    const codingOf = (number: string | undefined) =>
      event?.codings.find(({ externalId }) => externalId.value === number)
    expect(rows.map((row) => String(codingOf(row['GLOBALEVENTID'])?.mentionCount))).toEqual(
      rows.map((row) => row['NumMentions']),
    )
    expect(rows.map((row) => codingOf(row['GLOBALEVENTID'])?.location?.text ?? '')).toEqual(rows.map(textOf))
  }

  const at = (matches: (row: Cells) => boolean) => inOrder(expected.filter((rows) => rows.some(matches)).map(numbersOf))
  const inCountry = (fips: string) => (row: Cells) => row['ActionGeo_CountryCode'] === fips
  const isSettlement = (row: Cells) => row['ActionGeo_Type'] === '4'
  const [baku, azerbaijan] = await Promise.all(['Baku', 'Azerbaijan'].map((name) => placeId(service, name)))
  const box = 'box: { south: 40, west: 49, north: 41, east: 50 }'
  const cases: [where: string, matches: (row: Cells) => boolean][] = [
    [`within: "${baku}"`, (row) => textOf(row).startsWith('Baku')],
    [`within: "${azerbaijan}"`, inCountry('AJ')],
    ['country: "AZ"', inCountry('AJ')],
    ['country: "RU"', inCountry('RS')],
    [box, (row) => textOf(row).startsWith('Baku')],
    ['near: { latitude: 55.7, longitude: 37.6, km: 20 }', inCountry('RS')],
    ['precision: [SETTLEMENT]', isSettlement],
    ['maxRadiusKm: 20', isSettlement],
    // All conditions must hold on one location: no place is in Russia and in this box.
    [`country: "RU", ${box}`, () => false],
    [`within: "${azerbaijan}", precision: [COUNTRY]`, (row) => row['ActionGeo_Type'] === '1'],
    [`country: "AZ", precision: [SETTLEMENT]`, (row) => inCountry('AJ')(row) && isSettlement(row)],
    [`country: "RU", precision: [COUNTRY]`, () => false],
  ]
  for (const [where, matches] of cases) {
    const found = await askEvents(service, `location: { ${where} }`)
    expect([where, inOrder(found.map(numbersIn))]).toEqual([where, at(matches)])
    const { data } = await service.ask<{ events: object }>(
      `{ events(where: { ${ALL}, not: { location: { ${where} } } }) { totalCount } }`,
    )
    expect([where, data.events]).toEqual([where, { totalCount: expected.length - found.length }])
  }

  const { data } = await service.ask<{
    events: Record<'byPlace' | 'byCountry', { key: Record<string, { name: string } | null>; count: number }[]>
  }>(
    `{ events(where: { ${ALL} }) { byPlace: groups(by: [PLACE]) { key { place { name } } count } byCountry: groups(by: [COUNTRY]) { key { country { name } } count } } }`,
  )
  const countsBy = (groups: { key: Record<string, { name: string } | null>; count: number }[]) =>
    new Map(groups.map(({ key, count }) => [Object.values(key)[0]?.name, count]))
  const nowhere = expected.filter((rows) => rows.every((row) => textOf(row) === '')).length
  expect(countsBy(data.events.byPlace)).toEqual(
    new Map([
      ['Baku', at((row) => textOf(row).startsWith('Baku')).length],
      ['Moscow', at(inCountry('RS')).length],
      ['Azerbaijan', at((row) => row['ActionGeo_Type'] === '1').length],
      [undefined, nowhere],
    ]),
  )
  expect(countsBy(data.events.byCountry)).toEqual(
    new Map([
      ['Azerbaijan', at(inCountry('AJ')).length],
      ['Russia', at(inCountry('RS')).length],
      [undefined, nowhere],
    ]),
  )
})

async function placeId({ db }: Service, name: string): Promise<string> {
  const { toId } = await import('../../../database/values/ids.ts')
  const [row] = await readRows<{ id: string }>(db, sql`select id::text as id from places where name = ${name}`)
  return toId('place', row?.id ?? '')
}
