import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect } from 'vitest'
import { projectRoot } from '../../database/project-root.ts'
import { schema } from '../../schema/schema.ts'
import { copyDatabase } from '../support/databases/databases.ts'
import { fuzz } from '../support/fuzz/fuzz.ts'
import { killServers, startServer, WITHOUT_LIMITS } from '../support/processes/serving.ts'
import { createAdminToken } from '../support/rights/credentials.ts'
import { test } from '../support/service.ts'

afterEach(killServers)

const FIXED_SEED = 20_160_405
const randomSeed = Math.floor(Math.random() * 1_000_000_000)

/** Several short sequences find more than a long one: each starts without ids. */
function seedsFrom(seed: number): number[] {
  return Array.from({ length: 10 }, (_, n) => seed + n)
}

test.for([FIXED_SEED, randomSeed])('1,000 random operations of the seed %i get proper answers', async (seed) => {
  const { target, remove } = await copyDatabase('seeded')
  const folder = mkdtempSync(join(tmpdir(), 'dateline-fuzz-'))
  const { environment, authorization } = await createAdminToken(folder)
  const server = await startServer(target, { ...WITHOUT_LIMITS, ...environment })
  const report = await fuzz({
    origin: new URL(server.url).origin,
    schema,
    seeds: seedsFrom(seed),
    operationsPerSeed: 100,
    concurrency: 4,
    authorization,
    secrets: [projectRoot],
  })
  expect(report.faults).toEqual([])
  expect(report.statuses['200']).toBeGreaterThan(200)
  expect(server.child.exitCode).toBeNull()
  await server.kill()
  await remove()
  rmSync(folder, { recursive: true })
})
