import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { openDatabase } from '../../database/connection/open-database.ts'
import { createLog } from '../../database/log.ts'
import { seedDatabase } from '../../seeds/seed.ts'
import { seedsFolder } from '../../server/open-migrated.ts'
import { compile } from '../../test/support/processes/compiled.ts'
import { killServers, startServer, type ServedProcess } from '../../test/support/processes/serving.ts'
import { generate } from '../generate.ts'
import { createDatabase, residentMb, withPostgres } from '../server.ts'
import type { AttackReport, Orders } from './attacker.ts'
import { CASES } from './cases.ts'
import { useService, type Service } from './honest-client.ts'

/**
 * Attacks one server with named cases, while an honest client uses it.
 *
 *   npm run attack                      20,000 events, 60 seconds
 *   npm run attack -- 1000000 3600      1,000,000 events, an hour
 *
 * First every case runs alone and must have its outcome. Then ten attackers on five loopback addresses send 200 cases a
 * second together. The server has a heap of 640 MB. `BENCH_DATABASE_URL` names a running PostgreSQL server.
 */

const [EVENTS = 20_000, SECONDS = 60] = process.argv.slice(2).map(Number)
const ATTACKERS = 10
const ADDRESSES = 5
const REQUESTS_PER_SECOND = 200
const HONEST_RATE = 20
const QUIET_SECONDS = 15
const MAX_RSS_MB = 700
const MIN_ANSWERED = 0.999
const MAX_P99_MS = 150
const HEAP_MB = 640

async function prepare(server: string): Promise<string> {
  const database = `attack_${EVENTS}`
  const url = `${server}/${database}`
  if (!(await createDatabase(server, database))) return url
  const open = await openDatabase({ url, log: createLog('warn') })
  await open.migrate()
  await open.withoutTimeout((db) => generate(db, EVENTS))
  await seedDatabase(open.db, seedsFolder)
  await open.close()
  return url
}

/** Runs every case once, one after the other. @returns the cases with another outcome */
async function runAlone(port: number): Promise<string[]> {
  const wrong: string[] = []
  for (const [n, { name, expected, run }] of CASES.entries()) {
    // Many addresses, so that no limit of a client is reached.
    const outcome = await run({ host: '127.0.0.1', port, localAddress: `127.1.${n % 200}.${1 + (n % 250)}` })
    if (!expected.test(outcome)) wrong.push(`${name}: ${outcome}, expected ${String(expected)}`)
  }
  return wrong
}

function startAttacker(port: number, n: number): Promise<AttackReport> {
  const orders: Orders = {
    target: { host: '127.0.0.1', port, localAddress: `127.2.${n % ADDRESSES}.1` },
    seconds: SECONDS,
    requestsPerSecond: REQUESTS_PER_SECOND / ATTACKERS,
    seed: n,
  }
  const script = join(import.meta.dirname, 'attacker.ts')
  const child = spawn('nice', ['-n', '19', process.execPath, '--import', 'tsx', script, JSON.stringify(orders)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => {
      if (code === 0) resolve(JSON.parse(output) as AttackReport)
      else reject(new Error(`An attacker ended with ${code}.`))
    })
  })
}

function describe({ count, answered, p50, p99 }: Service): string {
  return `${answered} of ${count} answered, p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`
}

async function attack({ child, url }: ServedProcess): Promise<string[]> {
  const port = Number(new URL(url).port)
  const honest = { host: '127.0.0.1', port, localAddress: '127.3.0.1' }
  const problems: string[] = []
  await useService(honest, 5, HONEST_RATE)
  const quiet = await useService(honest, QUIET_SECONDS, HONEST_RATE)
  console.log(`quiet: ${describe(quiet)}`)

  const wrong = await runAlone(port)
  console.log(`${CASES.length} cases alone, ${wrong.length} with another outcome`)
  problems.push(...wrong)

  let maxRss = 0
  const sampling = setInterval(() => {
    if (child.exitCode === null) maxRss = Math.max(maxRss, residentMb(child.pid))
  }, 250)
  const attackers = Array.from({ length: ATTACKERS }, (_, n) => startAttacker(port, n))
  const attacked = await useService(honest, SECONDS, HONEST_RATE)
  const reports = await Promise.all(attackers)
  clearInterval(sampling)

  const outcomes: Record<string, number> = {}
  for (const { outcomes: own } of reports) {
    for (const [outcome, count] of Object.entries(own)) outcomes[outcome] = (outcomes[outcome] ?? 0) + count
  }
  console.log(`under attack: ${describe(attacked)}; memory at most ${maxRss.toFixed(0)} MB`)
  console.log(`${reports.reduce((sum, { count }) => sum + count, 0)} attacks: ${JSON.stringify(outcomes)}`)
  const wrongUnderLoad = new Set(reports.flatMap((one) => one.wrong))
  problems.push(...[...wrongUnderLoad].map((text) => `under load: ${text}`))
  if (child.exitCode !== null) problems.push(`the server ended with ${child.exitCode}`)
  if (maxRss > MAX_RSS_MB) problems.push(`memory ${maxRss.toFixed(0)} MB, the limit is ${MAX_RSS_MB} MB`)
  if (attacked.answered < attacked.count * MIN_ANSWERED) problems.push(`the honest client: ${describe(attacked)}`)
  const maxP99 = Math.max(2 * quiet.p99, MAX_P99_MS)
  if (attacked.p99 > maxP99) problems.push(`p99 ${attacked.p99.toFixed(0)} ms, the limit is ${maxP99.toFixed(0)} ms`)
  return problems
}

async function main(): Promise<void> {
  compile()
  await withPostgres(async (server) => {
    const target = { url: await prepare(server) }
    const started = await startServer(target, {
      NODE_ENV: 'production',
      NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}`,
      LOG_LEVEL: 'error',
    })
    try {
      const problems = await attack(started)
      for (const problem of problems) console.log(`PROBLEM: ${problem}`)
      console.log(problems.length === 0 ? 'No problem found.' : `${problems.length} problems.`)
      process.exitCode = problems.length === 0 ? 0 : 1
    } finally {
      await killServers()
    }
  })
}

await main()
