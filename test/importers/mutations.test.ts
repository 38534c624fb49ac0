import { sql } from 'drizzle-orm'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterAll, expect } from 'vitest'
import { readRows } from '../../database/sql/rows.ts'
import { EVENTS_2, MENTIONS } from '../../importers/gdelt/columns.ts'
import { parseImportCommand } from '../../server/cli/import-arguments.ts'
import { runImport } from '../../server/cli/import.ts'
import { reportDocument } from '../support/documents/report-document.ts'
import { expectNoDrift } from '../support/import.ts'
import { seedFor } from '../support/random.ts'
import { makeScratch } from '../support/scratch.ts'
import { test, type Service } from '../support/service.ts'
import { silent } from '../support/silent.ts'
import { MAPPING, ROW, write } from './csv/spreadsheet.ts'
import { eventLine, mentionLine } from './gdelt/rows.ts'
import { mutateRows, type MutatedFormat } from './mutate.ts'
import { gedLine, headerOf } from './ucdp/rows.ts'

/** The suite tries a few hundred rows; `MUTATED_ROWS=10000` tries as many. */
const ROWS = Number(process.env['MUTATED_ROWS'] ?? 320)

const { folder, remove } = makeScratch()
afterAll(remove)

const CODES = ['010', '042', '043', '190', '195', '020', '112']

interface FeedRows extends MutatedFormat {
  feed: string
  /** The arguments besides the file. */
  args?: string[]
  /** The share of the rows of the test. */
  share: number
  /** True if the file begins with the header. */
  hasHeader?: true
  makeRow: (n: number) => string
}

const REPORT_SEPARATOR = ':'

const FEEDS: FeedRows[] = [
  {
    feed: 'gdelt',
    share: 0.4,
    separator: '\t',
    header: EVENTS_2.join('\t'),
    makeRow: (n) => eventLine({ GLOBALEVENTID: String(10_000 + n), EventCode: CODES[n % CODES.length] ?? '010' }),
  },
  {
    feed: 'gdelt',
    share: 0.25,
    separator: '\t',
    header: MENTIONS.join('\t'),
    makeRow: (n) =>
      mentionLine({ GLOBALEVENTID: String(10_000 + (n % 100)), MentionIdentifier: `http://news.example/${n}` }),
  },
  {
    feed: 'ucdp',
    share: 0.25,
    separator: ',',
    header: headerOf(),
    hasHeader: true,
    makeRow: (n) => gedLine({ id: String(20_000 + n), best: String(4 + (n % 5)) }),
  },
  {
    feed: 'csv',
    args: ['--map', write(join(folder, 'mapping.yaml'), MAPPING)],
    share: 0.2,
    separator: ',',
    header: Object.keys(ROW).join(','),
    hasHeader: true,
    makeRow: (n) => {
      const cells = { ...ROW, no: String(n), note: 'in the night', quote: `quote ${n}`, lat: String(40 + n / 1_000) }
      return Object.values(cells).join(',')
    },
  },
  {
    feed: 'json',
    share: 0.1,
    separator: REPORT_SEPARATOR,
    header: '{"article":null,"events":[]}',
    makeRow: (n) =>
      JSON.stringify(
        reportDocument({
          article: { url: `https://news.example/${n}`, publisher: { name: 'Example News' }, publishedOn: '2020-01-07' },
        }),
      ),
  },
]

async function importFiles({ open }: Service, feed: string, args: readonly string[], path: string) {
  const command = { ...parseImportCommand([feed, ...args, path]), rejectsFolder: join(folder, 'rejects') }
  const out = new Writable({ write: (_text, _encoding, done) => done() })
  const [outcome] = await runImport(open, command, silent, out)
  return outcome
}

test('accounts for every row of files with mutated rows', { timeout: 3_600_000 }, async ({ service }) => {
  const figures: object[] = []
  for (const [n, { feed, args = [], share, hasHeader, makeRow, ...format }] of FEEDS.entries()) {
    const rows = Array.from({ length: Math.round(ROWS * share) }, (_each, at) => makeRow(at))
    const seed = seedFor(service.engine, 7_000 + 100 * n)
    const { content, lineCount, intact } = mutateRows(rows, format, seed)
    const path = join(folder, `${n}-mutated`)
    writeFileSync(path, hasHeader ? Buffer.concat([Buffer.from(`${format.header}\n`), content]) : content)
    const outcome = await importFiles(service, feed, args, path)
    expect({ feed, seed, error: outcome?.error }).toEqual({ feed, seed, error: undefined })
    const { rowsRead, rowsWritten, rowsMerged, rowsUnchanged, rowsRepeated, rowsRejected } = outcome!.counts!
    expect({ feed, seed, rowsRead }).toEqual({ feed, seed, rowsRead: lineCount })
    expect(rowsWritten + rowsMerged + rowsUnchanged + rowsRepeated + rowsRejected).toBe(rowsRead)
    // A row that was not mutated is never lost by its neighbours. Mentions may be of events that were.
    if (n !== 1) expect(rowsRead - rowsRejected).toBeGreaterThanOrEqual(intact.length)
    figures.push({ feed, rowsRead, rowsWritten, rowsMerged, rowsUnchanged, rowsRepeated, rowsRejected })
  }
  if (process.env['MUTATED_ROWS'] !== undefined) console.log(figures)
  const log = await readRows<{ state: string; isComplete: boolean }>(
    service.db,
    sql`select state, rows_read = rows_written + rows_merged + rows_unchanged + rows_repeated + rows_rejected
      and rows_rejected = (select coalesce(sum((r ->> 'count')::int), 0) from jsonb_array_elements(rejected_rows) r)
      as "isComplete" from imports`,
  )
  expect(log).toEqual(FEEDS.map(() => ({ state: 'DONE', isComplete: true })))
  await expectNoDrift(service)
})
