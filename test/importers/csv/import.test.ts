import { sql } from 'drizzle-orm'
import { join } from 'node:path'
import { afterAll, expect } from 'vitest'
import { articleIdOf, parseId } from '../../../database/values/ids.ts'
import { erase } from '../../../ingest/erase.ts'
import { mergeEvents } from '../../../ingest/merge/events.ts'
import { publishReport } from '../../../ingest/publish.ts'
import { digestOfContent } from '../../support/digest.ts'
import { reportDocument } from '../../support/documents/report-document.ts'
import { expectNoDrift } from '../../support/import.ts'
import { accept } from '../../support/ingest.ts'
import { makeScratch } from '../../support/scratch.ts'
import { test } from '../../support/service.ts'
import { eventOf, run } from './run.ts'
import { csvOf, FIGHT, MAPPING, ROW, TALKS, write, type SpreadsheetRow } from './spreadsheet.ts'

const { folder, remove } = makeScratch()
afterAll(remove)

const map = write(join(folder, 'mapping.yaml'), MAPPING)

function file(name: string, content: string): string {
  return write(join(folder, name), content)
}

test('imports a spreadsheet and corrects its events; claims of merged events stay, and erased articles get none', async ({
  service,
}) => {
  const bad = { ...ROW, no: '4', from: '31.02.2016' }
  const rows = [ROW, TALKS, bad, FIGHT, ROW]
  const { counts, error, rejected, output } = await run(
    service,
    '--map',
    map,
    file('a.csv', `\uFEFF${csvOf(rows).replace('\n', '\n\n;;;\n')}`),
  )
  expect(error).toBeUndefined()
  expect(counts).toMatchObject({ rowsRead: 5, rowsWritten: 3, rowsRepeated: 1, rowsRejected: 1, mentionsWritten: 4 })
  expect(rejected).toMatchObject([{ line: 6, column: 'from', field: 'time.begin' }])
  expect(rejected[0]?.reason).toBe('from must be a date of the form dd.MM.yyyy; got "31.02.2016"')
  expect(output).not.toContain('CODED')

  expect(await eventOf(service, 'example-strikes:1')).toEqual({
    id: expect.any(String),
    kind: 'ATTACK',
    title: 'Armenia shelling in Talysh',
    summary: 'Two villages, in the night',
    evidence: 'LISTED',
    certainty: 'REPORTED',
    version: 1,
    occurred: { edtf: '2016-04-02/2016-04-05', precision: 'RANGE', basis: 'EXPLICIT' },
    location: {
      place: { name: 'Talysh', kind: 'SETTLEMENT' },
      precision: 'SETTLEMENT',
      latitude: 40.37,
      longitude: 46.75,
    },
    participations: [
      { role: 'PERPETRATOR', label: 'Armenia', actor: { name: 'Armenia' } },
      { role: 'TARGET', label: 'Farmers', actor: { name: 'Farmers (Azerbaijan)' } },
    ],
    quantities: [{ measure: 'FATALITIES', of: 'deaths', low: 2, best: null, high: 5, approximation: 'RANGE' }],
    codes: [{ scheme: 'DATASET', code: 'example-strikes:shelling', label: 'Shelling' }],
    externalIds: [{ scheme: 'DATASET', value: 'example-strikes:1' }],
    mentions: {
      nodes: [
        { article: { url: 'https://news.example/1', publishedOn: '2016-04-06', publisher: { name: 'news.example' } } },
      ],
    },
    claims: [
      {
        aspect: 'OCCURRENCE',
        certainty: 'REPORTED',
        quote: { exact: 'killing "at least" two', verification: 'NOT_VERIFIED' },
        article: { headline: 'Villages shelled', language: 'en' },
      },
    ],
    dataset: { name: 'example-strikes', method: 'CURATED', citation: 'Example desk' },
  })
  expect(await eventOf(service, 'example-strikes:3')).toMatchObject({
    kind: 'ARMED_CLASH',
    occurred: { edtf: '2016-04', precision: 'MONTH' },
    quantities: [{ low: 2, high: 2, approximation: 'EXACT' }],
  })

  const again = await run(service, '--map', map, join(folder, 'a.csv'))
  expect(again.counts).toMatchObject({ rowsWritten: 0, rowsUnchanged: 3, rowsRepeated: 1, rowsRejected: 1 })
  const changedRows = [{ ...ROW, quote: '', 'dead max': '6' }, TALKS, { ...FIGHT, note: 'Later' }]
  const changed = file('changed.csv', csvOf(changedRows, '\t'))
  const dry = await run(service, '--map', map, '--dry-run', changed)
  expect(dry.output).toContain('Armenia shelling in Talysh')
  expect(dry.output).toMatch(/^ {2}corrected evt_\w+: quantities, claims$/m)
  expect(dry.output).toMatch(/^ {2}corrected evt_\w+: summary$/m)
  const corrected = await run(service, '--map', map, changed)
  expect(corrected.counts).toEqual(dry.counts)
  expect(corrected.counts).toMatchObject({ rowsWritten: 2, eventsCorrected: 2, rowsUnchanged: 1 })
  expect(await eventOf(service, 'example-strikes:1')).toMatchObject({ version: 2, claims: [], certainty: 'REPORTED' })

  // A report is merged into an imported event, and the article of another row is erased.
  const { events } = await accept(service, reportDocument())
  const target = await eventOf(service, 'example-strikes:1')
  const [into = '', merged = ''] = [String(target['id']), events[0]?.id ?? ''].map((id) => parseId(id)?.uuid)
  const audit = { by: 'test', reason: 'The same' }
  await mergeEvents(service.db, { id: into, expectedVersion: 2 }, [{ id: merged, expectedVersion: 1 }], audit)
  await erase(service.db, { concept: 'article', id: articleIdOf(TALKS['link'] ?? '') }, audit)
  const quoted = file('quoted.csv', csvOf([ROW, { ...TALKS, note: 'Erased', quote: 'The talks began' }]))
  expect((await run(service, '--map', map, quoted)).counts).toMatchObject({ eventsCorrected: 2 })
  const { claims } = await eventOf(service, 'example-strikes:1')
  expect(claims).toMatchObject([
    { quote: { exact: 'killing "at least" two' } },
    { quote: { exact: expect.not.stringMatching('killing') } },
  ])
  expect(await eventOf(service, 'example-strikes:2a')).toMatchObject({ summary: 'Erased', claims: [] })
  await expectNoDrift(service)
})

