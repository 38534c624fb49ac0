import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { spreadsheetImporter } from '../../../importers/csv/importer.ts'
import { parseMapping } from '../../../importers/csv/mapping/read-mapping.ts'
import type { ParsedRow } from '../../../importers/feed/importer.ts'
import { csvOf, MAPPING, ROW, type SpreadsheetRow } from './spreadsheet.ts'

async function parse(content: string | Buffer, mapping = MAPPING): Promise<ParsedRow[]> {
  const input = {
    name: 'rows.csv',
    open: async () => Readable.from([Buffer.from(content)]),
    sha256: '',
    byteCount: content.length,
    lineCount: 0,
  }
  const importer = await spreadsheetImporter(parseMapping(mapping, 'mapping.yaml'), input)
  const rows: ParsedRow[] = []
  for await (const row of importer.read(input)) rows.push(row)
  return rows
}

async function draftOf(changes: SpreadsheetRow, mapping = MAPPING) {
  const [row] = await parse(csvOf([{ ...ROW, ...changes }]), mapping)
  if (row === undefined || !('eventRow' in row)) throw new Error(`Not imported: ${JSON.stringify(row)}`)
  return row.eventRow
}

const LONG = 'x'.repeat(2_001)

/** What a cell may not be, by column, and the field that it is for. */
const DAMAGE: Record<string, { field: string; cells: string[] }> = {
  no: { field: 'id', cells: ['', LONG] },
  type: { field: 'kind', cells: ['', 'ATTACK', 'constructor', 'Shelling'] },
  from: { field: 'time.begin', cells: ['', '31.04.2016', '2.4.16', '2016-04-02', '02.04.0000', '٠٢.04.2016', LONG] },
  to: { field: 'time.end', cells: ['01.04.2016', '32.04.2016', 'today'] },
  exact: { field: 'time.precision', cells: ['week', 'DAY'] },
  who: { field: 'participants[0].name', cells: ['x/'.repeat(101)] },
  town: { field: 'title', cells: ['', 'x'.repeat(290)] },
  country: { field: 'location.country', cells: ['Azerbijan', 'XX', 'Nowhere'] },
  lat: { field: 'location.latitude', cells: ['', '91', '40,37', '40°', 'NaN', '1e400', '0x1'] },
  lon: { field: 'location.longitude', cells: ['', '-180.1', 'Infinity'] },
  'dead min': { field: 'quantities[0].low', cells: ['-1', '1.5', 'some', '10000000001'] },
  'dead max': { field: 'quantities[0].high', cells: ['1', '2-3', '1e300'] },
  note: { field: 'summary', cells: [LONG] },
  link: { field: 'sources[0].url', cells: ['news.example/1', 'ftp://news.example', 'https://a b', LONG] },
  published: { field: 'sources[0].publishedOn', cells: ['2016-04', '2016-02-30', '2016-04-01/2016-04-02', '6 April'] },
  lang: { field: 'sources[0].language', cells: ['English', '?'] },
  quote: { field: 'sources[0].quote', cells: ['x'.repeat(301)] },
}

describe('rejects a row with a cell that cannot be stored, by line, column, field, value and rule', () => {
  test.each(Object.entries(DAMAGE))('%s', async (column, { field, cells }) => {
    const rows = await parse(csvOf([ROW, ...cells.map((cell) => ({ ...ROW, [column]: cell })), ROW]))
    expect(rows).toHaveLength(cells.length + 2)
    expect([rows[0], rows.at(-1)]).toMatchObject([{ eventRow: {} }, { eventRow: {} }])
    for (const [n, cell] of cells.entries()) {
      const row = rows[n + 1]
      expect(row).toMatchObject({ line: n + 3, rejectedRow: { line: n + 3, field } })
      const { reason = '', column: named } = row && 'rejectedRow' in row ? row.rejectedRow : {}
      expect(reason).toMatch(/ must .*; got /)
      expect(reason).toContain(cell === '' ? 'got an empty cell' : JSON.stringify(cell).slice(1, 20))
      expect(reason.startsWith(named ?? '-')).toBe(true)
    }
  })

  test('any column with NUL or bytes that are not UTF-8', async () => {
    const rows = Object.keys(DAMAGE).map((column) => ({ ...ROW, [column]: `a\u0000b` }))
    for (const row of await parse(csvOf(rows)))
      expect(row).toMatchObject({ rejectedRow: { column: expect.any(String) } })
    const wrong = Buffer.from(csvOf([{ ...ROW, note: 'caf\u00e9' }, ROW]), 'latin1')
    expect(await parse(wrong)).toMatchObject([{ rejectedRow: { line: 2, column: 'note' } }, { eventRow: {} }])
  })

  test('a role that the kind does not allow, and a quote without a source', async () => {
    const talks = { ...ROW, type: 'talks' }
    const unsourced = { ...ROW, link: '', headline: '' }
    expect(await parse(csvOf([talks, unsourced]))).toMatchObject([
      {
        rejectedRow: {
          field: 'participants[1].role',
          reason: expect.stringMatching(/must be a role of MEETING.*"TARGET"/),
        },
      },
      {
        rejectedRow: {
          column: 'quote',
          reason: expect.stringMatching(/^quote must have a source in the same row; got /),
        },
      },
    ])
  })
})

