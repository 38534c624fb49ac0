import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Writable } from 'node:stream'
import { afterEach, expect } from 'vitest'
import { parseListing } from '../../../importers/gdelt/listing.ts'
import { runSync, type RetryDelays } from '../../../server/cli/sync.ts'
import { digestOf } from '../../support/digest.ts'
import { expectNoDrift, importLines } from '../../support/import.ts'
import { test, type Service } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'
import { zipOf } from '../../support/zip.ts'
import { eventLine, mentionLine } from './rows.ts'

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()))
})

type Fault = (response: ServerResponse, content: Buffer) => void

const FAULTS = {
  'a 503': (response) => response.writeHead(503).end('busy'),
  'a cut connection': (response, content) => {
    response.writeHead(200, { 'content-length': content.length }).write(content.subarray(0, 50))
    setTimeout(() => response.destroy(), 20)
  },
  'a wrong byte': (response, content) => response.end(Buffer.from(content).fill(0, 40, 50)),
  'half of it': (response, content) => response.end(content.subarray(0, content.length / 2)),
} satisfies Record<string, Fault>

/** The feed, on loopback: files and lists, some of which come wrong at first. */
async function serveFeed(files: Record<string, Buffer>) {
  const faults = new Map<string, Fault[]>()
  const missing = new Set<string>()
  const asked: string[] = []
  let newest = ''
  const lineOf = (name: string) => {
    const content = files[name]!
    return `${content.length} ${createHash('md5').update(content).digest('hex')} http://data.gdeltproject.org/gdeltv2/${name}\n`
  }
  const listOf = (slice: string) =>
    Object.keys(files)
      .filter((name) => name.startsWith(slice))
      .map(lineOf)
      .join('')
  const server = createServer((request, response) => {
    const name = request.url!.slice('/gdeltv2/'.length)
    asked.push(name)
    const lists: Record<string, string> = {
      'lastupdate.txt': listOf(newest),
      'masterfilelist.txt': `damaged line\n${listOf('')}`,
    }
    const content = name in lists ? Buffer.from(lists[name]!) : files[name]
    const fault = faults.get(name)?.shift()
    if (content === undefined || missing.has(name)) response.writeHead(404).end()
    else if (fault) fault(response, content)
    else response.end(content)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(() => new Promise((done) => server.close(done)))
  return {
    baseUrl: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/gdeltv2/`),
    faults,
    missing,
    asked,
    publish: (slice: string) => {
      newest = slice
    },
  }
}

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
    [`${slice}.gkg.csv.zip`, zipOf({ gkg: 'nobody wants it' })],
  ]),
)

const QUICK: RetryDelays = { firstWaitMs: 1, retries: 2, everyMs: 20 }

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
  const failed = await runSync(service.open, { once: isOnce, since, baseUrl }, silent, out, signal, QUICK)
  return { lines, failed }
}

test('a list is read, events before mentions', () => {
  const line = `10 ${'a'.repeat(32)} http://x/gdeltv2/20160405121500`
  expect(
    parseListing(`${line}.mentions.CSV.zip\n${line}.export.CSV.zip\nx\n${line}.gkg.csv.zip\n`).map(
      ({ kind, slice }) => [slice, kind],
    ),
  ).toEqual([
    ['20160405121500', 'export'],
    ['20160405121500', 'mentions'],
  ])
})

test('a sync takes in the newest slice, then what was missed, whatever goes wrong on the way', async ({ service }) => {
  const feed = await serveFeed(FILES)
  feed.publish(SLICES[0]!)
  expect(await sync(service, feed.baseUrl)).toMatchObject({
    failed: 0,
    lines: [/^/, /^/].map(() => expect.stringContaining(SLICES[0]!)),
  })
  expect(feed.asked).not.toContain('masterfilelist.txt')
  // Nothing new: nothing is fetched but the list.
  feed.asked.length = 0
  expect(await sync(service, feed.baseUrl)).toEqual({ failed: 0, lines: [] })
  expect(feed.asked).toEqual(['lastupdate.txt'])

  // Three slices later; one file is not there yet, the others fail at first in every way there is.
  feed.publish(SLICES[3]!)
  feed.missing.add(`${SLICES[2]}.export.CSV.zip`)
  feed.faults.set('lastupdate.txt', [FAULTS['a 503']])
  feed.faults.set('masterfilelist.txt', [FAULTS['a cut connection']])
  feed.faults.set(`${SLICES[1]}.export.CSV.zip`, [FAULTS['a wrong byte'], FAULTS['half of it']])
  feed.faults.set(`${SLICES[3]}.export.CSV.zip`, [FAULTS['a cut connection'], FAULTS['a 503']])
  const second = await sync(service, feed.baseUrl)
  expect(second.failed).toBe(1)
  expect(second.lines).toContain(`${SLICES[2]}.export.CSV.zip: ${SLICES[2]}.export.CSV.zip is not there`)

  expect(second.lines.some((line) => line.startsWith(`${SLICES[2]}.mentions`))).toBe(false)

  // Its mentions waited for it.
  feed.missing.clear()
  expect(await sync(service, feed.baseUrl)).toMatchObject({
    failed: 0,
    lines: [
      expect.stringMatching(/123000.export.CSV.zip: 2 rows: 2 events created/),
      expect.stringMatching(/123000.mentions.CSV.zip: 1 rows: .* 1 mentions written, 0 rows set aside/),
    ],
  })
  const { data } = await service.ask('{ events { totalCount } datasets { imports { totalCount } } }')
  expect(data).toMatchObject({ events: { totalCount: 8 }, datasets: [{ imports: { totalCount: 8 } }] })
  await expectNoDrift(service)
})

test('what stays damaged is left for the next time, and nothing of it is stored', async ({ service }) => {
  const feed = await serveFeed(FILES)
  feed.publish(SLICES[0]!)
  const name = `${SLICES[0]}.export.CSV.zip`
  feed.faults.set(name, [FAULTS['a wrong byte'], FAULTS['a wrong byte'], FAULTS['a wrong byte']])
  const { failed, lines } = await sync(service, feed.baseUrl)
  expect(failed).toBe(1)
  expect(lines[0]).toMatch(/could not be fetched: its MD5 is [0-9a-f]{32} instead of [0-9a-f]{32}\./)
  const { data } = await service.ask('{ events { totalCount } }')
  expect(data).toMatchObject({ events: { totalCount: 0 } })
  expect((await sync(service, feed.baseUrl)).failed).toBe(0)
})

test('it follows the feed until it is told to stop, and has then what an import of the same files has', async ({
  service,
}) => {
  const feed = await serveFeed(FILES)
  feed.publish(SLICES[0]!)
  const stop = new AbortController()
  let read = 0
  await sync(service, feed.baseUrl, {
    once: false,
    since: SLICES[0]!,
    signal: stop.signal,
    onLine: () => {
      read++
      if (read % 2 === 0) feed.publish(SLICES[read / 2] ?? SLICES[3]!)
      if (read === 8) stop.abort()
    },
  })
  const synced = await digestOf(service.db)
  await service.db.execute(
    'truncate events, actors, places, articles, publishers, datasets, feed_rows, imports, codes, event_counts, counterparts cascade',
  )
  for (const slice of SLICES) {
    await importLines(service, 'gdelt', eventsIn(slice))
    await importLines(service, 'gdelt', mentionsIn(slice))
  }
  expect(await digestOf(service.db)).toEqual(synced)
})
