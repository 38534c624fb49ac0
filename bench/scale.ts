import { openDatabase } from '../database/connection/open-database.ts'
import { createLog } from '../database/log.ts'
import { createApp } from '../server/graphql/app.ts'
import { runOnServer } from '../test/support/databases/databases.ts'
import { generate } from './generate.ts'
import { benchQueries } from './queries.ts'
import { findSampleIds } from './sample-ids.ts'
import { median, withPostgres } from './server.ts'

/**
 * How answers fare as data grows: the same questions to a database of each size, and how much longer the larger one takes.
 *
 *   npm run bench:scale                 100,000 and 1,000,000 events, on a PostgreSQL that it starts and throws away
 *   npm run bench:scale -- 10000 50000  other sizes
 *
 * `BENCH_DATABASE_URL=postgres://user@host:port` takes a server that runs, and keeps and reuses its databases.
 */

const log = createLog('warn')
const CURSOR_KEY = 'bench'
const WARM_UP = 3
const MEASURED = 15
const MOST_MS = 50
const MOST_GROWTH = 1.5

interface Timing {
  median: number
  slowest: number
  statements: number
}

async function measure(server: string, size: number): Promise<Map<string, Timing>> {
  const name = `bench_${size}`
  const isNew = await runOnServer(server, `create database ${name}`).then(
    () => true,
    () => false,
  )
  let statements = 0
  const open = await openDatabase({ url: `${server}/${name}`, log, logger: { logQuery: () => void statements++ } })
  try {
    if (isNew) {
      await open.migrate()
      const phases = await open.withoutTimeout((db) => generate(db, size))
      for (const { name: phase, seconds } of phases) console.error(`${size}: ${phase} in ${seconds.toFixed(1)} s`)
    }
    const app = createApp({ db: open.db, cursorKey: CURSOR_KEY, log })
    const ask = async (query: string) => {
      const response = await app.fetch('http://dateline.bench/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      })
      return (await response.json()) as { errors?: { message: string }[] }
    }
    const at = await open.withoutTimeout((db) => findSampleIds(db, CURSOR_KEY))
    const timings = new Map<string, Timing>()
    for (const { name: what, query } of benchQueries(at)) {
      const times: number[] = []
      for (let run = 0; run < WARM_UP + MEASURED; run++) {
        statements = 0
        const started = performance.now()
        const { errors } = await ask(query)
        if (errors) throw new Error(`${what}: ${errors[0]!.message}`)
        if (run >= WARM_UP) times.push(performance.now() - started)
      }
      timings.set(what, { median: median(times), slowest: Math.max(...times), statements })
    }
    return timings
  } finally {
    await open.close()
  }
}

async function main(): Promise<void> {
  const given = process.argv.slice(2).map(Number)
  const sizes = given.length > 0 ? given : [100_000, 1_000_000]
  if (!sizes.every((size) => Number.isInteger(size) && size >= 1_000))
    throw new Error('Sizes are numbers of events, 1000 or more.')
  const measured = await withPostgres(async (server) => {
    const timings: Map<string, Timing>[] = []
    for (const size of sizes) timings.push(await measure(server, size))
    return timings
  })
  const [smallest, largest] = [measured[0]!, measured.at(-1)!]
  console.log(`| question | ${sizes.map((size) => `${size} events, ms (slowest)`).join(' | ')} | growth | statements |`)
  console.log(`| --- |${sizes.map(() => ' ---: |').join('')} ---: | ---: |`)
  const slow: string[] = []
  for (const [what, { statements }] of largest) {
    const growth = largest.get(what)!.median / smallest.get(what)!.median
    const cells = measured.map((timings) => {
      const { median: middle, slowest } = timings.get(what)!
      return `${middle.toFixed(1)} (${slowest.toFixed(1)})`
    })
    if (largest.get(what)!.median > MOST_MS || growth > MOST_GROWTH) slow.push(what)
    console.log(`| ${what} | ${cells.join(' | ')} | ${growth.toFixed(2)} | ${statements} |`)
  }
  console.log(
    slow.length === 0
      ? `\nAll under ${MOST_MS} ms, and within ${MOST_GROWTH} times.`
      : `\nOver ${MOST_MS} ms, or more than ${MOST_GROWTH} times as long: ${slow.join('; ')}`,
  )
}

await main()
