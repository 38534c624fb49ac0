import { sql } from 'drizzle-orm'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { Budget } from '../../../database/budget/budget.ts'
import type { OpenDatabase } from '../../../database/connection/connection.ts'
import { openPglite } from '../../../database/connection/pglite.ts'
import type { Database } from '../../../database/database.ts'
import { datasets } from '../../../database/tables/dataset.ts'
import { maskError } from '../../../server/operation/mask-errors.ts'
import type { DatabaseCopy } from '../../support/databases/databases.ts'
import { test } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'

const RUNAWAY = sql`select count(*) from generate_series(1, 1e12::bigint)`
/** Long enough for every other statement of these tests on a busy machine. */
const LIMIT_MS = 3_000

async function openCopy(target: DatabaseCopy['target'], statementMs = LIMIT_MS) {
  const dataDir = 'dataDir' in target ? target.dataDir : ''
  const messages: string[] = []
  const record = (_context: unknown, text?: string) => void messages.push(text ?? '')
  const log = { ...silent, warn: record, fatal: record }
  const open = await openPglite(dataDir, { ...target, log, statementMs })
  return { open, messages, dataDir }
}

function insert(db: Database, name: string) {
  return db.insert(datasets).values({ id: crypto.randomUUID(), name, title: 'A dataset', licence: 'CC0-1.0' })
}

async function namesIn({ db }: OpenDatabase): Promise<string[]> {
  const rows = await db.select({ name: datasets.name }).from(datasets).orderBy(datasets.name)
  return rows.map(({ name }) => name)
}

/** The error that the driver threw, which Drizzle wraps, or `stored` if the work did not fail. */
async function causeOf(work: PromiseLike<unknown>): Promise<unknown> {
  return await work.then(
    () => 'stored',
    (error: Error) => error.cause ?? error,
  )
}

test('a statement above its time limit is stopped, the event loop answers meanwhile, and the engine goes on', async ({
  migrated,
}) => {
  const { open, messages } = await openCopy(migrated)
  await insert(open.db, 'kept')
  let notifications = 0
  await open.listen('channel', () => notifications++)
  let ticks = 0
  const timer = setInterval(() => ticks++, 10)
  const { signal } = new AbortController()
  const budget = new Budget({ client: 'a', isCheap: true, signal, maxStatements: 3 })
  const stopped = open.within(budget).transaction(async (tx) => {
    await insert(tx, 'lost')
    await tx.execute(RUNAWAY)
  })
  const [error, ofWaiting, ofUnlimited, ofPing] = await Promise.all([
    stopped.catch((reason: unknown) => reason),
    causeOf(insert(open.db, 'rejected')),
    causeOf(open.withoutTimeout((db) => insert(db, 'late').then(() => undefined))),
    open.ping().catch((reason: Error) => reason.message),
  ])
  clearInterval(timer)
  expect(ticks).toBeGreaterThan(20)
  expect(maskError(error, silent, 'id').extensions).toMatchObject({ code: 'QUERY_TOO_COSTLY' })
  expect(ofWaiting).toMatchObject({ code: '57P01' })
  expect(ofUnlimited).toBe('stored')
  expect(ofPing).toMatch(/did not answer within 1000 ms|has been busy with one statement/)
  expect(messages).toEqual(['The embedded engine was stopped', 'The embedded engine has started again'])

  expect(await namesIn(open)).toEqual(['kept', 'late'])
  expect(await open.asOf(new Date().toISOString()).$count(datasets)).toBe(2)
  await open.ping()
  // The listeners are called once because notifications may have been missed.
  expect(notifications).toBe(1)
  await open.db.execute(sql`notify channel`)
  await expect.poll(() => notifications).toBe(2)
  await open.close()
})

