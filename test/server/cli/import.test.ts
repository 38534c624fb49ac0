import { sql } from 'drizzle-orm'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { afterAll, expect } from 'vitest'
import { readRow } from '../../../database/sql/rows.ts'
import { readBatches } from '../../../importers/feed/batches.ts'
import { InterruptedError } from '../../../importers/feed/interrupted.ts'
import { importerOf } from '../../../importers/importers.ts'
import { openInput } from '../../../importers/read/input.ts'
import { importFile } from '../../../importers/store/import-file.ts'
import { UsageError } from '../../../server/cli/arguments.ts'
import { parseImportCommand, type ImportCommand } from '../../../server/cli/import-arguments.ts'
import { runImport } from '../../../server/cli/import.ts'
import { parseSyncCommand } from '../../../server/cli/sync.ts'
import { eventLine, LINES } from '../../importers/gdelt/rows.ts'
import { fullDocument } from '../../support/documents/report-document.ts'
import { expectNoDrift } from '../../support/import.ts'
import { makeScratch } from '../../support/scratch.ts'
import { test, type Service } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'

const { folder, remove } = makeScratch()
afterAll(remove)

function file(name: string, lines: readonly string[]): string {
  const path = join(folder, name)
  const text = lines.map((line) => `${line}\n`).join('')
  writeFileSync(path, name.endsWith('.gz') ? gzipSync(text) : text)
  return path
}

/** Runs `import` and collects its output. */
async function run({ open }: Pick<Service, 'open'>, args: readonly string[]) {
  const command: ImportCommand = { ...parseImportCommand(args), rejectsFolder: join(folder, 'rejects') }
  let output = ''
  const out = new Writable({
    decodeStrings: false,
    write: (text: string, _encoding, done) => {
      output += text
      done()
    },
  })
  const outcomes = await runImport(open, command, silent, out)
  return { outcomes, output }
}

async function countEvents({ db }: Service): Promise<number> {
  const row = await readRow<{ count: number }>(db, sql`select count(*)::int as count from events`)
  return row.count
}

function eventLines(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_each, n) =>
    eventLine({
      GLOBALEVENTID: String(from + n),
      EventCode: '190',
      ActionGeo_FeatureID: String(n % 7),
      // Rows of one article would be one event.
      SOURCEURL: `https://news.example/${from + n}`,
    }),
  )
}

test('imports several files and patterns, and continues after an unreadable file', async ({ service }) => {
  file('b-1.CSV', LINES.slice(0, 2))
  file('b-2.CSV.gz', LINES.slice(2))
  const html = file('a.html', ['<!doctype html>'])
  const { outcomes, output } = await run(service, ['gdelt', html, join(folder, 'b-*')])
  expect(
    outcomes.map(({ name, error, counts }) => [name.slice(folder.length + 1), error !== undefined, counts?.rowsRead]),
  ).toEqual([
    ['a.html', true, undefined],
    ['b-1.CSV', false, 2],
    ['b-2.CSV.gz', false, 4],
  ])
  expect(output).toMatch(/a\.html: .*it is an HTML page/)
  expect(output).toMatch(/b-2\.CSV\.gz: 4 rows in [\d.]+ s \(\d+ per second\): 3 events created/)
  expect(output).toMatch(/\nThese events are CODED: lists show them with evidence: \[CODED\]\.\n$/)
  expect(await countEvents(service)).toBe(4)
  await expect(run(service, ['gdelt', join(folder, 'c-*')])).rejects.toThrow(UsageError)
})

test('writes rejected rows to the rejects folder, with line, column and reason', async ({ service }) => {
  const invalidLine = eventLine({ GLOBALEVENTID: '7', SQLDATE: '20160231' })
  const path = file('invalid.CSV', [eventLine(), invalidLine])
  const { output } = await run(service, ['gdelt', path])
  expect(output).toContain('rejected: 1 x SQLDATE must be a day YYYYMMDD')
  const [fileName] = readdirSync(join(folder, 'rejects'))
  expect(fileName).toMatch(/^invalid\.CSV\.[0-9a-f]{8}\.ndjson$/)
  const [row] = readFileSync(join(folder, 'rejects', fileName!), 'utf8')
    .trimEnd()
    .split('\n')
  expect(JSON.parse(row!)).toMatchObject({
    file: 'invalid.CSV',
    line: 2,
    column: 'SQLDATE',
    text: expect.stringContaining('20160231'),
  })
  const strict = await run(service, ['gdelt', '--strict', path])
  expect(strict.outcomes).toMatchObject([
    {
      error: expect.stringMatching(
        /^Line 2: SQLDATE must .* Without --strict, the import rejects such rows and continues\.$/,
      ),
    },
  ])
})

