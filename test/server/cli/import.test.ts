import { sql } from 'drizzle-orm'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect } from 'vitest'
import { readRow } from '../../../database/sql/rows.ts'
import { UsageError } from '../../../server/cli/arguments.ts'
import { parseImportCommand, runImport, type ImportCommand } from '../../../server/cli/import.ts'
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

/** Runs the command, and keeps what it says. */
async function run({ open }: Pick<Service, 'open'>, words: readonly string[]) {
  const order: ImportCommand = { ...parseImportCommand(words), rejectedRows: join(folder, 'rejects') }
  let said = ''
  const out = { write: (text: string) => void (said += text) } as unknown as NodeJS.WritableStream
  const outcomes = await runImport(open, order, silent, out)
  return { outcomes, said }
}

async function countEvents({ db }: Service): Promise<number> {
  const row = await readRow<{ count: number }>(db, sql`select count(*)::int as count from events`)
  return row.count
}

function many(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_each, n) =>
    eventLine({ GLOBALEVENTID: String(from + n), EventCode: '190', ActionGeo_FeatureID: String(n % 7) }),
  )
}

test('several files, some of them by a pattern; one that is refused does not keep the others out', async ({
  service,
}) => {
  file('b-1.CSV', LINES.slice(0, 2))
  file('b-2.CSV.gz', LINES.slice(2))
  const html = file('a.html', ['<!doctype html>'])
  const { outcomes, said } = await run(service, ['gdelt', html, join(folder, 'b-*')])
  expect(
    outcomes.map(({ name, error, tally }) => [name.slice(folder.length + 1), error !== undefined, tally?.rowsRead]),
  ).toEqual([
    ['a.html', true, undefined],
    ['b-1.CSV', false, 2],
    ['b-2.CSV.gz', false, 4],
  ])
  expect(said).toMatch(/a\.html: .*it is a page of HTML/)
  expect(said).toMatch(/b-2\.CSV\.gz: 4 rows in [\d.]+ s \(\d+ a second\): 3 events created/)
  expect(await countEvents(service)).toBe(4)
  await expect(run(service, ['gdelt', join(folder, 'c-*')])).rejects.toThrow(UsageError)
})

test('rows that cannot be used are kept beside the run, with where and why', async ({ service }) => {
  const bad = eventLine({ GLOBALEVENTID: '7', SQLDATE: '20160231' })
  const path = file('aside.CSV', [eventLine(), bad])
  const { said } = await run(service, ['gdelt', path])
  expect(said).toContain('set aside: 1 x SQLDATE')
  const [sidecar] = readdirSync(join(folder, 'rejects'))
  expect(sidecar).toMatch(/^aside\.CSV\.[0-9a-f]{8}\.ndjson$/)
  const [row] = readFileSync(join(folder, 'rejects', sidecar!), 'utf8')
    .trimEnd()
    .split('\n')
  expect(JSON.parse(row!)).toMatchObject({
    file: 'aside.CSV',
    line: 2,
    column: 'SQLDATE',
    text: expect.stringContaining('20160231'),
  })
  const strict = await run(service, ['gdelt', '--strict', path])
  expect(strict.outcomes).toMatchObject([
    { error: expect.stringMatching(/^Line 2, column SQLDATE: .* Without --strict such rows are set aside\.$/) },
  ])
})

test('a command that was interrupted goes on with the file where it was', async ({ service }) => {
  const paths = [file('1.CSV', many(1, 20)), file('2.CSV', many(20, 60)), file('3.CSV', many(60, 80))]
  await run(service, ['gdelt', ...paths.slice(0, 1)])
  // As when the disk is full: the second file fails.
  await service.db.execute(sql`alter table events add constraint never check (id is null) not valid`)
  await expect(run(service, ['gdelt', ...paths])).rejects.toThrow('violates check constraint "never"')
  await service.db.execute(sql`alter table events drop constraint never`)
  expect(await countEvents(service)).toBe(19)
  const { said } = await run(service, ['gdelt', ...paths])
  expect(said).toContain('1.CSV: done before the import was interrupted')
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
  // One that came to its end begins anew, and writes nothing.
  const again = await run(service, ['gdelt', ...paths])
  expect(again.outcomes.map(({ tally }) => [tally!.rowsUnchanged, tally!.eventsCreated])).toEqual([
    [19, 0],
    [40, 0],
    [20, 0],
  ])
  await expectNoDrift(service)
})

test('reports in the interchange format, one a line, go the same way in', async ({ service }) => {
  const path = file('reports.ndjson', [JSON.stringify(fullDocument()), '', '{', JSON.stringify({ version: 9 })])
  const { outcomes } = await run(service, ['json', path])
  expect(outcomes[0]!.tally).toMatchObject({ rowsRead: 3, rowsRejected: 2, rowsUnchanged: 0 })
  const stored = await countEvents(service)
  expect(outcomes[0]!.tally!.eventsCreated).toBe(stored)
  const again = await run(service, ['json', path])
  expect(again.outcomes[0]!.tally).toMatchObject({ rowsUnchanged: 1, eventsCreated: 0 })
  expect(await countEvents(service)).toBe(stored)
  expect((await run(service, ['json', file('no.ndjson', ['id,name'])])).outcomes[0]!.error).toMatch(
    /is not a file of reports/,
  )
})

test.for([
  [[], 'Say which feed the files are of: gdelt, ucdp, json.'],
  [['acled', 'x'], 'There is no feed acled'],
  [['gdelt'], 'Say which files to import, such as: import gdelt FILE'],
  [['gdelt', 'x', '--fast'], "Unknown option '--fast'"],
] as const)('import %j is refused', ([words, message]) => {
  expect(() => parseImportCommand(words)).toThrow(UsageError)
  expect(() => parseImportCommand(words)).toThrow(message)
})

test.for([
  [[], 'Say which feed to follow: sync gdelt'],
  [['ucdp'], 'Say which feed to follow: sync gdelt'],
  [['gdelt', '--since', '2016'], '--since is the time of a slice'],
  [['gdelt', '--base-url', 'ftp://example.org'], '--base-url is no address on the web'],
] as const)('sync %j is refused', ([words, message]) => {
  expect(() => parseSyncCommand(words)).toThrow(UsageError)
  expect(() => parseSyncCommand(words)).toThrow(message)
})
