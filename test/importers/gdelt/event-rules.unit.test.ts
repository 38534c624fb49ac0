import { expect, test } from 'vitest'
import { EVENTS_2, toRow } from '../../../importers/gdelt/columns.ts'
import { gdelt2 } from '../../../importers/gdelt/dataset.ts'
import { parseEventRow } from '../../../importers/gdelt/event-draft.ts'
import { eventLine } from './rows.ts'

type Cells = Parameters<typeof eventLine>[0]

function parse(cells: Cells = {}) {
  return parseEventRow(toRow(EVENTS_2, eventLine(cells).split('\t')), gdelt2)
}

test.each([
  [6, '2016-03-30', 'DAY', '2016-03-30', '2016-03-31'],
  [7, '2016-03-29', 'WEEK', '2016-03-28', '2016-04-04'],
  [30, '2016-03', 'MONTH', '2016-03-01', '2016-04-01'],
  [365, '2015', 'YEAR', '2015-01-01', '2016-01-01'],
  [3650, '2006', 'YEAR', '2006-01-01', '2007-01-01'],
])('a day %d days before the report is %s with the precision %s', (lag, edtf, timePrecision, earliest, latest) => {
  const day = new Date(Date.parse('2016-04-05') - lag * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')
  const cells = { SQLDATE: day, DATEADDED: '20160405121500' }
  expect(parse(cells).event).toMatchObject({
    edtf,
    timePrecision,
    earliest: `${earliest}T00:00:00.000Z`,
    latest: `${latest}T00:00:00.000Z`,
  })
})

test.each([
  ['no geography', {}, {}],
  ['the point 0/0', { Lat: '0', Long: '0' }, {}],
  ['a country', { CountryCode: 'RS' }, { name: 'Russia', locationPrecision: 'COUNTRY', latitude: null }],
  [
    'a country without a name, and its type',
    { Type: '1', CountryCode: 'RB' },
    { name: 'Serbia', locationPrecision: 'COUNTRY', latitude: null },
  ],
  [
    'a division without a name',
    { Type: '5', CountryCode: 'AJ', ADM1Code: 'AJ09', Lat: '40.4', Long: '49.9' },
    { name: 'Azerbaijan', locationPrecision: 'ADM1', latitude: 40.4 },
  ],
  [
    'a country, a name and a point',
    { Type: '0', CountryCode: 'RS', FullName: 'Moscow, Moskva, Russia', Lat: '55.7', Long: '37.6' },
    { name: 'Russia', locationPrecision: 'UNKNOWN', latitude: 55.7, locationText: 'Moscow, Moskva, Russia' },
  ],
  [
    'a division with the point 0/0',
    { Type: '5', CountryCode: 'AJ', ADM1Code: 'AJ09', FullName: 'Baki, Azerbaijan', Lat: '0', Long: '0' },
    { name: 'Baki', locationPrecision: 'ADM1', latitude: null, radiusKm: null },
  ],
])('locates a row with %s', (_name, cells, expected) => {
  const parts = ['Type', 'FullName', 'CountryCode', 'ADM1Code', 'Lat', 'Long', 'FeatureID']
  const row = Object.fromEntries(
    parts.map((part) => [`ActionGeo_${part}`, (cells as Record<string, string>)[part] ?? '']),
  )
  const { place, locationPrecision, latitude, longitude, radiusKm, locationText } = parse(row).event
  const location = { name: place?.name, locationPrecision, latitude, longitude, radiusKm, locationText }
  const present = Object.fromEntries(Object.entries(location).filter(([, value]) => value !== undefined))
  expect(present).toMatchObject(expected)
  expect(Object.keys(present).length > 0).toBe(Object.keys(expected).length > 0)
})

test.each([
  ['GLOBALEVENTID', '-1', 'an integer of 0 or more'],
  ['NumMentions', '2147483648', 'an integer from 0 to 2147483647'],
  ['NumSources', '-1', 'an integer from 0 to 2147483647'],
  ['NumArticles', '0.5', 'an integer from 0 to 2147483647'],
  ['QuadClass', '5', 'an integer from 1 to 4'],
  ['IsRootEvent', 'x', 'an integer from 0 to 1'],
  ['GoldsteinScale', 'notanumber', 'a number from -10 to 10'],
  ['AvgTone', '1e308', 'a number from -100 to 100'],
])('rejects a row with %s %s', (column, value, rule) => {
  expect(() => parse({ [column]: value })).toThrow(`${column} must be ${rule}; got "${value}"`)
})

test.each([
  [{ SQLDATE: '20160406' }, 'SQLDATE must not be after DATEADDED; got "20160406"'],
  [{ SQLDATE: '00230405' }, 'SQLDATE must not be before 1800-01-01; got "00230405"'],
  [{ DATEADDED: '99991231000000' }, 'DATEADDED must not be in the future; got "99991231000000"'],
  [{ DATEADDED: '19781231000000' }, 'DATEADDED must not be before 1979-01-01; got "19781231000000"'],
  [{ Actor1Name: 'a\u0000' }, 'Actor1Name must not contain the NUL character; got "a\\u0000"'],
  [{ Actor1Name: 'x'.repeat(501) }, 'Actor1Name must have at most 500 characters'],
])('rejects a row with %j', (cells, message) => {
  expect(() => parse(cells)).toThrow(message)
})
