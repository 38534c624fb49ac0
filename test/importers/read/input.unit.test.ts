import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { importerOf } from '../../../importers/importers.ts'
import { assertReportFile } from '../../../importers/json/import-reports.ts'
import { UnreadableFileError, openInput } from '../../../importers/read/input.ts'
import { delimitedRows, linesOf } from '../../../importers/read/rows.ts'
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
  ['a slice of 60 columns', LINES.replaceAll(/\t[^\t\n]*\n/g, '\n'), /its first line has 60 tab-separated columns/],
  ['a file with an invalid second row', `${eventLine()}\nx\ty\n`, /is not a file of gdelt/],
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

test('repairs text encoded twice only if its bytes are valid UTF-8', () => {
  expect(repairEncoding('BogotÃ¡')).toEqual({ text: 'Bogotá', encoding: 'REPAIRED' })
  expect(repairEncoding('Bogotá')).toEqual({ text: 'Bogotá' })
  expect(repairEncoding('Ã¡ 漢')).toEqual({ text: 'Ã¡ 漢', encoding: 'SUSPECT' })
  expect(repairEncoding('Äußerung')).toEqual({ text: 'Äußerung' })
  expect(titleCase("WHITE HOUSE OF SINN-FEIN O'NEILL")).toBe("White House Of Sinn-Fein O'Neill")
})
