import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { ParsedRow } from '../../../importers/feed/importer.ts'
import { EVENTS_1, EVENTS_1_DAILY, EVENTS_2 } from '../../../importers/gdelt/columns.ts'
import { importerOf } from '../../../importers/importers.ts'
import { openInput } from '../../../importers/read/input.ts'
import { makeScratch } from '../../support/scratch.ts'
import { eventLine, mentionLine } from './rows.ts'

const { folder, remove } = makeScratch()
afterAll(remove)

async function read(lines: readonly string[]): Promise<ParsedRow[]> {
  const path = join(folder, 'gdelt')
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''))
  const input = await openInput(path, () => undefined)
  const parsedRows: ParsedRow[] = []
  for await (const row of (await importerOf('gdelt', input)).read(input)) parsedRows.push(row)
  return parsedRows
}

function cellsIn(line: string): Record<string, string> {
  const cells = line.split('\t')
  return Object.fromEntries(EVENTS_2.map((column, n) => [column, cells[n]!]))
}

function line(columns: readonly string[], cells: Record<string, string> = {}): string {
  const all = cellsIn(eventLine(cells))
  return columns.map((column) => all[column] ?? '').join('\t')
}

/** The content of a row without its line, which differs between formats. */
function contentOf(row: ParsedRow | undefined): Omit<ParsedRow, 'line'> {
  if (row === undefined || 'rejectedRow' in row) throw new Error(`Unexpected row: ${JSON.stringify(row)}`)
  const { line: _line, ...content } = row
  return content
}

test('reads files of 57 and of 58 columns; only rows of 58 columns have a URL', async () => {
  const [historic, daily] = await read([line(EVENTS_1), line(EVENTS_1_DAILY, { GLOBALEVENTID: '1001' })])
  expect(historic).toMatchObject({ eventRow: { rowNumber: 1000, event: { kind: 'PHONE_CALL', mentions: [] } } })
  expect(daily).toMatchObject({
    eventRow: {
      rowNumber: 1001,
      event: {
        place: { name: 'Baku', within: { kind: 'ADM1', within: { name: 'Azerbaijan' } } },
        mentions: [{ article: { url: 'http://news.example/calls' } }],
      },
    },
  })
  const [version1] = await read([line(EVENTS_1_DAILY)])
  const [version2] = await read([eventLine()])
  if (!version1 || !version2 || !('eventRow' in version1) || !('eventRow' in version2)) throw new Error('No event')
  expect(version1.eventRow.event.id).not.toBe(version2.eventRow.event.id)
})

test('the lag of a day says its precision in daily files, and nothing in historic files', async () => {
  const cells = { SQLDATE: '20060408', DATEADDED: '20160405' }
  const rows = await read([line(EVENTS_1, cells), line(EVENTS_1_DAILY, { ...cells, GLOBALEVENTID: '1001' })])
  expect(rows).toMatchObject([
    { eventRow: { event: { edtf: '2006-04-08', timePrecision: 'DAY' } } },
    { eventRow: { event: { edtf: '2006', timePrecision: 'YEAR' } } },
  ])
})

test('rejects a row of another width', async () => {
  const rows = Array.from({ length: 50 }, (_each, n) => line(EVENTS_1, { GLOBALEVENTID: String(n) }))
  const parsedRows = await read([...rows, `${line(EVENTS_1)}\tmore\tstill`])
  expect(parsedRows.at(-1)).toMatchObject({
    rejectedRow: { line: 51, reason: 'the row must have 58 columns; got 59' },
  })
})

test('reads CSV with a header and NA for empty cells like tab-separated rows', async () => {
  const all = cellsIn(eventLine())
  const header = [...EVENTS_1_DAILY, 'row_id']
  const cells = header.map((column) => all[column] || 'NA').map((cell) => (cell.includes(',') ? `"${cell}"` : cell))
  const [fromCsv] = await read([header.join(','), cells.join(',')])
  const [fromTabs] = await read([line(EVENTS_1_DAILY)])
  expect(contentOf(fromCsv)).toEqual(contentOf(fromTabs))
})

test('reads mentions in CSV with a lower-case header like tab-separated rows', async () => {
  const { MENTIONS } = await import('../../../importers/gdelt/columns.ts')
  const row = mentionLine().split('\t')
  const [fromCsv] = await read([MENTIONS.map((name) => name.toLowerCase()).join(','), row.join(',')])
  const [fromTabs] = await read([row.join('\t')])
  expect(contentOf(fromCsv)).toEqual(contentOf(fromTabs))
})
