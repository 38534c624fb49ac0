import { Writable } from 'node:stream'
import { expect } from 'vitest'
import { parseListing } from '../../../importers/gdelt/download.ts'
import { runSync, type SyncTiming } from '../../../server/cli/sync.ts'
import { digestOf } from '../../support/digest.ts'
import { expectNoDrift, importLines } from '../../support/import.ts'
import { test, type Service } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'
import { zipOf } from '../zip.ts'
import { FAULTS, serveFeed } from './feed-mirror.ts'
import { eventLine, mentionLine } from './rows.ts'

const SLICES = ['20160405120000', '20160405121500', '20160405123000', '20160405124500']
function numberOf(slice: string, n: number) {
  return String(Number(slice.slice(6, 12)) * 10 + n)
}
function eventsIn(slice: string) {
  return [0, 1].map((n) =>
    eventLine({
      GLOBALEVENTID: numberOf(slice, n),
      EventCode: n === 0 ? '190' : '042',
      DATEADDED: slice,
      SOURCEURL: `http://news.example/${slice}/${n}`,
    }),
  )
}
function mentionsIn(slice: string) {
  return [mentionLine({ GLOBALEVENTID: numberOf(slice, 0), MentionIdentifier: `http://other.example/${slice}` })]
}

const FILES = Object.fromEntries(
  SLICES.flatMap((slice) => [
    [`${slice}.export.CSV.zip`, zipOf({ [`${slice}.export.CSV`]: `${eventsIn(slice).join('\n')}\n` })],
    [`${slice}.mentions.CSV.zip`, zipOf({ [`${slice}.mentions.CSV`]: `${mentionsIn(slice).join('\n')}\n` })],
    [`${slice}.gkg.csv.zip`, zipOf({ gkg: 'not imported' })],
  ]),
)

const NOTE = 'These events are CODED: lists show them with evidence: [CODED].'

const SHORT_DELAYS: SyncTiming = { firstDelayMs: 1, maxRetries: 2, intervalMs: 20 }

async function sync(
  service: Service,
  baseUrl: URL,
  {
    since = undefined as string | undefined,
    once: isOnce = true,
    signal = new AbortController().signal,
    onLine = (_line: string) => {},
  } = {},
) {
  const lines: string[] = []
  const out = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString().trim())
      onLine(chunk.toString())
      done()
    },
  })
  const failed = await runSync(service.open, { once: isOnce, since, baseUrl }, silent, out, signal, SHORT_DELAYS)
  return { lines, failed }
}

test('parses a file list and puts events before mentions', () => {
  const line = `10 ${'a'.repeat(32)} http://x/gdeltv2/20160405121500`
  const files = parseListing(`${line}.mentions.CSV.zip\n${line}.export.CSV.zip\nx\n${line}.gkg.csv.zip\n`)
  expect(files.map(({ kind, slice }) => `${slice} ${kind}`)).toEqual([
    '20160405121500 export',
    '20160405121500 mentions',
  ])
})

test('imports the newest slice, then missed slices, despite failed downloads', async ({ service }) => {
  const feed = await serveFeed(FILES)
  feed.publish(SLICES[0]!)
  expect(await sync(service, feed.baseUrl)).toMatchObject({
    failed: 0,
    lines: [expect.stringContaining(SLICES[0]!), expect.stringContaining(SLICES[0]!), NOTE],
  })
  expect(feed.requestedNames).not.toContain('masterfilelist.txt')
  // Without a new slice, only the file list is downloaded.
  feed.requestedNames.length = 0
  expect(await sync(service, feed.baseUrl)).toEqual({ failed: 0, lines: [] })
  expect(feed.requestedNames).toEqual(['lastupdate.txt'])

  // Three slices later, one file is missing, and the first downloads of the others fail.
  feed.publish(SLICES[3]!)
  feed.missing.add(`${SLICES[2]}.export.CSV.zip`)
  feed.faults.set('lastupdate.txt', [FAULTS['a 503']])
  feed.faults.set('masterfilelist.txt', [FAULTS['a cut connection']])
  feed.faults.set(`${SLICES[1]}.export.CSV.zip`, [FAULTS['a wrong byte'], FAULTS['a truncated body']])
  feed.faults.set(`${SLICES[3]}.export.CSV.zip`, [FAULTS['a cut connection'], FAULTS['a 503']])
  const second = await sync(service, feed.baseUrl)
  expect(second.failed).toBe(1)
  expect(second.lines).toContain(
    `${SLICES[2]}.export.CSV.zip: ${SLICES[2]}.export.CSV.zip is not on the server (HTTP status 404)`,
  )

  expect(second.lines.some((line) => line.startsWith(`${SLICES[2]}.mentions`))).toBe(false)

  // The mentions of the missing file waited for it.
  feed.missing.clear()
  expect(await sync(service, feed.baseUrl)).toMatchObject({
    failed: 0,
    lines: [
      expect.stringMatching(/123000.export.CSV.zip: 2 rows: 2 events created/),
      expect.stringMatching(/123000.mentions.CSV.zip: 1 rows: .* 1 mentions written, 0 rows rejected/),
      NOTE,
    ],
  })
  const { data } = await service.ask(
    '{ events(where: { evidence: [CODED] }) { totalCount } datasets { imports { totalCount } } }',
  )
  expect(data).toMatchObject({ events: { totalCount: 8 }, datasets: [{ imports: { totalCount: 8 } }] })
  await expectNoDrift(service)
})

test('stores nothing of a damaged file and downloads it again in the next round', async ({ service }) => {
  const feed = await serveFeed(FILES)
  feed.publish(SLICES[0]!)
  const name = `${SLICES[0]}.export.CSV.zip`
  feed.faults.set(name, [FAULTS['a wrong byte'], FAULTS['a wrong byte'], FAULTS['a wrong byte']])
  const { failed, lines } = await sync(service, feed.baseUrl)
  expect(failed).toBe(1)
  expect(lines[0]).toMatch(/could not be downloaded: expected the MD5 [0-9a-f]{32}; got [0-9a-f]{32}\./)
  const { data } = await service.ask('{ events(where: { evidence: [CODED] }) { totalCount } }')
  expect(data).toMatchObject({ events: { totalCount: 0 } })
  expect((await sync(service, feed.baseUrl)).failed).toBe(0)
})

test('follows the feed until it is aborted, and stores the same as an import of the files', async ({ service }) => {
  const feed = await serveFeed(FILES)
  feed.publish(SLICES[0]!)
  const stop = new AbortController()
  let [lineCount, notes] = [0, 0]
  await sync(service, feed.baseUrl, {
    once: false,
    since: SLICES[0]!,
    signal: stop.signal,
    onLine: (line) => {
      if (line.startsWith(NOTE)) notes++
      else lineCount++
      if (lineCount % 2 === 0) feed.publish(SLICES[lineCount / 2] ?? SLICES[3]!)
      if (lineCount === 8) stop.abort()
    },
  })
  expect(notes).toBe(1)
  // The reasons of revisions name the files.
  const digest = () => digestOf(service.db, [], ['reason'])
  const synced = await digest()
  await service.db.execute(
    'truncate events, actors, places, articles, publishers, datasets, feed_rows, imports, codes, event_counts, cell_counts, counterparts cascade',
  )
  for (const slice of SLICES) {
    await importLines(service, 'gdelt', eventsIn(slice))
    await importLines(service, 'gdelt', mentionsIn(slice))
  }
  expect(await digest()).toEqual(synced)
})
