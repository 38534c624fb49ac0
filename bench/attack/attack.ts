import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../../database/connection/open-database.ts'
import type { Database } from '../../database/database.ts'
import { createLog } from '../../database/log.ts'
import { toId, type Concept } from '../../database/values/ids.ts'
import { schema } from '../../schema/schema.ts'
import { seedDatabase } from '../../seeds/seed.ts'
import { seedsFolder } from '../../server/open-migrated.ts'
import { compile } from '../../test/support/processes/compiled.ts'
import { killServers, startServer, type ServedProcess } from '../../test/support/processes/serving.ts'
import { generate } from '../generate.ts'
import { createDatabase, residentMb, withPostgres } from '../server.ts'
import { wrongOutcomes, type Target } from './case.ts'
import { CASES } from './cases.ts'
import { nullCases } from './cases/nulls.ts'
import { makeCredentials } from './credentials.ts'
import { useService, type Service } from './honest-client.ts'
import { startAttacker } from './start-attacker.ts'

/**
 * Attacks one server with named cases, while an honest client uses it.
 *
 *   npm run attack                      20,000 events, 60 seconds
 *   npm run attack -- 1000000 3600      1,000,000 events, an hour
 *
 * First every case runs alone and must have its outcome. Then ten attackers on five loopback addresses send 200 requests
 * a second together. The server may use 1 GB. `BENCH_DATABASE_URL` names a running PostgreSQL server.
 */

const [EVENTS = 20_000, SECONDS = 60] = process.argv.slice(2).map(Number)
const ATTACKERS = 10
const ADDRESSES = 5
const REQUESTS_PER_SECOND = 200
const HONEST_RATE = 20
/** Of a second honest client, which has a new connection for each request; its figures are printed. */
const STRANGER_RATE = 5
const QUIET_SECONDS = 20
/**
 * Virtual machines are slow to give memory that is touched for the first time: this one took 9 s for a gigabyte. The
 * attackers and the server get theirs before the honest client is measured; its figures until then are printed.
 */
const WARM_UP_SECONDS = 30
const MAX_RSS_MB = 700
const MIN_ANSWERED = 0.999
const MAX_P99_MS = 150
/** Of all that the process may allocate. */
const LIMIT_BYTES = 1024 ** 3
const HEAP_MB = 640
/** A line of the log may be as long: docs/operations.md. */
const MAX_LOG_LINE = 8_000

interface Prepared {
  url: string
  environment: Record<string, string>
  target: Pick<Target, 'credentials' | 'ids'>
}

async function prepare(server: string, folder: string): Promise<Prepared> {
  const database = `attack_${EVENTS}`
  const url = `${server}/${database}`
  const isNew = await createDatabase(server, database)
  const open = await openDatabase({ url, log: createLog('warn') })
  try {
    if (isNew) {
      await open.migrate()
      await open.withoutTimeout((db) => generate(db, EVENTS))
      await seedDatabase(open.db, seedsFolder)
    }
    const { headers, environment } = await makeCredentials(open.db, folder)
    return { url, environment, target: { credentials: headers, ids: await findIds(open.db) } }
  } finally {
    await open.close()
  }
}

/** The objects of others that the attackers try to change. */
async function findIds(db: Database): Promise<Record<string, string>> {
  const idOf = async (concept: Concept, statement: string): Promise<string> => {
    const { rows } = (await db.execute(statement)) as unknown as { rows: { id: string }[] }
    return toId(concept, rows[0]?.id ?? '')
  }
  const eventOf = (name: string) =>
    idOf(
      'event',
      `select events.id from events join datasets on datasets.id = dataset_id where name = '${name}' limit 1`,
    )
  return {
    desk: await eventOf('dataset-1'),
    imported: await eventOf('dataset-0'),
    actor: await idOf('actor', 'select id from actors order by id limit 1'),
    otherActor: await idOf('actor', 'select id from actors order by id offset 1 limit 1'),
  }
}

/** Runs every case once, one after the other. @returns the cases with another outcome */
async function runAlone(target: Target): Promise<string[]> {
  const problems: string[] = []
  const cases = [...CASES, ...nullCases(schema)]
  const names = new Set(cases.map(({ name }) => name))
  if (names.size < cases.length) problems.push(`${cases.length - names.size} cases have the name of another`)
  for (const [n, { name, expected, run }] of cases.entries()) {
    // Many addresses, so that no limit of a client is reached.
    const outcome = await run({ ...target, localAddress: `127.1.${n % 200}.${1 + (n % 250)}` })
    if (wrongOutcomes(outcome, expected).length > 0)
      problems.push(`${name}: ${outcome}, expected ${expected.join(', ')}`)
  }
  console.log(`${names.size} cases alone, ${problems.length} with another outcome`)
  return problems
}

/** Beyond the limit, allocations fail and the process ends. */
function limitMemory({ child }: ServedProcess): void {
  try {
    execFileSync('prlimit', [`--pid=${child.pid}`, `--data=${LIMIT_BYTES}`], { stdio: 'ignore' })
  } catch {
    console.log('Only the heap is limited: this machine has no command prlimit.')
  }
}

