import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { OverloadedError } from '../../database/budget/errors.ts'
import { openDatabase } from '../../database/connection/open-database.ts'
import type { Database } from '../../database/database.ts'
import { readRow, readRows } from '../../database/sql/rows.ts'
import { parseId } from '../../database/values/ids.ts'
import { ChangeListener, changesAfter, lastPosition } from '../../ingest/history/change-listener.ts'
import { appendRevisions } from '../../ingest/history/revisions.ts'
import { publishReport } from '../../ingest/publish.ts'
import { phoneCall, reportDocument } from '../support/documents/report-document.ts'
import { test } from '../support/service.ts'
import { silent } from '../support/silent.ts'

const WAIT = { timeout: 60_000 }
const TIMEOUT = { timeout: 600_000 }
const STATEMENT_TIMEOUT = '57014'
const WRITERS = 8
const REPORTS_EACH = 10

/** Repeats work that a loaded machine refused, or whose statement exceeded its time limit there. */
async function retry<Result>(work: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      const cause = (error as Error).cause as { code?: string } | undefined
      if (cause?.code !== STATEMENT_TIMEOUT && !(error instanceof OverloadedError)) throw error
    }
  }
}

test(
  'a reader of the history misses no change while writers on two instances add to it',
  TIMEOUT,
  async ({ migrated }) => {
    const [first, second] = [
      await openDatabase({ ...migrated, log: silent }),
      await openDatabase({ ...migrated, log: silent }),
    ]
    const changeListener = new ChangeListener({ open: second, log: silent })
    try {
      const positions: number[] = []
      let isWriting = true
      const read = async () => {
        for (let position = 0; isWriting || position < (await retry(() => lastPosition(second.db)));) {
          const changes = await retry(() => changesAfter(second.db, position, 3))
          for (const change of changes) positions.push((position = change.position))
        }
      }
      const writers = Array.from({ length: WRITERS }, async (_value, writer) => {
        for (let n = 0; n < REPORTS_EACH; n++) {
          const { db } = n % 2 === 0 ? first : second
          const events = [phoneCall({ title: `${writer} ${n}` })]
          const report = reportDocument({ idempotencyKey: `${writer} ${n}`, events })
          await retry(() => publishReport(db, report, { by: `writer ${writer}` }))
        }
      })
      const written = Promise.all(writers).finally(() => (isWriting = false))
      await Promise.all([read(), written])
      expect(positions).toEqual(Array.from({ length: WRITERS * REPORTS_EACH }, (_value, n) => n + 1))

      const position = await lastPosition(first.db)
      expect(await changeListener.lastPosition()).toBe(position)
      const next = changeListener.changes(position, new AbortController().signal).next()
      await publishReport(first.db, reportDocument({ idempotencyKey: 'last' }), { by: 'desk' })
      expect(await next).toMatchObject({ value: { position: position + 1, kind: 'CREATED', by: 'desk' } })
      expect(await lastPosition(second.db)).toBe(position + 1)
    } finally {
      changeListener.stop()
      await Promise.all([first.close(), second.close()])
    }
  },
)

/** The number of locks that connections to this database wait for. */
async function countWaitingLocks(db: Database): Promise<number> {
  const { count } = await readRow<{ count: number }>(
    db,
    sql`select count(*)::int as count from pg_locks join pg_stat_activity using (pid)
      where not granted and datname = current_database()`,
  )
  return count
}

test('a transaction that appends to the history waits until an earlier one commits, so that positions commit in order', async ({
  migrated,
}) => {
  const instances = [await openDatabase({ ...migrated, log: silent }), await openDatabase({ ...migrated, log: silent })]
  // Writers of one instance wait for each other before they reach the database.
  const [db, other] = instances.map((instance) => instance.db) as [Database, Database]
  const { events } = await publishReport(
    db,
    reportDocument({ events: [phoneCall(), phoneCall({ key: 'other', title: 'Another call' })] }),
    { by: 'desk' },
  )
  const [first, second] = events.map(({ id }) => parseId(id)!.uuid) as [string, string]
  const append = (tx: Database, eventId: string) =>
    appendRevisions(tx, [{ eventId, version: 2, kind: 'CORRECTED', by: eventId }])
  const order: string[] = []
  let later: Promise<void> | undefined
  await db.transaction(async (tx) => {
    await append(tx, first)
    later = other.transaction((inner) => append(inner, second)).then(() => void order.push('second'))
    await expect.poll(() => countWaitingLocks(db), WAIT).toBeGreaterThan(0)
    order.push('first')
  })
  await later
  expect(order).toEqual(['first', 'second'])
  const appended = await changesAfter(db, 2, 10)
  expect(appended.map(({ position, by }) => [position, by])).toEqual([
    [3, first],
    [4, second],
  ])
  for (const instance of instances) await instance.close()
})

test('a change listener delivers changes after its connection was lost', async ({ service }) => {
  const changeListener = new ChangeListener({ open: service.open, log: silent })
  try {
    expect(await changeListener.lastPosition()).toBe(0)
    const changes = changeListener.changes(0, new AbortController().signal)
    const next = changes.next()
    await expect
      .poll(async () => {
        const rows = await readRows<object>(
          service.db,
          sql`select pg_terminate_backend(pid) as ended from pg_stat_activity where application_name = 'dateline-change-listener' and datname = current_database()`,
        )
        return rows.length
      }, WAIT)
      .toBe(1)
    await publishReport(service.db, reportDocument(), { by: 'desk' })
    expect(await next).toMatchObject({ value: { position: 1 } })
    expect(await lastPosition(service.db)).toBe(1)
  } finally {
    changeListener.stop()
  }
})
