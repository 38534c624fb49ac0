import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { openDatabase } from '../../database/connection/open-database.ts'
import { createLog } from '../../database/log.ts'
import { createKey } from '../../server/auth/api-keys.ts'
import { runOnServer } from '../../test/support/databases/databases.ts'
import { compile } from '../../test/support/processes/compiled.ts'
import { killServers, startServer, WITHOUT_LIMITS } from '../../test/support/processes/serving.ts'
import { generate } from '../generate.ts'
import { residentMb } from '../server.ts'
import { startCluster } from './cluster.ts'
import { faultsOf } from './faults.ts'
import { follow, publish, read, type Seen } from './load.ts'

/**
 * Runs a mixed load while the database fails in every way, and counts what was lost or stored twice.
 *
 *   npm run soak          10 minutes
 *   npm run soak -- 60    60 seconds
 */

const [SECONDS = 600] = process.argv.slice(2).map(Number)
const EVENTS = 20_000
const READERS = 4
const WRITERS = 3
const FOLLOWERS = 2
const PAUSE_BETWEEN_FAULTS_MS = 8_000
/** The time in which followers must have caught up after the end of the load. */
const CATCH_UP_MS = 15_000
const DATABASE = 'soak'

async function prepare(url: string): Promise<string> {
  const open = await openDatabase({ url, log: createLog('warn') })
  try {
    await open.migrate()
    await open.withoutTimeout((db) => generate(db, EVENTS))
    const key = await createKey(open.db, 'Soak desk', ['publish'], { datasets: ['*'] })
    if (key === undefined) throw new Error('The database has a key of this name already.')
    return key
  } finally {
    await open.close()
  }
}

/** The number of stored events by the title that a writer gave them. */
async function storedTitles(url: string): Promise<Map<string, number>> {
  const client = new pg.Client(url)
  await client.connect()
  const { rows } = await client.query<{ title: string; count: number }>(
    `select title, count(*)::int as count from events where title like 'Call writer%' group by title`,
  )
  await client.end()
  return new Map(rows.map(({ title, count }) => [title, count]))
}

function problemsOf(seenByFollower: Seen[], seen: Seen, stored: Map<string, number>): string[] {
  const problems: string[] = []
  for (const key of seen.acknowledged.keys()) {
    if (!stored.has(`Call ${key}`)) problems.push(`${key} was acknowledged and is lost`)
  }
  for (const [title, count] of stored) if (count > 1) problems.push(`${title} is stored ${count} times`)
  for (const [follower, { heard }] of seenByFollower.entries()) {
    const unheard = [...seen.acknowledged.values()].filter((id) => heard.get(id) !== 1)
    if (unheard.length > 0) problems.push(`follower ${follower}: ${unheard.length} changes were not heard exactly once`)
  }
  for (const [status, count] of [...Object.entries(seen.reads), ...Object.entries(seen.writes)]) {
    if (!EXPECTED.includes(status)) problems.push(`${count} answers of ${status}`)
  }
  return problems
}

/** Reads and writes are answered, or may be repeated. */
const EXPECTED = ['200', '503']

async function main(): Promise<void> {
  compile()
  const cluster = await startCluster()
  try {
    await runOnServer(cluster.server, `create database ${DATABASE}`)
    const url = `${cluster.server}/${DATABASE}`
    const key = await prepare(url)
    const { child, log, url: endpoint } = await startServer({ url }, WITHOUT_LIMITS)
    const rssAtStart = await residentMb(child.pid)
    const newSeen = (): Seen => ({ acknowledged: new Map(), heard: new Map(), reads: {}, writes: {} })
    const seen = newSeen()
    const seenByFollower = Array.from({ length: FOLLOWERS }, newSeen)
    const load = new AbortController()
    const following = new AbortController()
    const followers = seenByFollower.map((own) => follow(endpoint, own, following.signal))
    const clients = [
      ...Array.from({ length: READERS }, () => read(endpoint, seen, load.signal)),
      ...Array.from({ length: WRITERS }, (_, n) => publish(endpoint, key, `writer ${n}`, seen, load.signal)),
    ]

    const faults = faultsOf(cluster, url)
    if (!cluster.fillDisk) console.log('The disk is never full: only root may mount a small one.')
    const end = performance.now() + SECONDS * 1000
    let faultCount = 0
    while (performance.now() < end) {
      await sleep(PAUSE_BETWEEN_FAULTS_MS)
      const fault = faults[faultCount++ % faults.length]
      console.log(`${new Date().toISOString()} ${fault?.name}`)
      await fault?.run()
    }
    load.abort()
    await Promise.all(clients)
    await sleep(CATCH_UP_MS)
    following.abort()
    await Promise.all(followers)

    const problems = problemsOf(seenByFollower, seen, await storedTitles(url))
    if (child.exitCode !== null) problems.push(`the server ended with ${child.exitCode}`)
    const errors = log()
      .split('\n')
      .filter((line) => line.includes('"level":50') || line.includes('"level":60'))
    if (errors.length > 0) problems.push(`${errors.length} errors in the log, the first: ${errors[0]}`)
    console.log(`${faultCount} faults; ${seen.acknowledged.size} reports acknowledged`)
    console.log(`reads ${JSON.stringify(seen.reads)}; writes ${JSON.stringify(seen.writes)}`)
    console.log(
      `memory ${rssAtStart.toFixed(0)} MB at the start, ${(await residentMb(child.pid)).toFixed(0)} MB at the end`,
    )
    for (const problem of problems.slice(0, 50)) console.log(`PROBLEM: ${problem}`)
    console.log(problems.length === 0 ? 'Nothing lost, nothing doubled.' : `${problems.length} problems.`)
    process.exitCode = problems.length === 0 ? 0 : 1
  } finally {
    await killServers()
    await cluster.remove()
  }
}

await main()
