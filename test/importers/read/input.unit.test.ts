import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { importerOf } from '../../../importers/importers.ts'
import { assertReportFile } from '../../../importers/json/import-reports.ts'
import { UnreadableFileError, openInput } from '../../../importers/read/input.ts'
import { linesOf } from '../../../importers/read/lines.ts'
import { delimitedRows } from '../../../importers/read/rows.ts'
import { repairEncoding, titleCase } from '../../../importers/values/text.ts'
import { makeScratch } from '../../support/scratch.ts'
import { eventLine, mentionLine } from '../gdelt/rows.ts'
import { zipOf } from '../zip.ts'

const { folder, remove } = makeScratch()
afterAll(remove)

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

function open(path: string) {
  return openInput(path, () => undefined)
}
const LINES = `${eventLine()}\n${eventLine({ GLOBALEVENTID: '1001' })}\n`

test.each([
  ['plain', LINES],
  ['gzipped', gzipSync(LINES)],
  ['zipped', zipOf({ 'a.CSV': LINES })],
])('detects by the first bytes that a file is %s', async (name, content) => {
  const input = await open(file(name, content))
  expect(input).toMatchObject({ name, lineCount: 2, byteCount: content.length })
  expect(input.sha256).toMatch(/^[0-9a-f]{64}$/)
  expect((await importerOf('gdelt', input)).format).toBe('gdelt-2-events')
  const lines: number[] = []
  for await (const { line } of linesOf(input)) lines.push(line)
  expect(lines).toEqual([1, 2])
})

test.each([
  ['a missing file', () => 'missing', /missing cannot be read: ENOENT/],
  ['a folder', () => folder, /cannot be read: it is not a file/],
  ['an empty file', () => file('empty', ''), /empty is empty/],
  [
    'a truncated gzip file',
    () => file('cut.gz', gzipSync(LINES).subarray(0, 60)),
    /cut.gz is damaged or cut off: unexpected end of file. Download it again/,
  ],
  [
    'a gzip file with a wrong byte',
    () => file('bad.gz', gzipSync(LINES).fill(7, 30, 60)),
    /bad.gz is damaged or cut off/,
  ],
  [
    'a zip file with several files',
    () => file('two.zip', zipOf({ a: 'a', b: 'b' })),
    /contains 2 files instead of one/,
  ],
])('refuses %s', async (_name, path, message) => {
  await expect(open(path() === 'missing' ? join(folder, 'missing') : path())).rejects.toThrow(message)
})

test.each([
  ['an HTML page', '<!DOCTYPE html><html><body>503</body></html>', /is not a file of gdelt: it is an HTML page/],
  [
    'a slice of 60 columns',
    LINES.replaceAll(/\t[^\t\n]*\n/g, '\n'),
    /the first has 60 tab-separated columns and begins with "1000"/,
  ],
  ['a file in UTF-16', Buffer.from(LINES, 'utf16le'), /it is not UTF-8 text. If it is UTF-16, convert it/],
  ['a file of ACLED', 'data_id,iso,event_id_cnty,event_date\n1,2,3,4\n', /a file of ACLED, whose terms/],
])('refuses %s before any row is stored', async (_name, content, message) => {
  await expect(importerOf('gdelt', await open(file('wrong', content)))).rejects.toThrow(message)
  await expect(importerOf('ucdp', await open(file('wrong', content)))).rejects.toThrow(UnreadableFileError)
  await expect(assertReportFile(await open(file('wrong', content)))).rejects.toThrow(UnreadableFileError)
})

test('detects the format of a file', async () => {
  const formatOf = async (feed: string, content: string) =>
    (await importerOf(feed, await open(file('content', content)))).format
  expect(await formatOf('gdelt', `${mentionLine()}\n`)).toBe('gdelt-2-mentions')
  // Wrong and blank lines are found when the rows are read.
  expect(await formatOf('gdelt', `\nx\ty\n${eventLine()}\t\n${eventLine()}\n`)).toBe('gdelt-2-events')
  expect(await formatOf('gdelt', `1${'\t'.repeat(56)}\n2${'\t'.repeat(57)}\n`)).toBe('gdelt-1-events')
  expect(await formatOf('gdelt', 'GLOBALEVENTID,SQLDATE,MonthYear\n')).toBe('gdelt-1-events-csv')
  expect(
    await formatOf('ucdp', '"id",type_of_violence,side_a,side_b,country,date_prec,date_start,date_end,low,best,high\n'),
  ).toBe('ucdp-ged-csv')
})

test('reads CSV cells with commas and line ends, and gives each row its first line', async () => {
  const rows: unknown[] = []
  for await (const { line, values } of delimitedRows(await open(file('cells', '\uFEFFa,b\n"1\n,2",3\n4,"5"\n'))))
    rows.push([line, values])
  expect(rows).toEqual([
    [1, ['a', 'b']],
    [2, ['1\n,2', '3']],
    [4, ['4', '5']],
  ])
})

test('finds lines that are not UTF-8 or too long, and goes on after them', async () => {
  const content = [
    Buffer.from('a\r\nMU'),
    Buffer.from([0xd1, 0x4f, 0x5a, 0x0a]),
    'b'.repeat(5_000_000),
    '\nc\n\n\u00e9',
  ]
  const lines: unknown[] = []
  const path = file('damaged', Buffer.concat(content.map((part) => Buffer.from(part))))
  for await (const { line, text, problem } of linesOf(await open(path))) lines.push([line, text.slice(0, 6), problem])
  expect(lines).toEqual([
    [1, 'a', undefined],
    [2, 'MU\ufffdOZ', 'the line must be UTF-8; got bytes that are not'],
    [3, 'bbbbbb', 'the line must have at most 4000000 bytes; got more'],
    [4, 'c', undefined],
    [5, '', undefined],
    [6, '\u00e9', undefined],
  ])
})

test.each([
  [
    'a quote that is not closed',
    '1,"x\n2,"y"\n3,z\n',
    [
      [2, true],
      [3, false],
      [4, false],
    ],
  ],
  [
    'a quote within a cell',
    '1,x"y"\n2,y\n',
    [
      [2, true],
      [3, false],
    ],
  ],
  [
    'a quote that opens a cell to the end of the file',
    '1,x\n2,"y\n',
    [
      [2, false],
      [3, true],
    ],
  ],
  [
    'a quote that joins two rows into one of another width',
    '1,"x\n2,y",z\n3,z\n',
    [
      [2, true],
      [3, true],
      [4, false],
    ],
  ],
  ['rows without content', ' \n,\n1,x\n', [[4, false]]],
])('reads the rows after %s', async (_name, content, expected) => {
  const rows: unknown[] = []
  for await (const { line, problem, values } of delimitedRows(await open(file('quotes', `a,b\n${content}`))))
    if (line > 1) rows.push([line, problem !== undefined || values.length !== 2])
  expect(rows).toEqual(expected)
})

test('repairs text encoded twice only if its bytes are valid UTF-8', () => {
  expect(repairEncoding('BogotÃ¡')).toEqual({ text: 'Bogotá', encoding: 'REPAIRED' })
  expect(repairEncoding('Bogotá')).toEqual({ text: 'Bogotá' })
  expect(repairEncoding('Ã¡ 漢')).toEqual({ text: 'Ã¡ 漢', encoding: 'SUSPECT' })
  expect(repairEncoding('Äußerung')).toEqual({ text: 'Äußerung' })
  expect(titleCase("WHITE HOUSE OF SINN-FEIN O'NEILL")).toBe("White House Of Sinn-Fein O'Neill")
})
