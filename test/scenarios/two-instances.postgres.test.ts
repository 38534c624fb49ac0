import { sql } from 'drizzle-orm'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { openDatabase } from '../../database/connection/open-database.ts'
import type { Database } from '../../database/database.ts'
import { readRows } from '../../database/sql/rows.ts'
import { parseId } from '../../database/values/ids.ts'
import { appendRevisions } from '../../ingest/history/revisions.ts'
import { publishReport } from '../../ingest/publish.ts'
import { changesAfter, lastPosition } from '../../schema/change/change.ts'
import { DatabaseChangeListener } from '../../server/change-listener.ts'
import { phoneCall, reportDocument } from '../support/documents/report-document.ts'
import { test } from '../support/service.ts'
import { silent } from '../support/silent.ts'

const WRITERS = 8
const REPORTS_EACH = 10

test('writers on two instances make one history, and who reads on in it meanwhile misses nothing', async ({
  migrated,
}) => {
  const [one, other] = [
    await openDatabase({ ...migrated, log: silent }),
    await openDatabase({ ...migrated, log: silent }),
  ]
  const changeListener = new DatabaseChangeListener({ open: other, log: silent, most: 10, mostOfAClient: 10 })
  try {
    const seen: number[] = []
    let writing = true
    const reading = (async () => {
      for (let position = 0; writing || position < (await lastPosition(other.db));) {
        const found = await changesAfter(other.db, position, 3)
        for (const change of found) seen.push((position = change.position))
      }
    })()
    await Promise.all(
      Array.from({ length: WRITERS }, async (_each, writer) => {
        for (let n = 0; n < REPORTS_EACH; n++) {
          const { db } = n % 2 === 0 ? one : other
          const events = [phoneCall({ title: `${writer} ${n}` })]
          await publishReport(db, reportDocument({ idempotencyKey: `${writer} ${n}`, events }), {
            by: `writer ${writer}`,
          })
        }
      }),
    )
    writing = false
    await reading
    expect(seen).toEqual(Array.from({ length: WRITERS * REPORTS_EACH }, (_each, n) => n + 1))

    const position = await lastPosition(one.db)
    expect(await changeListener.changesAfter(position)).toEqual([])
    const { notified } = changeListener.waitForChange()
    await publishReport(one.db, reportDocument({ idempotencyKey: 'last' }), { by: 'desk' })
    await notified
    expect(await changeListener.changesAfter(position)).toMatchObject([{ kind: 'CREATED', by: 'desk' }])
  } finally {
    changeListener.stop()
    await Promise.all([one.close(), other.close()])
  }
})

test('who enters the history waits for whoever did before to commit, so that no position comes late', async ({
  service: { db },
}) => {
  const { events } = await publishReport(
    db,
    reportDocument({ events: [phoneCall(), phoneCall({ key: 'other', title: 'Another call' })] }),
    { by: 'desk' },
  )
  const [first, second] = events.map(({ id }) => parseId(id)!.uuid) as [string, string]
  const enter = (tx: Database, eventId: string) =>
    appendRevisions(tx, [{ eventId, version: 2, kind: 'CORRECTED', by: eventId }])
  const order: string[] = []
  let later: Promise<void> | undefined
  await db.transaction(async (tx) => {
    await enter(tx, first)
    later = db.transaction((inner) => enter(inner, second)).then(() => void order.push('second'))
    await sleep(300)
    order.push('first')
  })
  await later
  expect(order).toEqual(['first', 'second'])
  const entered = await changesAfter(db, 2, 10)
  expect(entered.map(({ position, by }) => [position, by])).toEqual([
    [3, first],
    [4, second],
  ])
})

test('where the connection that hears the changeListener is lost, changes are still heard', async ({ service }) => {
  const changeListener = new DatabaseChangeListener({ open: service.open, log: silent, most: 10, mostOfAClient: 10 })
  try {
    expect(await changeListener.changesAfter(0)).toEqual([])
    await expect
      .poll(async () => {
        const rows = await readRows<object>(
          service.db,
          sql`select pg_terminate_backend(pid) as ended from pg_stat_activity where application_name = 'dateline-changeListener' and datname = current_database()`,
        )
        return rows.length
      })
      .toBe(1)
    const { notified } = changeListener.waitForChange()
    await publishReport(service.db, reportDocument(), { by: 'desk' })
    await notified
    expect(await changeListener.changesAfter(0)).toHaveLength(1)
  } finally {
    changeListener.stop()
  }
})