test('an overflow of the stack is an error of its statement only', async ({ migrated }) => {
  const { open } = await openCopy(migrated, 100_000)
  const nested = (type: string) => open.db.execute(sql.raw(`select repeat('[', 1000000)::${type}`))
  const recursive = sql`create function f(n int) returns int language plpgsql as 'begin return f(n + 1); end'`
  await open.db.execute(recursive)
  for (const failing of [() => nested('json'), () => nested('jsonb'), () => open.db.execute(sql`select f(1)`)]) {
    expect(await causeOf(failing())).toMatchObject({ code: '54001' })
    await insert(open.db, crypto.randomUUID())
  }
  expect(await open.db.$count(datasets)).toBe(3)
  await open.close()
})

test('an error of PostgreSQL keeps its fields, and a value that is none fails without a statement', async ({
  migrated,
}) => {
  const { open } = await openCopy(migrated)
  await insert(open.db, 'kept')
  expect(await causeOf(insert(open.db, 'kept'))).toMatchObject({
    code: '23505',
    constraint: 'datasets_name',
    severity: 'ERROR',
  })
  expect(await causeOf(open.db.execute(sql`select ${() => 1}`))).toMatchObject({ name: 'DataCloneError' })
  const ignoring = open.db.transaction(async (tx) => {
    await insert(tx, 'other')
    await insert(tx, 'kept').catch(() => undefined)
  })
  expect(await causeOf(ignoring)).toMatchObject({ code: '25P02' })
  expect(await namesIn(open)).toEqual(['kept'])
  await open.close()
})

test('closing the database stops a statement without a limit, and keeps what was committed', async ({ migrated }) => {
  const { open, messages } = await openCopy(migrated)
  await insert(open.db, 'kept')
  const running = causeOf(open.withoutTimeout((db) => db.execute(RUNAWAY)))
  const waiting = causeOf(insert(open.db, 'rejected'))
  await open.close()
  expect([await running, await waiting]).toMatchObject([{ code: '57P01' }, { code: '57P01' }])
  expect(await causeOf(insert(open.db, 'rejected'))).toMatchObject({ code: '57P01' })
  expect(messages).toEqual(['The embedded engine was stopped because it did not close in time; committed data is kept'])
  const { open: reopened } = await openCopy(migrated)
  expect(await namesIn(reopened)).toEqual(['kept'])
  await reopened.close()
})

test('an engine that cannot be started again rejects everything', async ({ migrated }) => {
  const { open, messages, dataDir } = await openCopy(migrated)
  await insert(open.db, 'kept')
  const work = open.withoutTimeout(async (db) => {
    writeFileSync(join(dataDir, 'global', 'pg_control'), 'nonsense')
    await db.execute(sql.raw(`select repeat('[', 1000000)::json`)).catch(() => undefined)
    await insert(db, 'rejected')
  })
  expect(await causeOf(work)).toMatchObject({ code: '57P03' })
  expect(await causeOf(insert(open.db, 'rejected'))).toMatchObject({ code: '57P03' })
  await expect(open.ping()).rejects.toMatchObject({ code: '57P03' })
  expect(messages.at(-1)).toBe('The embedded engine cannot be started again. Restart the service')
  await expect(open.close()).rejects.toMatchObject({ code: '57P03' })
})

test('a statement whose request is aborted before it starts is not run', async ({ migrated }) => {
  const request = new AbortController()
  const { open } = await openCopy(migrated)
  const budget = new Budget({ client: 'a', isCheap: true, signal: request.signal, maxStatements: 3 })
  const insertWithin = () => causeOf(insert(open.within(budget), 'aborted'))
  const aborted = once(request.signal, 'abort')
  const holding = open.withoutTimeout((db) => db.transaction(async () => void (await aborted)))
  const waiting = insertWithin()
  // The statement is in the queue.
  await sleep(0)
  request.abort(new Error('The client left.'))
  expect(await waiting).toMatchObject({ message: 'The client left.' })
  await holding
  expect(await insertWithin()).toMatchObject({ message: 'The client left.' })
  expect(await open.withoutTimeout((db) => db.$count(datasets))).toBe(0)
  await open.close()
})
