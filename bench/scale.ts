import { parseArgs } from 'node:util'
import { openDatabase } from '../database/connection/open-database.ts'
import { createLog } from '../database/log.ts'
import type { DatasetMethod } from '../ingest/derived/evidence.ts'
import { createApp } from '../server/graphql/app.ts'
import { generate } from './generate.ts'
import { benchQueries } from './queries.ts'
import { findSampleIds } from './sample-ids.ts'
import { createDatabase, median, withPostgres } from './server.ts'

/**
 * Measures how response times grow with the data: the same queries on a database of each size.
 *
 *   npm run bench:scale                 100,000 and 1,000,000 events on a temporary PostgreSQL server
 *   npm run bench:scale -- 10000 50000  other sizes
 *   npm run bench:scale -- --coded      machines made the events: 80 % are CODED, which lists leave out by default
 *
 * `BENCH_DATABASE_URL=postgres://user@host:port` uses a running server, and keeps and reuses its databases.
 */

const log = createLog('warn')
const CURSOR_KEY = 'bench'
const WARM_UP_RUNS = 3
const MEASURED_RUNS = 15
const MAX_MEDIAN_MS = 50
const MAX_GROWTH = 1.5

interface Timing {
  name: string
  medianMs: number
  maxMs: number
  statements: number
}

async function measure(server: string, size: number, method: DatasetMethod): Promise<Timing[]> {
  const database = method === 'CODED' ? `bench_${size}_coded` : `bench_${size}`
  const isNew = await createDatabase(server, database)
  let statements = 0
  const open = await openDatabase({ url: `${server}/${database}`, log, logger: { logQuery: () => void statements++ } })
  try {
    if (isNew) {
      await open.migrate()
      const phases = await open.withoutTimeout((db) => generate(db, size, method))
      for (const { name, seconds } of phases) console.error(`${size}: ${name} in ${seconds.toFixed(1)} s`)
    }
    const app = createApp({ db: open.db, cursorKey: CURSOR_KEY, log })
    const execute = async (query: string) => {
      const response = await app.yoga.fetch('http://dateline.bench/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      })
      return (await response.json()) as { errors?: { message: string }[] }
    }
    const ids = await open.withoutTimeout((db) => findSampleIds(db, CURSOR_KEY))
    const timings: Timing[] = []
    for (const { name, query } of benchQueries(ids)) {
      const times: number[] = []
      for (let run = 0; run < WARM_UP_RUNS + MEASURED_RUNS; run++) {
        statements = 0
        const started = performance.now()
        const { errors } = await execute(query)
        if (errors) throw new Error(`${name}: ${errors[0]?.message}`)
        if (run >= WARM_UP_RUNS) times.push(performance.now() - started)
      }
      timings.push({ name, medianMs: median(times), maxMs: Math.max(...times), statements })
    }
    return timings
  } finally {
    await open.close()
  }
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { coded: { type: 'boolean', default: false } },
  })
  const method = values.coded ? 'CODED' : 'EDITED'
  const sizes = positionals.length > 0 ? positionals.map(Number) : [100_000, 1_000_000]
  if (!sizes.every((size) => Number.isInteger(size) && size >= 1_000))
    throw new Error(
      `Each size must be a whole number of events, 1000 or more; got ${positionals.join(' ').slice(0, 80)}.`,
    )
  const measured = await withPostgres(async (server) => {
    const timingsBySize: Timing[][] = []
    for (const size of sizes) timingsBySize.push(await measure(server, size, method))
    return timingsBySize
  })
  console.log(`| query | ${sizes.map((size) => `${size} events, ms (slowest)`).join(' | ')} | growth | statements |`)
  console.log(`| --- |${sizes.map(() => ' ---: |').join('')} ---: | ---: |`)
  const slowQueries: string[] = []
  for (const [i, { name, medianMs, statements }] of (measured.at(-1) ?? []).entries()) {
    // All sizes run the same queries in the same order.
    const timings = measured.flatMap((timingsOfSize) => timingsOfSize.slice(i, i + 1))
    const growth = medianMs / (timings[0]?.medianMs ?? medianMs)
    const cells = timings.map((timing) => `${timing.medianMs.toFixed(1)} (${timing.maxMs.toFixed(1)})`)
    if (medianMs > MAX_MEDIAN_MS || growth > MAX_GROWTH) slowQueries.push(name)
    console.log(`| ${name} | ${cells.join(' | ')} | ${growth.toFixed(2)} | ${statements} |`)
  }
  console.log(
    slowQueries.length === 0
      ? `\nAll queries take at most ${MAX_MEDIAN_MS} ms and grow at most ${MAX_GROWTH} times.`
      : `\nOver ${MAX_MEDIAN_MS} ms or more than ${MAX_GROWTH} times as long: ${slowQueries.join('; ')}`,
  )
}

await main()
