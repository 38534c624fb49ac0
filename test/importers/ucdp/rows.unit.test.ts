import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { ParsedRow } from '../../../importers/feed/importer.ts'
import { openInput } from '../../../importers/read/input.ts'
import { headOf } from '../../../importers/read/lines.ts'
import { IGNORED_COLUMNS, USED_COLUMNS } from '../../../importers/ucdp/columns.ts'
import { makeScratch } from '../../support/scratch.ts'
import { sharedFile } from '../shared-data.ts'
import { COLUMNS, gedFeature, gedLine, headerOf, hxlOf, readRows } from './rows.ts'

const { folder, remove } = makeScratch()
afterAll(remove)

function read(text: string): Promise<ParsedRow[]> {
  return readRows(join(folder, 'ged'), text)
}

async function draftsIn(text: string) {
  return (await read(text)).map((row) => {
    if (!('eventRow' in row)) throw new Error(JSON.stringify(row))
    return row.eventRow
  })
}

async function draftOf(cells: Record<string, string> = {}) {
  return (await draftsIn(`${headerOf()}\n${gedLine(cells)}\n`))[0]!
}

test('parses a clash with sides, deaths, place, storylines and sources', async () => {
  const { rowNumber, event, scope, day, warnings } = await draftOf()
  expect({ rowNumber, scope, day, warnings }).toEqual({
    rowNumber: 4001,
    scope: '373',
    day: '2016-04-02',
    warnings: [],
  })
  expect(event).toMatchObject({
    kind: 'ARMED_CLASH',
    title: 'Azerbaijan and Republic of Artsakh clash at Talysh village',
    realis: 'ACTUAL',
    edtf: '2016-04-02/2016-04-04',
    earliest: '2016-04-02T00:00:00.000Z',
    latest: '2016-04-05T00:00:00.000Z',
    timePrecision: 'RANGE',
    details: { violenceType: 'STATE_BASED' },
    locationPrecision: 'NEAR_SETTLEMENT',
    radiusKm: 25,
    locationText: 'near Talysh village',
    place: { kind: 'SETTLEMENT', name: 'Talysh village', within: { kind: 'ADM1', within: { name: 'Azerbaijan' } } },
    participations: [
      { actor: { kind: 'STATE', name: 'Azerbaijan' }, role: 'BELLIGERENT', side: 'A' },
      { actor: { kind: 'ARMED_FORCE', name: 'Republic of Artsakh' }, role: 'BELLIGERENT', side: 'B' },
    ],
    quantities: [
      { measure: 'FATALITIES', side: null, low: 4, best: 5, high: 9, approximation: 'RANGE' },
      { measure: 'FATALITIES', side: 'A', best: 3 },
      { measure: 'FATALITIES', side: 'B', best: 2 },
    ],
    externalIds: [{ scheme: 'UCDP_EVENT', value: '4001' }],
    storylines: [
      { title: 'Azerbaijan: Nagorno-Karabakh' },
      { title: 'Government of Azerbaijan - Republic of Artsakh', parent: 'Azerbaijan: Nagorno-Karabakh' },
    ],
  })
  expect(event.mentions.map(({ article }) => [article.publisher, article.publishedOn, article.headline])).toEqual([
    ['Example Agency', '2016-04-03', 'Two villages shelled'],
    ['Example Radio', '2016-04-05', 'A truce, of sorts'],
  ])
  expect(event.participations.map(({ actor }) => actor.externalIds.at(-1))).toEqual([
    { scheme: 'UCDP_ACTOR', value: '124' },
    { scheme: 'UCDP_ACTOR', value: '745' },
  ])
})

test.each([
  ['1', '5', 'ARMED_CLASH', 'STATE_BASED'],
  ['2', '5', 'ARMED_CLASH', 'NON_STATE'],
  ['3', '24', 'ATTACK', undefined],
  ['3', '25', 'MASS_VIOLENCE', undefined],
])('maps violence of type %s with %s deaths to %s', async (type, best, kind, violenceType) => {
  const { event } = await draftOf({ type_of_violence: type, best, low: '1', high: '99' })
  expect([event.kind, event.details?.['violenceType']]).toEqual([kind, violenceType])
  expect(event.participations.map(({ role }) => role)).toEqual(
    type === '3' ? ['PERPETRATOR', 'VICTIM'] : ['BELLIGERENT', 'BELLIGERENT'],
  )
})