test('reads any delimiter and the encodings of spreadsheets', async () => {
  const row = { ...ROW, target: 'Fischer, Bäcker; “Söhne”' }
  for (const delimiter of [',', ';', '\t', '|']) {
    const rows = await parse(csvOf([row], delimiter))
    expect(rows).toMatchObject([{ eventRow: { event: { participations: [{}, { label: row.target }] } } }])
  }
  const inEncoding = (encoding: string) => MAPPING.replace('id: [no]', `file: { encoding: ${encoding} }\nid: [no]`)
  const utf16 = Buffer.from(`\uFEFF${csvOf([row])}`, 'utf16le')
  const latin = Buffer.from(csvOf([{ ...row, target: 'Bäcker' }]), 'latin1')
  expect(await parse(utf16, inEncoding('utf-16le'))).toMatchObject([
    { eventRow: { event: { participations: [{}, { label: row.target }] } } },
  ])
  expect(await parse(latin, inEncoding('windows-1252'))).toMatchObject([
    { eventRow: { event: { participations: [{}, { label: 'Bäcker' }] } } },
  ])
  await expect(parse(utf16)).rejects.toThrow(/rows\.csv is not text\. If it is UTF-16, write `encoding: utf-16le`/)
  const badHeader = Buffer.from(csvOf([ROW]).replace('note', 'nöte'), 'latin1')
  await expect(parse(badHeader)).rejects.toThrow(
    /header that is not UTF-8\. Write its encoding, such as `encoding: windows-1252`/,
  )
})

test('refuses a file without a column of the mapping, and names the nearest ones', async () => {
  const renamed = csvOf([ROW]).replace('headline', 'Headlines').replace(';town;', ';Twon;')
  await expect(parse(renamed)).rejects.toThrow(
    /rows\.csv has no column "town" \(title\); the nearest is "Twon".*no column "headline" \(sources\[0\]\.title\); the nearest is "Headlines".*it has the columns "no",.*No row was stored/,
  )
  await expect(parse(csvOf([ROW]).replace('archive', 'town'))).rejects.toThrow(
    /has the column "town" \(title\) 2 times/,
  )
})

test('reads what cells say about time, place and numbers, and nothing more', async () => {
  const zoned = MAPPING.replaceAll('format: dd.MM.yyyy', 'format: dd.MM.yyyy HH:mm')
  expect((await draftOf({ from: '02.04.2016 12:30', to: '' }, zoned)).event).toMatchObject({
    edtf: '2016-04-02T12:30+04:00',
    earliest: '2016-04-02T08:30:00.000Z',
    timePrecision: 'INSTANT',
  })
  const berlin = zoned.replace('Asia/Baku', 'Europe/Berlin')
  await expect(draftOf({ from: '27.03.2016 02:30', to: '' }, berlin)).rejects.toThrow(/must be a date of the form/)
  const edtf = MAPPING.replaceAll(', format: dd.MM.yyyy', '')
  const spans: [begin: string, end: string, edtf: string, precision: string][] = [
    ['2016-04', '', '2016-04', 'MONTH'],
    ['2016-04-02/2016-04-05', '', '2016-04-02/2016-04-05', 'RANGE'],
    ['2016-04-02', '2016-04-02', '2016-04-02', 'DAY'],
    ['2016-04-02T10:00', '', '2016-04-02T10:00+04:00', 'INSTANT'],
    ['XXXX-XX-XX', '', 'XXXX-XX-XX', 'UNKNOWN'],
  ]
  for (const [from, to, expected, timePrecision] of spans)
    expect((await draftOf({ from, to }, edtf)).event).toMatchObject({ edtf: expected, timePrecision })

  const nowhere = await draftOf({ lat: '0', lon: '0', country: '' })
  expect(nowhere.event).toMatchObject({ locationPrecision: 'SETTLEMENT', latitude: null, place: { name: 'Talysh' } })
  expect(nowhere.warnings).toEqual([expect.stringContaining('the point 0/0')])
  expect((await draftOf({ 'dead max': '' })).event.quantities).toMatchObject([
    { low: 2, best: null, approximation: 'AT_LEAST' },
  ])
  expect((await draftOf({ 'dead min': '', 'dead max': '' })).event.quantities).toEqual([])
  const decimal = MAPPING.replace('id: [no]', 'file: { decimal: "," }\nid: [no]')
  expect((await draftOf({ lat: '40,5', lon: '46' }, decimal)).event).toMatchObject({ latitude: 40.5, longitude: 46 })
  const unsourced = await draftOf({ link: '', headline: '', quote: '' })
  expect(unsourced).toMatchObject({ warnings: ['the row names no source'], event: { mentions: [], quotes: [] } })
})

test('two rows are one event only if their ids are equal', async () => {
  const ids = ['1', '01', '1.0', 'a', 'A', '999999999999999', '9999999999999999']
  const drafts = await Promise.all(ids.map((no) => draftOf({ no })))
  expect(new Set(drafts.map(({ rowNumber }) => rowNumber)).size).toBe(ids.length)
  expect(new Set(drafts.map(({ event }) => event.id)).size).toBe(ids.length)
  for (const { rowNumber } of drafts) expect(Number.isSafeInteger(rowNumber)).toBe(true)
  const composite = MAPPING.replace('id: [no]', 'id: [no, town]')
  expect((await draftOf({}, composite)).event.externalIds).toEqual([
    { scheme: 'DATASET', value: 'example-strikes:1|Talysh' },
  ])
})
