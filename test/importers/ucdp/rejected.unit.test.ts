import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { ParsedRow } from '../../../importers/feed/importer.ts'
import { makeScratch } from '../../support/scratch.ts'
import { gedFeature, gedLine, headerOf, hxlOf, readRows } from './rows.ts'

const { folder, remove } = makeScratch()
afterAll(remove)

function read(text: string): Promise<ParsedRow[]> {
  return readRows(join(folder, 'ged'), text)
}

test.each([
  ['id', 'x', 'id must be an integer of 0 or more; got "x"'],
  ['type_of_violence', '4', 'type_of_violence must be an integer from 1 to 3; got "4"'],
  ['country', '', 'country must be a name; got an empty cell'],
  ['side_b', '', 'side_b must be a name; got an empty cell'],
  ['date_start', '2016-02-30', 'date_start must be a day YYYY-MM-DD; got "2016-02-30"'],
  ['date_end', '2016-04-01', 'date_end must not be before date_start; got "2016-04-01"'],
  ['latitude', '91', 'latitude must be a number from -90 to 90; got "91"'],
  ['best', 'many', 'best must be an integer from 0 to 10000000000; got "many"'],
  ['low', '-1', 'low must be an integer from 0 to 10000000000; got "-1"'],
  ['deaths_a', '0.5', 'deaths_a must be an integer from 0 to 10000000000; got "0.5"'],
  ['high', '1e308', 'high must be an integer from 0 to 10000000000; got "1e308"'],
  ['date_start', '0025-04-01', 'date_start must not be before 1946-01-01; got "0025-04-01"'],
  ['date_end', '9999-12-31', 'date_end must not be in the future; got "9999-12-31"'],
  ['where_prec', '8', 'where_prec must be an integer from 1 to 7; got "8"'],
  ['side_a', 'x'.repeat(501), expect.stringMatching(/^side_a must have at most 500 characters; got "xxx/)],
  ['conflict_name', 'a\u0000b', 'conflict_name must not contain the NUL character; got "a\\u0000b"'],
])('rejects a row with %s "%s"', async (column, value, reason) => {
  const rows = [headerOf(), hxlOf(), gedLine({ where_description: 'a\nb', id: '1' }), gedLine({ [column]: value })]
  const [, rejected] = await read(rows.map((line) => `${line}\n`).join(''))
  expect(rejected).toMatchObject({ line: 5, rejectedRow: { line: 5, column, reason } })
})

test('warns if the year is not that of the dates', async () => {
  const [row] = await read(`${headerOf()}\n${gedLine({ year: '2021' })}\n`)
  expect(row).toMatchObject({
    eventRow: { warnings: ['year is not a year from date_start to date_end; the dates count'] },
  })
})

test('rejects features of which a cell cannot be stored, and refuses a file that is not JSON', async () => {
  const features = [gedFeature(), null, 7, gedFeature({ best: -1 }), { ...gedFeature(), geometry: 'x' }]
  const text = JSON.stringify({ type: 'FeatureCollection', features })
  const rows = await read(text.replace('"side_a":"Government of Azerbaijan"', '"side_a":"\\ud800"'))
  expect(rows.map((row) => ('rejectedRow' in row ? row.rejectedRow.reason : 'stored'))).toEqual([
    expect.stringMatching(/^side_a must not contain half of a surrogate pair/),
    'id must be an integer; got an empty cell',
    'id must be an integer; got an empty cell',
    'best must be an integer from 0 to 10000000000; got "-1"',
    'stored',
  ])
  await expect(read(text.slice(0, -9))).rejects.toThrow(/is not valid JSON after \d features: .* No row was stored/)
})
