import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../database/connection/open-database.ts'
import { createLog } from '../database/log.ts'
import { projectRoot } from '../database/project-root.ts'
import { schema } from '../schema/schema.ts'
import { seedDatabase } from '../seeds/seed.ts'
import { seedsFolder } from '../server/open-migrated.ts'
import { runOnServer } from '../test/support/databases/databases.ts'
import { fuzz } from '../test/support/fuzz/fuzz.ts'
import { compile } from '../test/support/processes/compiled.ts'
import { killServers, startServer, WITHOUT_LIMITS } from '../test/support/processes/serving.ts'
import { createAdminToken } from '../test/support/rights/credentials.ts'
import { residentMb, withPostgres } from './server.ts'

/**
 * Sends random operations to one server and prints the answers that it must not give. Every second seed has a token with
 * all rights.
 *
 *   npm run fuzz                   200,000 operations on PostgreSQL, from a random seed
 *   npm run fuzz -- 20000 7        20,000 operations from the seed 7
 *   npm run fuzz -- 20000 7 pglite on the embedded engine
 */

const [count = '200000', first = String(Math.floor(Math.random() * 1_000_000_000)), engine = 'postgres'] =
  process.argv.slice(2)
const PER_SEED = 100
const CONCURRENCY = 8
/** The memory is sampled after each of these shares of the operations. */
const SAMPLES = 20
/** The caches are full by then; afterwards the memory may grow by the factor at most. */
const WARM_SHARE = 0.4
const MAX_GROWTH = 1.25

async function run(target: { url: string } | { dataDir: string }, folder: string): Promise<void> {
  const { environment, authorization } = await createAdminToken(folder)
  const server = await startServer(target, { ...WITHOUT_LIMITS, ...environment, LOG_LEVEL: 'error' })
  const seeds = Array.from({ length: Math.ceil(Number(count) / PER_SEED) }, (_, n) => Number(first) + n)
  const memory: number[] = []
  const onProgress = async (done: number) => {
    if (done < ((memory.length + 1) / SAMPLES) * Number(count)) return
    memory.push(await residentMb(server.child.pid))
    console.log(`${done} operations; memory ${memory.at(-1)?.toFixed(0)} MB`)
  }
  const started = performance.now()
  const report = await fuzz({
    origin: new URL(server.url).origin,
    schema,
    seeds,
    operationsPerSeed: PER_SEED,
    concurrency: CONCURRENCY,
    authorization,
    secrets: [projectRoot, folder],
    onProgress,
  })
  const seconds = (performance.now() - started) / 1000
  console.log(`${report.count} operations from the seed ${first} in ${seconds.toFixed(0)} s`)
  console.log(`answers by status: ${JSON.stringify(report.statuses)}`)
  const problems = [...report.faults.map((fault) => JSON.stringify(fault)), ...growthOf(memory)]
  if (server.child.exitCode !== null) problems.push(`the server ended with ${server.child.exitCode}`)
  const errors = server.log().split('\n').filter(Boolean)
  if (errors.length > 0) problems.push(`${errors.length} errors in the log, the first: ${errors[0]}`)
  for (const problem of problems.slice(0, 20)) console.log(`PROBLEM: ${problem}`)
  console.log(problems.length === 0 ? 'No problem found.' : `${problems.length} problems.`)
  process.exitCode = problems.length === 0 ? 0 : 1
}

/** Compares the largest sample of the first warm quarter with the largest of the last quarter. */
function growthOf(memory: readonly number[]): string[] {
  const warm = Math.floor(memory.length * WARM_SHARE)
  const quarter = Math.ceil((memory.length - warm) / 4)
  const before = Math.max(...memory.slice(warm, warm + quarter))
  const after = Math.max(...memory.slice(-quarter))
  return after > before * MAX_GROWTH ? [`the memory grew from ${before.toFixed(0)} to ${after.toFixed(0)} MB`] : []
}

compile()
const folder = mkdtempSync(join(tmpdir(), 'dateline-fuzz-'))
try {
  if (engine === 'pglite') await run({ dataDir: join(folder, 'data') }, folder)
  else {
    await withPostgres(async (server) => {
      const database = `fuzz_${process.pid}`
      await runOnServer(server, `create database ${database}`)
      const url = `${server}/${database}`
      const open = await openDatabase({ url, log: createLog('warn') })
      await open.migrate()
      await seedDatabase(open.db, seedsFolder)
      await open.close()
      await run({ url }, folder)
    })
  }
} finally {
  await killServers()
  rmSync(folder, { recursive: true, force: true })
}
