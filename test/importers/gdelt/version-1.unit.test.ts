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
  const readings: ParsedRow[] = []
  for await (const reading of (await importerOf('gdelt', input)).read(input)) readings.push(reading)
  return readings
}

function cellsIn(line: string): Record<string, string> {
  const cells = line.split('\t')
  return Object.fromEntries(EVENTS_2.map((column, n) => [column, cells[n]!]))
}

function line(columns: readonly string[], cells: Record<string, string> = {}): string {
  const all = cellsIn(eventLine(cells))
  return columns.map((column) => all[column] ?? '').join('\t')
}

test('files of 57 and of 58 columns are read alike, and only the daily ones have addresses', async () => {
  const [historic, daily] = await read([line(EVENTS_1), line(EVENTS_1_DAILY, { GLOBALEVENTID: '1001' })])
  expect(historic).toMatchObject({ draft: { row: 1000, event: { kind: 'PHONE_CALL', mentions: [] } } })
  expect(daily).toMatchObject({
    draft: {
      row: 1001,
      event: {
        place: { name: 'Baku', within: { kind: 'ADM1', within: { name: 'Azerbaijan' } } },
        mentions: [{ article: { url: 'http://news.example/calls' } }],
      },
    },
  })
  const [{ draft }] = (await read([line(EVENTS_1_DAILY)])) as unknown as [{ draft: { event: { id: string } } }]
  const [later] = (await read([eventLine()])) as unknown as [{ draft: { event: { id: string } } }]
  expect(draft.event.id).not.toBe(later.draft.event.id)
})

test('a row of another width among them is set aside', async () => {
  const rows = Array.from({ length: 50 }, (_each, n) => line(EVENTS_1, { GLOBALEVENTID: String(n) }))
  const readings = await read([...rows, `${line(EVENTS_1)}\tmore\tstill`])
  expect(readings.at(-1)).toMatchObject({ rejectedRows: { line: 51, reason: 'has 59 columns instead of 58' } })
})

test('a table with commas and a header says the same, with NA for nothing', async () => {
  const all = cellsIn(eventLine())
  const header = [...EVENTS_1_DAILY, 'row_id']
  const cells = header.map((column) => all[column] || 'NA').map((cell) => (cell.includes(',') ? `"${cell}"` : cell))
  const [fromTable] = await read([header.join(','), cells.join(',')])
  const [fromTabs] = await read([line(EVENTS_1_DAILY)])
  expect((fromTable as { draft: unknown }).draft).toEqual((fromTabs as { draft: unknown }).draft)
})

test('mentions with commas and a header in lower case say the same as those with tabs', async () => {
  const { MENTIONS } = await import('../../../importers/gdelt/columns.ts')
  const row = mentionLine().split('\t')
  const [fromTable] = await read([MENTIONS.map((name) => name.toLowerCase()).join(','), row.join(',')])
  const [fromTabs] = await read([row.join('\t')])
  expect((fromTable as { mention: unknown }).mention).toEqual((fromTabs as { mention: unknown }).mention)
})
