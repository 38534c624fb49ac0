import { createClient } from 'graphql-ws'
import { execFileSync } from 'node:child_process'
import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { openDatabase } from '../database/connection/open-database.ts'
import { createLog } from '../database/log.ts'
import { publishReport } from '../ingest/publish.ts'
import { runOnServer } from '../test/support/databases/databases.ts'
import { phoneCall, reportDocument } from '../test/support/documents/report-document.ts'
import { killServers, startServer } from '../test/support/processes/serving.ts'
import { median, withPostgres } from './server.ts'

/**
 * What it costs to be followed: the memory that an idle subscription takes, how long a change is on its way to those who
 * follow, and whether 10,000 changes a minute reach them.
 *
 *   npm run bench:follow              1,000 idle subscriptions over each transport; 20 that hear 10,000 changes
 *   npm run bench:follow -- 500 2000  as many idle ones, as many changes in a minute
 */

const [IDLE = 1_000, CHANGES = 10_000] = process.argv.slice(2).map(Number)
const BUSY = 20
const EVENTS_A_REPORT = 10
const ROUNDS = 50
const MINUTE_MS = 60_000

const FOLLOW = 'subscription { eventChanged { version } }'

/** Follows; what is returned ends it. */
type Follow = (url: string, onChange: () => void) => Promise<() => void>

/** Node's own client, which takes little by itself. */
const overSse: Follow = (url, onChange) =>
  new Promise((following, fail) => {
    const asked = request(
      url,
      { method: 'POST', headers: { 'content-type': 'application/json', accept: 'text/event-stream' } },
      (response) => {
        response.setEncoding('latin1')
        response.on('data', (text: string) => {
          for (let at = text.indexOf('event: next'); at >= 0; at = text.indexOf('event: next', at + 1)) onChange()
        })
        following(() => asked.destroy())
      },
    )
    asked.on('error', fail)
    asked.end(JSON.stringify({ query: FOLLOW }))
  })

const overSocket: Follow = async (url, onChange) => {
  const client = createClient({
    url: url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    lazy: false,
    retryAttempts: 0,
  })
  await new Promise<void>((connected) => void client.on('connected', () => connected()))
  client.subscribe({ query: FOLLOW }, { next: onChange, error: () => undefined, complete: () => undefined })
  return () => void client.dispose()
}

function residentBytes(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).trim()) * 1024
}

function percentile(times: readonly number[], share: number): number {
  return times.toSorted((one, other) => one - other)[Math.min(times.length - 1, Math.floor(times.length * share))]!
}

function milliseconds(value: number): string {
  return `${value.toFixed(1)} ms`
}

type Open = Awaited<ReturnType<typeof openDatabase>>

let reports = 0
function publish({ db }: Open, count: number) {
  const events = Array.from({ length: count }, (_each, n) => phoneCall({ key: `call-${n}`, title: `Call ${n}` }))
  return publishReport(db, reportDocument({ idempotencyKey: `report ${reports++}`, events }), { by: 'bench' })
}

/** Many follow, and little happens. */
async function idle(name: string, follow: Follow, url: string, pid: number, open: Open): Promise<void> {
  const before = residentBytes(pid)
  let heard: (() => void) | undefined
  const ends = []
  for (let n = 0; n < IDLE; n++) ends.push(await follow(url, () => heard?.()))
  await sleep(5_000)
  const bytes = residentBytes(pid) - before
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    await new Promise<void>((all) => {
      let left = IDLE
      let committed: number | undefined
      const early: number[] = []
      heard = () => {
        const now = performance.now()
        if (committed === undefined) early.push(now)
        else times.push(now - committed)
        if (--left === 0) all()
      }
      void publish(open, 1).then(() => {
        committed = performance.now()
        // The bell rings at the commit, which is a moment before the writer is told of it.
        for (const _each of early) times.push(0)
      })
    })
    await sleep(20)
  }
  heard = undefined
  for (const end of ends) end()
  await sleep(1_000)
  console.log(
    `${name}: ${IDLE} idle subscriptions take ${(bytes / IDLE / 1024).toFixed(1)} kB each; a change reaches all of them: p50 ${milliseconds(median(times))}, p99 ${milliseconds(percentile(times, 0.99))} after the commit (${ROUNDS} changes)`,
  )
}

/** Few follow, and much happens. */
async function busy(name: string, follow: Follow, url: string, open: Open): Promise<void> {
  const heard = Array.from({ length: BUSY }, () => 0)
  const ends = await Promise.all(heard.map((_none, n) => follow(url, () => void heard[n]!++)))
  await sleep(1_000)
  const started = performance.now()
  const reportsDue = CHANGES / EVENTS_A_REPORT
  for (let n = 0; n < reportsDue; n++) {
    const due = started + (n / reportsDue) * MINUTE_MS
    if (due > performance.now()) await sleep(due - performance.now())
    await publish(open, EVENTS_A_REPORT)
  }
  const published = performance.now()
  while (heard.some((count) => count < CHANGES) && performance.now() - published < MINUTE_MS) await sleep(5)
  const behind = performance.now() - published
  for (const end of ends) end()
  console.log(
    `${name}: ${CHANGES} changes in ${((published - started) / 1000).toFixed(1)} s reached ${heard.filter((count) => count === CHANGES).length} of ${BUSY} subscriptions, ${Math.min(...heard)} at least; all were there ${milliseconds(behind)} after the last commit`,
  )
}

await withPostgres(async (server) => {
  await runOnServer(server, 'drop database if exists follow')
  await runOnServer(server, 'create database follow')
  const target = { url: `${server}/follow` }
  const open = await openDatabase({ ...target, log: createLog('warn') })
  await open.migrate()
  try {
    for (const [name, follow] of [
      ['SSE', overSse],
      ['WebSocket', overSocket],
    ] as const) {
      const limit = String(IDLE + BUSY)
      const { url, child, kill } = await startServer(target, {
        MAX_SUBSCRIPTIONS: limit,
        MAX_SUBSCRIPTIONS_PER_CLIENT: limit,
      })
      // The first of everything is slow, and takes memory that the others do not.
      const end = await follow(url, () => undefined)
      await publish(open, 1)
      await sleep(2_000)
      end()
      await idle(name, follow, url, child.pid!, open)
      await busy(name, follow, url, open)
      await kill()
    }
  } finally {
    await open.close()
    await killServers()
  }
})