function describe({ count, answered, p50, p99 }: Service): string {
  return `${answered} of ${count} answered, p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`
}

async function attack(served: ServedProcess, known: Prepared['target'], folder: string): Promise<string[]> {
  const { child, url, log } = served
  const target = { host: '127.0.0.1', port: Number(new URL(url).port), localAddress: '127.3.0.1', ...known }
  const use = (seconds: number) => useService(target, { seconds, rate: HONEST_RATE, keeps: true })
  await use(5)
  const quiet = await use(QUIET_SECONDS)
  console.log(`quiet: ${describe(quiet)}`)
  const problems = await runAlone(target)

  let maxRss = 0
  const sampling = setInterval(() => {
    if (child.exitCode !== null) return
    // A process that has just ended has none.
    void residentMb(child.pid).then(
      (mb) => (maxRss = Math.max(maxRss, mb)),
      () => undefined,
    )
  }, 250)
  const starts = await Promise.all(
    Array.from({ length: ATTACKERS }, (_, n) => {
      const orders = {
        target: { ...target, localAddress: `127.2.${n % ADDRESSES}.1` },
        seconds: WARM_UP_SECONDS + SECONDS,
        requestsPerSecond: REQUESTS_PER_SECOND / ATTACKERS,
        seed: n,
      }
      return startAttacker(orders, join(folder, `orders-${n}.json`))
    }),
  )
  const attackers = starts.map((start) => start())
  console.log(`under attack, first ${WARM_UP_SECONDS} s: ${describe(await use(WARM_UP_SECONDS))}`)
  const stranger = { ...target, localAddress: '127.3.1.1' }
  const [attacked, strange] = await Promise.all([
    use(SECONDS),
    useService(stranger, { seconds: SECONDS, rate: STRANGER_RATE, keeps: false }),
  ])
  const reports = await Promise.all(attackers)
  clearInterval(sampling)

  const outcomes: Record<string, number> = {}
  for (const { outcomes: own } of reports) {
    for (const [outcome, count] of Object.entries(own)) outcomes[outcome] = (outcomes[outcome] ?? 0) + count
  }
  console.log(`under attack: ${describe(attacked)}; memory at most ${maxRss.toFixed(0)} MB`)
  console.log(`with a new connection for each request: ${describe(strange)}`)
  const sumOf = (key: 'count' | 'requests') => reports.reduce((sum, report) => sum + report[key], 0)
  console.log(`${sumOf('count')} attacks of ${sumOf('requests')} requests: ${JSON.stringify(outcomes)}`)
  problems.push(...[...new Set(reports.flatMap(({ wrong }) => wrong))].map((text) => `under load: ${text}`))
  problems.push(...problemsOfLog(log()))
  if (child.exitCode !== null) problems.push(`the server ended with ${child.exitCode}`)
  if (maxRss > MAX_RSS_MB) problems.push(`memory ${maxRss.toFixed(0)} MB, the limit is ${MAX_RSS_MB} MB`)
  if (attacked.answered < attacked.count * MIN_ANSWERED) problems.push(`the honest client: ${describe(attacked)}`)
  const maxP99 = Math.max(2 * quiet.p99, MAX_P99_MS)
  if (attacked.p99 > maxP99) problems.push(`p99 ${attacked.p99.toFixed(0)} ms, the limit is ${maxP99.toFixed(0)} ms`)
  return problems
}

/** An error in the log is a defect; a long line fills the disk. */
function problemsOfLog(log: string): string[] {
  const lines = log.split('\n')
  const errors = lines.filter((line) => /"level":[56]0/.test(line))
  const longest = Math.max(...lines.map((line) => Buffer.byteLength(line)))
  console.log(`${lines.length} lines in the log, ${(log.length / 1e6).toFixed(1)} MB, the longest of ${longest} bytes`)
  return [
    ...(errors.length > 0 ? [`${errors.length} errors in the log, the first: ${errors[0]}`] : []),
    ...(longest > MAX_LOG_LINE ? [`a line of the log has ${longest} bytes`] : []),
  ]
}

async function main(): Promise<void> {
  compile()
  const folder = mkdtempSync(join(tmpdir(), 'dateline-attack-'))
  await withPostgres(async (server) => {
    const { url, environment, target } = await prepare(server, folder)
    const served = await startServer(
      { url },
      {
        ...environment,
        NODE_ENV: 'production',
        NODE_OPTIONS: `--max-old-space-size=${HEAP_MB} --max-semi-space-size=32`,
        LOG_LEVEL: 'info',
      },
    )
    limitMemory(served)
    try {
      const problems = await attack(served, target, folder)
      for (const problem of problems) console.log(`PROBLEM: ${problem}`)
      console.log(problems.length === 0 ? 'No problem found.' : `${problems.length} problems.`)
      process.exitCode = problems.length === 0 ? 0 : 1
    } finally {
      await killServers()
      rmSync(folder, { recursive: true, force: true })
    }
  })
}

await main()