test.each([
  ['1', 'SITE', 5, 'SETTLEMENT'],
  ['2', 'NEAR_SETTLEMENT', 25, 'SETTLEMENT'],
  ['3', 'ADM2', 50, 'ADM1'],
  ['4', 'ADM1', 150, 'ADM1'],
  ['5', 'LINEAR_OR_FUZZY', 150, 'LINEAR_FEATURE'],
  ['6', 'COUNTRY', 500, 'COUNTRY'],
  ['7', 'WATER_OR_AIRSPACE', 300, 'COUNTRY'],
])('maps where_prec %s to %s within %s km, at a %s', async (precision, locationPrecision, radiusKm, kind) => {
  const { event } = await draftOf({ where_prec: precision })
  expect(event).toMatchObject({ locationPrecision, radiusKm, place: { kind } })
})

test('keeps the district of a linear or fuzzy feature', async () => {
  const { event } = await draftOf({ where_prec: '5', adm_1: 'Example region', adm_2: 'Example district' })
  expect(event.place).toMatchObject({
    kind: 'LINEAR_FEATURE',
    within: { kind: 'ADM2', name: 'Example district', within: { kind: 'ADM1', name: 'Example region' } },
  })
})

test.each([
  ['1', 'DAY', '2016-04-02'],
  ['2', 'RANGE', '2016-04-04'],
  ['3', 'WEEK', '2016-04-08'],
  ['4', 'MONTH', '2016-04-30'],
  ['5', 'RANGE', '2016-08-31'],
])('maps date_prec %s to %s', async (precision, timePrecision, until) => {
  const { event } = await draftOf({ date_prec: precision, date_end: until })
  expect(event.timePrecision).toBe(timePrecision)
})

test('warns of inconsistent deaths and of a code_status other than Clear', async () => {
  const { event, warnings } = await draftOf({ best: '2', low: '9', high: '9', code_status: 'Check dyad' })
  expect(event.quantities[0]).toMatchObject({ low: 9, best: 2, high: 9 })
  expect(warnings).toEqual(['code_status is Check dyad', 'best is outside the range from low to high; not changed'])
})

test('reads columns in any order, with a row of HXL tags and with line ends in cells', async () => {
  const expected = await draftOf()
  const reversed = COLUMNS.toReversed()
  const [first, second] = await draftsIn(
    [
      headerOf(reversed),
      hxlOf(reversed),
      gedLine({}, reversed),
      gedLine({ id: '4002', where_description: 'a\nb' }, reversed),
    ]
      .map((line) => `${line}\n`)
      .join(''),
  )
  expect(first).toEqual(expected)
  expect(second).toMatchObject({ rowNumber: 4002, event: { locationText: 'a\nb' } })
})

test('reads GeoJSON like CSV', async () => {
  const features = JSON.stringify({ type: 'FeatureCollection', features: [gedFeature(), gedFeature({ id: 4002 })] })
  const [first, second] = await draftsIn(features)
  expect(first).toEqual(await draftOf())
  expect(second!.rowNumber).toBe(4002)
})

test('rejects a row of another width', async () => {
  const [, rejected] = await read(`${headerOf()}\n${gedLine()}\n${gedLine({ id: '2' })},more\n`)
  expect(rejected).toMatchObject({
    rejectedRow: {
      line: 3,
      reason: `the row must have ${COLUMNS.length} columns; got ${COLUMNS.length + 1}`,
    },
  })
})

test('changes the draft by every used column and by no ignored column', async () => {
  const base = JSON.stringify(await draftOf())
  const otherValues: Record<string, string> = {
    type_of_violence: '2',
    where_prec: '4',
    date_prec: '3',
    date_start: '2016-04-01',
    date_end: '2016-04-07',
    country: 'Armenia',
    event_clarity: '2',
    year: '2015',
    source_office: '',
  }
  // iso3 only matters for a country name that the country table lacks.
  for (const column of USED_COLUMNS.filter((name) => name !== 'iso3')) {
    const changed = JSON.stringify(await draftOf({ [column]: otherValues[column] ?? '7' }))
    expect([column, changed]).not.toEqual([column, base])
  }
  for (const column of IGNORED_COLUMNS.filter((name) => COLUMNS.includes(name)))
    expect([column, JSON.stringify(await draftOf({ [column]: '7' }))]).toEqual([column, base])
})

const REAL = ['hdx_conflict_data_ukr_2021.csv.gz', 'hdx_conflict_data_ukr_2023.csv.gz', 'ged231_sample1000.csv.gz']

test.skipIf(sharedFile(`ucdp-ged/${REAL[0]}`) === undefined).each(REAL)(
  'uses every column of %s or lists it as ignored',
  async (name) => {
    const path = sharedFile(`ucdp-ged/${name}`)!
    const [header] = await headOf(await openInput(path, () => undefined), 1)
    const names = header!.split(',').map((column) => column.replaceAll('"', '').trim())
    expect(names.filter((column) => !USED_COLUMNS.includes(column) && !IGNORED_COLUMNS.includes(column))).toEqual([])
  },
)
