import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../database/connection/open-database.ts'
import { createLog } from '../database/log.ts'
import { schema } from '../schema/schema.ts'
import { seedDatabase } from '../seeds/seed.ts'
import { seedsFolder } from '../server/open-migrated.ts'
import { runOnServer } from '../test/support/databases/databases.ts'
import { fuzz } from '../test/support/fuzz/fuzz.ts'
import { compile } from '../test/support/processes/compiled.ts'
import { killServers, startServer, WITHOUT_LIMITS } from '../test/support/processes/serving.ts'
import { withPostgres } from './server.ts'

/**
 * Sends random operations to one server and prints the answers that it must not give.
 *
 *   npm run fuzz                   200,000 operations on PostgreSQL, from a random seed
 *   npm run fuzz -- 20000 7        20,000 operations from the seed 7
 *   npm run fuzz -- 20000 7 pglite on the embedded engine
 */

const [count = '200000', first = String(Math.floor(Math.random() * 1_000_000_000)), engine = 'postgres'] =
  process.argv.slice(2)
const PER_SEED = 100
const CONCURRENCY = 8

async function run(target: { url: string } | { dataDir: string }): Promise<void> {
  const { child, url } = await startServer(target, { ...WITHOUT_LIMITS, LOG_LEVEL: 'error' })
  const seeds = Array.from({ length: Math.ceil(Number(count) / PER_SEED) }, (_, n) => Number(first) + n)
  const started = performance.now()
  const report = await fuzz(new URL(url).origin, schema, seeds, PER_SEED, CONCURRENCY)
  const seconds = (performance.now() - started) / 1000
  console.log(`${report.count} operations from the seed ${first} in ${seconds.toFixed(0)} s`)
  console.log(`answers by status: ${JSON.stringify(report.statuses)}`)
  if (child.exitCode !== null) console.log(`PROBLEM: the server ended with ${child.exitCode}`)
  for (const fault of report.faults.slice(0, 20)) console.log('PROBLEM:', fault)
  console.log(`${report.faults.length} faults.`)
  process.exitCode = report.faults.length === 0 && child.exitCode === null ? 0 : 1
}

compile()
try {
  if (engine === 'pglite') {
    const folder = mkdtempSync(join(tmpdir(), 'dateline-fuzz-'))
    await run({ dataDir: join(folder, 'data') })
    rmSync(folder, { recursive: true, force: true })
  } else {
    await withPostgres(async (server) => {
      await runOnServer(server, 'create database fuzz')
      const url = `${server}/fuzz`
      const open = await openDatabase({ url, log: createLog('warn') })
      await open.migrate()
      await seedDatabase(open.db, seedsFolder)
      await open.close()
      await run({ url })
    })
  }
} finally {
  await killServers()
}
