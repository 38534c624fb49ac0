import { createClient } from 'graphql-ws'
import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import type { OpenDatabase } from '../database/connection/connection.ts'
import { openDatabase } from '../database/connection/open-database.ts'
import { createLog } from '../database/log.ts'
import { publishReport } from '../ingest/publish.ts'
import { runOnServer } from '../test/support/databases/databases.ts'
import { phoneCall, reportDocument } from '../test/support/documents/report-document.ts'
import { compile } from '../test/support/processes/compiled.ts'
import { killServers, startServer, WITHOUT_LIMITS } from '../test/support/processes/serving.ts'
import { median, percentile, residentMb, withPostgres } from './server.ts'

/**
 * Measures subscriptions: the memory of an idle one, the time from a commit to its arrival at subscribers, and whether
 * all of 10,000 changes in a minute arrive.
 *
 * npm run bench:follow              1,000 idle subscriptions and 10,000 changes over each transport
 * npm run bench:follow -- 500 2000  500 idle subscriptions and 2,000 changes
 */

const [IDLE_COUNT = 1_000, CHANGE_COUNT = 10_000] = process.argv.slice(2).map(Number)
const BUSY_COUNT = 20
const EVENTS_PER_REPORT = 10
const ROUND_COUNT = 50
const MINUTE_MS = 60_000

const SUBSCRIPTION = 'subscription { eventChanged { version } }'

/** Starts a subscription and returns a function that ends it. */
type Subscribe = (url: string, onChange: () => void) => Promise<() => void>

/** Uses the HTTP client of Node.js, which needs little memory itself. */
const subscribeOverSse: Subscribe = (url, onChange) =>
  new Promise((resolve, reject) => {
    const sseRequest = request(
      url,
      { method: 'POST', headers: { 'content-type': 'application/json', accept: 'text/event-stream' } },
      (response) => {
        response.setEncoding('latin1')
        response.on('data', (text: string) => {
          for (const _event of text.matchAll(/event: next/g)) onChange()
        })
        resolve(() => sseRequest.destroy())
      },
    )
    sseRequest.on('error', reject)
    sseRequest.end(JSON.stringify({ query: SUBSCRIPTION }))
  })

const subscribeOverWebSocket: Subscribe = async (url, onChange) => {
  const client = createClient({
    url: url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    lazy: false,
    retryAttempts: 0,
  })
  await new Promise<void>((resolve) => void client.on('connected', () => resolve()))
  client.subscribe({ query: SUBSCRIPTION }, { next: onChange, error: () => undefined, complete: () => undefined })
  return () => void client.dispose()
}

function formatMs(valueMs: number): string {
  return `${valueMs.toFixed(1)} ms`
}

let reportCount = 0
function publish({ db }: OpenDatabase, eventCount: number) {
  const events = Array.from({ length: eventCount }, (_, n) => phoneCall({ key: `call-${n}`, title: `Call ${n}` }))
  return publishReport(db, reportDocument({ idempotencyKey: `report ${reportCount++}`, events }), { by: 'bench' })
}

/** Measures memory and latency with many subscriptions and few changes. */
async function measureIdle(
  name: string,
  subscribe: Subscribe,
  url: string,
  pid: number,
  open: OpenDatabase,
): Promise<void> {
  const before = await residentMb(pid)
  let onChange: (() => void) | undefined
  const unsubscribes = []
  for (let n = 0; n < IDLE_COUNT; n++) unsubscribes.push(await subscribe(url, () => onChange?.()))
  await sleep(5_000)
  const bytes = ((await residentMb(pid)) - before) * 1024 * 1024
  const times: number[] = []
  for (let round = 0; round < ROUND_COUNT; round++) {
    await new Promise<void>((resolve) => {
      let pendingCount = IDLE_COUNT
      let earlyCount = 0
      let committedAt: number | undefined
      onChange = () => {
        if (committedAt === undefined) earlyCount++
        else times.push(performance.now() - committedAt)
        if (--pendingCount === 0) resolve()
      }
      void publish(open, 1).then(() => {
        committedAt = performance.now()
        // PostgreSQL notifies listeners at the commit, slightly before the writer receives the answer.
        for (let n = 0; n < earlyCount; n++) times.push(0)
      })
    })
    await sleep(20)
  }
  onChange = undefined
  for (const unsubscribe of unsubscribes) unsubscribe()
  await sleep(1_000)
  console.log(
    `${name}: ${IDLE_COUNT} idle subscriptions take ${(bytes / IDLE_COUNT / 1024).toFixed(1)} kB each; a change arrives p50 ${formatMs(median(times))}, p99 ${formatMs(percentile(times, 0.99))} after the commit (${ROUND_COUNT} changes)`,
  )
}

/** Measures whether all changes arrive with few subscriptions and many changes. */
async function measureBusy(name: string, subscribe: Subscribe, url: string, open: OpenDatabase): Promise<void> {
  const counters = Array.from({ length: BUSY_COUNT }, () => ({ count: 0 }))
  const unsubscribes = await Promise.all(counters.map((counter) => subscribe(url, () => void counter.count++)))
  await sleep(1_000)
  const started = performance.now()
  const reportsDue = CHANGE_COUNT / EVENTS_PER_REPORT
  for (let n = 0; n < reportsDue; n++) {
    const due = started + (n / reportsDue) * MINUTE_MS
    if (due > performance.now()) await sleep(due - performance.now())
    await publish(open, EVENTS_PER_REPORT)
  }
  const published = performance.now()
  while (counters.some(({ count }) => count < CHANGE_COUNT) && performance.now() - published < MINUTE_MS) await sleep(5)
  const lagMs = performance.now() - published
  for (const unsubscribe of unsubscribes) unsubscribe()
  const counts = counters.map(({ count }) => count)
  console.log(
    `${name}: ${CHANGE_COUNT} changes in ${((published - started) / 1000).toFixed(1)} s; ${counts.filter((count) => count === CHANGE_COUNT).length} of ${BUSY_COUNT} subscriptions received all, the slowest ${Math.min(...counts)}, ${formatMs(lagMs)} after the last commit`,
  )
}

compile()
await withPostgres(async (server) => {
  await runOnServer(server, 'drop database if exists follow')
  await runOnServer(server, 'create database follow')
  const target = { url: `${server}/follow` }
  const open = await openDatabase({ ...target, log: createLog('warn') })
  await open.migrate()
  try {
    for (const [name, subscribe] of [
      ['SSE', subscribeOverSse],
      ['WebSocket', subscribeOverWebSocket],
    ] as const) {
      const limit = String(IDLE_COUNT + BUSY_COUNT)
      const { url, child, kill } = await startServer(target, {
        ...WITHOUT_LIMITS,
        MAX_CONNECTIONS: '100000',
        MAX_SUBSCRIPTIONS: limit,
        MAX_SUBSCRIPTIONS_PER_CLIENT: limit,
      })
      // The first subscription and report are slow and take memory that later ones do not.
      const unsubscribe = await subscribe(url, () => undefined)
      await publish(open, 1)
      await sleep(2_000)
      unsubscribe()
      if (child.pid === undefined) throw new Error('The server process has no id.')
      await measureIdle(name, subscribe, url, child.pid, open)
      await measureBusy(name, subscribe, url, open)
      await kill()
    }
  } finally {
    await open.close()
    await killServers()
  }
})
