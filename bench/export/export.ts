import { compile } from '../../test/support/processes/compiled.ts'
import { killServers, startServer, WITHOUT_LIMITS, type ServedProcess } from '../../test/support/processes/serving.ts'
import { chanceOf } from '../../test/support/random.ts'
import { generatedDatabase } from '../cost/database.ts'
import { residentMb, withPostgres } from '../server.ts'
import { cursorOf, newReceived, receive, type Format, type Received } from './received.ts'

/**
 * Exports all events of a generated database in each format, and measures the memory of the server. Then exports again
 * over connections that are cut, resumes after the last complete row each time, and compares the bytes.
 *
 *   npm run bench:export               1,000,000 events on a temporary PostgreSQL server
 *   npm run bench:export -- 100000     fewer events
 *
 * `BENCH_DATABASE_URL=postgres://user@host:port` uses a running server, and keeps and reuses its databases.
 */

const EVENTS = Number(process.argv[2] ?? 1_000_000)
const FORMATS: readonly Format[] = ['csv', 'ndjson', 'geojson']
const CUTS = 20
const MAX_RISE_MB = 256
const SAMPLE_MS = 500
/** The description at the beginning of a file is shorter. */
const HEAD_BYTES = 20_000
const QUERY = `{ events(where: { realis: [ACTUAL] }) {
  nodes { id title occurred { edtf } location { latitude longitude place { name } } participations { role actor { name } } }
} }`

/**
 * Reads an export until it ends, or cuts its connection.
 * @param cutAfter bytes after which the connection is cut
 * @returns the moment of the export, and whether it has ended
 */
async function read(url: string, format: Format, received: Received, cutAfter = Infinity) {
  const response = await fetch(url)
  if (!response.ok || response.body === null) throw new Error(`${url}: ${response.status} ${await response.text()}`)
  const lineEnd = format === 'csv' ? '\r\n' : '\n'
  let bytes = 0
  const decoder = new TextDecoder()
  const asOf = response.headers.get('dateline-as-of') ?? ''
  for await (const chunk of response.body) {
    bytes += chunk.length
    receive(received, decoder.decode(chunk, { stream: true }), lineEnd)
    // Leaving the loop closes the connection.
    if (bytes >= cutAfter) return { asOf, isComplete: false }
  }
  return { asOf, isComplete: true }
}

function urlOf(origin: string, parameters: Record<string, string>): string {
  return `${new URL('/export', origin)}?${new URLSearchParams({ query: QUERY, ...parameters })}`
}

/** Exports once, and returns what arrived and the largest memory of the server above its memory before. */
async function exportOnce({ url, child: { pid } }: ServedProcess, format: Format) {
  const received = newReceived()
  const before = await residentMb(pid)
  let peak = before
  const timer = setInterval(() => void residentMb(pid).then((mb) => (peak = Math.max(peak, mb))), SAMPLE_MS)
  const started = performance.now()
  const { asOf } = await read(urlOf(url, { format }), format, received)
  clearInterval(timer)
  return { received, asOf, riseMb: peak - before, seconds: (performance.now() - started) / 1000 }
}

/** Exports over connections that are cut after random shares of the file. @returns the digest of all rows */
async function exportWithCuts(url: string, format: Format, asOf: string, bytes: number): Promise<string> {
  const chance = chanceOf(CUTS)
  const received = newReceived()
  for (let cuts = 0; ; cuts++) {
    const after: Record<string, string> = received.rows === 0 ? {} : { after: cursorOf(received.lastRow, format) }
    received.rest = ''
    const cutAfter = cuts < CUTS ? HEAD_BYTES + chance.below(Math.floor((1.5 * bytes) / CUTS)) : Infinity
    const { isComplete } = await read(urlOf(url, { format, asOf, ...after }), format, received, cutAfter)
    if (isComplete) return received.digest.digest('hex')
  }
}

async function measure(server: ServedProcess): Promise<boolean> {
  let isGood = true
  // The first pages compile the code and fill the caches, which is no rise of an export.
  await read(urlOf(server.url, { format: 'csv' }), 'csv', newReceived(), 5_000_000)
  for (const format of FORMATS) {
    const { received, asOf, riseMb, seconds } = await exportOnce(server, format)
    const rate = Math.round(received.rows / seconds)
    console.log(
      `${format}: ${received.rows} lines, ${(received.bytes / 1e6).toFixed(0)} MB, ${rate} lines/s; memory rose by ${riseMb.toFixed(0)} MB`,
    )
    isGood &&= riseMb < MAX_RISE_MB
    if (format === 'geojson') continue
    const isSame = (await exportWithCuts(server.url, format, asOf, received.bytes)) === received.digest.digest('hex')
    console.log(`${format}: cut ${CUTS} times, ${isSame ? 'the same bytes' : 'OTHER BYTES'}`)
    isGood &&= isSame
  }
  return isGood
}

await withPostgres(async (server) => {
  const url = await generatedDatabase(server, EVENTS)
  compile()
  try {
    const isGood = await measure(await startServer({ url }, { ...WITHOUT_LIMITS, LOG_LEVEL: 'error' }))
    process.exitCode = isGood ? 0 : 1
  } finally {
    await killServers()
  }
})