const TABLES = 'datasets actors places events articles publishers codes event_counts cell_counts counterparts'.split(
  ' ',
)

test('splitting and shuffling a spreadsheet changes nothing', async ({ service }) => {
  const rows: SpreadsheetRow[] = Array.from({ length: 12 }, (_each, n) => ({
    ...[ROW, TALKS, FIGHT][n % 3],
    no: `${'a'.repeat(n % 2)}${n}`,
    // Rows that say different things of one article, one place and one actor.
    link: `https://news.example/${n % 4 === 0 ? 'shared' : n}`,
    headline: `Headline ${(n * 7) % 12}`,
    published: `2016-04-${10 + ((n * 5) % 12)}`,
    target: n % 3 === 0 ? 'Police' : '',
    country: n % 2 === 0 ? 'Azerbaijan' : 'ARM',
  }))
  await run(service, '--map', map, file('all.csv', csvOf(rows)))
  const whole = await digestOfContent(service.db)
  await service.db.execute(sql.raw(`truncate ${TABLES.join(', ')} cascade`))
  const shuffled = rows.toSorted((a, b) => ((a['headline'] ?? '') < (b['headline'] ?? '') ? -1 : 1))
  const parts = [shuffled.slice(0, 5), shuffled.slice(3)].map((part, n) => file(`part-${n}.csv`, csvOf(part, ',')))
  const { outcomes } = await run(service, '--map', map, ...parts)
  expect(outcomes.map(({ counts }) => counts?.rowsUnchanged)).toEqual([0, 2])
  expect(await digestOfContent(service.db)).toEqual(whole)
  await expectNoDrift(service)

  // What a report states of an article stays.
  const url = 'https://news.example/reported'
  await publishReport(service.db, reportDocument({ article: { url, headline: 'Reported' } }), { by: 'test' })
  const cited = { ...ROW, no: '900', link: url, headline: 'A headline before that of the report' }
  await run(service, '--map', map, file('cited.csv', csvOf([cited])))
  const claims = [{ article: { headline: 'Reported' } }]
  expect(await eventOf(service, 'example-strikes:900')).toMatchObject({ claims })
})

test('the mapping decides on the evidence; the method of a stored dataset stays', async ({ service }) => {
  const all = file('all-kinds.csv', csvOf([ROW, TALKS]))
  const mappingOf = (name: string, ...changes: [from: string | RegExp, to: string][]) =>
    file(
      name,
      changes.reduce((text, [from, to]) => text.replace(from, to), MAPPING),
    )
  const coded = await run(service, '--map', mappingOf('coded.yaml', ['CURATED', 'CODED'], [/sources:[^]*/, '']), all)
  expect(coded).toMatchObject({ counts: { eventsCreated: 2, mentionsWritten: 0 } })
  expect(coded.output).toMatch(/These events are CODED/)
  expect(await eventOf(service, 'example-strikes:2a')).toMatchObject({ evidence: 'CODED', certainty: 'UNVERIFIED' })
  const { error } = await run(service, '--map', map, all)
  expect(error).toMatch(/example-strikes is stored with the method CODED, but the import declares CURATED/)
  const citation: [string, string] = ['citation: Example desk', 'citation: The desk']
  const changed = mappingOf('changed.yaml', ['CURATED', 'CODED'], citation, ['Shelling', 'Fire'])
  expect((await run(service, '--map', changed, all)).counts).toMatchObject({ eventsCorrected: 2 })
  expect(await eventOf(service, 'example-strikes:1')).toMatchObject({
    certainty: 'REPORTED',
    claims: [{ quote: { verification: 'NOT_VERIFIED' } }],
    codes: [{ label: 'Fire' }],
    dataset: { citation: 'The desk' },
  })
  await expectNoDrift(service)
})