test('continues an interrupted command at the file that failed', async ({ service }) => {
  const paths = [file('1.CSV', eventLines(1, 20)), file('2.CSV', eventLines(20, 60)), file('3.CSV', eventLines(60, 80))]
  await run(service, ['gdelt', ...paths.slice(0, 1)])
  await service.db.execute(sql`create function fail() returns trigger language plpgsql
    as $$ begin raise exception 'No space left on device' using errcode = 'disk_full'; end $$`)
  await service.db.execute(sql`create trigger fail before insert on events for each statement execute function fail()`)
  await expect(run(service, ['gdelt', ...paths])).rejects.toThrow('No space left on device')
  await service.db.execute(sql`drop function fail cascade`)
  expect(await countEvents(service)).toBe(19)
  const { output } = await run(service, ['gdelt', ...paths])
  expect(output).toContain('1.CSV: skipped, imported before the interruption')
  expect(await countEvents(service)).toBe(79)
  const { data } = await service.ask(`{ datasets { imports(first: 10) { nodes { file state error eventsCreated } } } }`)
  const { nodes } = (data as { datasets: [{ imports: { nodes: { state: string; file: string }[] } }] }).datasets[0]
    .imports
  expect(nodes.map(({ file: name, state }) => `${name} ${state}`)).toEqual([
    '3.CSV DONE',
    '2.CSV DONE',
    '2.CSV FAILED',
    '1.CSV DONE',
    '1.CSV DONE',
  ])
  // A command that was completed starts again at its first file and writes nothing.
  const again = await run(service, ['gdelt', ...paths])
  expect(again.outcomes.map(({ counts }) => [counts!.rowsUnchanged, counts!.eventsCreated])).toEqual([
    [19, 0],
    [40, 0],
    [20, 0],
  ])
  await expectNoDrift(service)
})

test('an interrupted import keeps its batches and continues there', async ({ service }) => {
  const paths = [file('4.CSV', eventLines(1, 40)), file('5.CSV', eventLines(40, 80))]
  const interruption = new AbortController()
  const out = new Writable({ write: (_text, _encoding, done) => done() })
  const onlyFirst = file('first.CSV', eventLines(1, 40))
  const loader = service.open.bulkLoad(
    async (bulkLoader) => {
      const input = await openInput(onlyFirst, () => undefined)
      const importer = await importerOf('gdelt', input)
      interruption.abort()
      const batches = readBatches(importer, input, 10)
      return importFile(bulkLoader, importer, input, { batches, signal: interruption.signal })
    },
    () => undefined,
  )
  await expect(loader).rejects.toThrow(new InterruptedError(10))
  expect(await countEvents(service)).toBe(10)
  const { data } = await service.ask(`{ datasets { imports(first: 1) { nodes { state rowsRead } } } }`)
  expect(data).toMatchObject({ datasets: [{ imports: { nodes: [{ state: 'INTERRUPTED', rowsRead: 10 }] } }] })
  const command: ImportCommand = { ...parseImportCommand(['gdelt', ...paths]), rejectsFolder: join(folder, 'rejects') }
  expect(await runImport(service.open, command, silent, out, interruption.signal)).toEqual([])
  const outcomes = await runImport(service.open, command, silent, out)
  expect(outcomes.map(({ counts }) => [counts?.rowsUnchanged, counts?.eventsCreated])).toEqual([
    [10, 29],
    [0, 40],
  ])
})

test('imports reports, one per line, and rejects invalid ones', async ({ service }) => {
  const path = file('reports.ndjson', [JSON.stringify(fullDocument()), '', '{', JSON.stringify({ version: 9 })])
  const { outcomes } = await run(service, ['json', path])
  expect(outcomes[0]!.counts).toMatchObject({ rowsRead: 3, rowsRejected: 2, rowsUnchanged: 0 })
  const storedCount = await countEvents(service)
  expect(outcomes[0]!.counts!.eventsCreated).toBe(storedCount)
  const again = await run(service, ['json', path])
  expect(again.outcomes[0]!.counts).toMatchObject({ rowsUnchanged: 1, eventsCreated: 0 })
  expect(await countEvents(service)).toBe(storedCount)
  expect((await run(service, ['json', file('no.ndjson', ['id,name'])])).outcomes[0]!.error).toMatch(
    /is not a file of reports/,
  )
})

test.for([
  [[], 'The feed must be one of gdelt, ucdp, json, csv; got none.'],
  [['acled', 'x'], 'The feed must be one of gdelt, ucdp, json, csv; got "acled".'],
  [['csv', 'x'], '--map is required for spreadsheets: import csv --map mapping.yaml FILE'],
  [['csv', '--map', '/none.yaml', 'x'], 'The mapping /none.yaml cannot be read: '],
  [['ucdp', '--map', 'mapping.yaml', 'x'], '--map is for the feed csv; got ucdp.'],
  [['gdelt'], 'At least one file is required: import gdelt FILE'],
  [['gdelt', 'x', '--fast'], "Unknown option '--fast'"],
] as const)('rejects import %j', ([args, message]) => {
  expect(() => parseImportCommand(args)).toThrow(UsageError)
  expect(() => parseImportCommand(args)).toThrow(message)
})

test.for([
  [[], 'The feed must be gdelt: sync gdelt.'],
  [['ucdp'], 'The feed must be gdelt: sync gdelt.'],
  [['gdelt', '--since', '2016'], '--since must be the time of a slice'],
  [['gdelt', '--base-url', 'ftp://example.org'], '--base-url must be an http or https URL; got "ftp://example.org".'],
] as const)('rejects sync %j', ([args, message]) => {
  expect(() => parseSyncCommand(args)).toThrow(UsageError)
  expect(() => parseSyncCommand(args)).toThrow(message)
})
