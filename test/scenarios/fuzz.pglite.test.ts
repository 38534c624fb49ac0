import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectRoot } from '../../database/project-root.ts'
import { schema } from '../../schema/schema.ts'
import { copyDatabase, type DatabaseCopy } from '../support/databases/databases.ts'
import { fuzz } from '../support/fuzz/fuzz.ts'
import { killServers, startServer, WITHOUT_LIMITS, type ServedProcess } from '../support/processes/serving.ts'
import { createAdminToken } from '../support/rights/credentials.ts'

let copy: DatabaseCopy
let server: ServedProcess
let authorization: string
const folder = mkdtempSync(join(tmpdir(), 'dateline-fuzz-'))

beforeAll(async () => {
  copy = await copyDatabase('seeded')
  const token = await createAdminToken(folder)
  authorization = token.authorization
  server = await startServer(copy.target, { ...WITHOUT_LIMITS, ...token.environment })
})
afterAll(async () => {
  await killServers()
  await copy.remove()
  rmSync(folder, { recursive: true })
})

const FIXED_SEED = 20_160_405
const randomSeed = Math.floor(Math.random() * 1_000_000_000)

/** Several short sequences find more than a long one: each starts without ids. */
function seedsFrom(seed: number): number[] {
  return Array.from({ length: 10 }, (_, n) => seed + n)
}

test.for([FIXED_SEED, randomSeed])('1,000 random operations of the seed %i get proper answers', async (seed) => {
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
})
