import { gt } from 'drizzle-orm'
import { expect, onTestFinished } from 'vitest'
import { revisions, type RevisionRow } from '../../../database/tables/revision.ts'
import { parseId } from '../../../database/values/ids.ts'
import { ChangeListener, lastPosition, type ChangeListenerOptions } from '../../../ingest/history/change-listener.ts'
import { appendRevisions } from '../../../ingest/history/revisions.ts'
import { publishReport } from '../../../ingest/publish.ts'
import { reportDocument } from '../../support/documents/report-document.ts'
import { test, type Service } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'

const PAGE_SIZE = 100

function startListener(open: ChangeListenerOptions['open']): ChangeListener {
  const listener = new ChangeListener({ open, log: silent })
  onTestFinished(() => listener.stop())
  return listener
}

/** Publishes an event and corrects it, which makes `count` changes. @returns a function that makes more */
async function makeChanges({ db }: Service, count: number): Promise<(count: number) => Promise<void>> {
  const { events } = await publishReport(db, reportDocument(), { by: 'desk' })
  const eventId = parseId(events[0]!.id)!.uuid
  const correct = (corrections: number) =>
    db.transaction(async (tx) => {
      const last = await lastPosition(tx)
      const drafts = Array.from({ length: corrections }, (_value, n) => ({
        eventId,
        version: last + n + 1,
        kind: 'CORRECTED' as const,
        by: 'desk',
      }))
      await appendRevisions(tx, drafts)
    })
  await correct(count - 1)
  return correct
}

/** Returns the positions of the next changes. */
async function take(changes: AsyncGenerator<RevisionRow, undefined>, count: number): Promise<number[]> {
  const positions: number[] = []
  while (positions.length < count) {
    const { done, value } = await changes.next()
    if (done) throw new Error(`The changes ended after ${positions.length}.`)
    positions.push(value.position)
  }
  return positions
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_value, n) => from + n)
}

test('iterates over stored and new changes in order, and resumes after a position', async ({ service }) => {
  const correct = await makeChanges(service, 250)
  const listener = startListener(service.open)
  const { signal } = new AbortController()
  const changes = listener.changes(0, signal)
  expect(await take(changes, 250)).toEqual(range(1, 250))
  const next = take(changes, 30)
  for (let n = 0; n < 3; n++) await correct(10)
  expect(await next).toEqual(range(251, 280))
  expect(await take(listener.changes(95, signal), 185)).toEqual(range(96, 280))
})

test('holds at most one page for a consumer, and reads the next one only when the consumer asks', async ({
  service,
}) => {
  await makeChanges(service, 250)
  const listener = startListener(service.open)
  await listener.lastPosition()
  const changes = listener.changes(0, new AbortController().signal)
  await take(changes, 1)
  await service.db.update(revisions).set({ reason: 'later' }).where(gt(revisions.position, 1))
  await take(changes, PAGE_SIZE - 2)
  expect((await changes.next()).value).toMatchObject({ position: PAGE_SIZE, reason: null })
  expect((await changes.next()).value).toMatchObject({ position: PAGE_SIZE + 1, reason: 'later' })
})

test('reads new changes once for all iterators, also without a notification', async ({ service }) => {
  const correct = await makeChanges(service, 1)
  let notify = () => undefined as void
  const listener = startListener({
    db: service.db,
    listen: async (_channel, onNotify) => {
      notify = onNotify
    },
  })
  const position = await listener.lastPosition()
  const iterators = Array.from({ length: 20 }, () => listener.changes(position, new AbortController().signal))
  const all = Promise.all(iterators.map((changes) => take(changes, 150)))
  await correct(150)
  service.statements.length = 0
  notify()
  expect(await all).toEqual(iterators.map(() => range(2, 151)))
  // A poll on a busy machine may add a second statement.
  expect(service.statements.length).toBeLessThanOrEqual(2)

  const afterLostNotification = take(listener.changes(151, new AbortController().signal), 2)
  await correct(2)
  expect(await afterLostNotification).toEqual([152, 153])
})

test('continues at the same position after an error, without losing or repeating a change', async ({ service }) => {
  await makeChanges(service, 150)
  const listener = startListener(service.open)
  let pages = 0
  const changes = listener.changes(0, new AbortController().signal, async (page) => {
    if (pages++ === 1) throw new Error('The connection was lost.')
    return page.filter(({ position }) => position % 2 === 0)
  })
  expect(await take(changes, 75)).toEqual(range(1, 75).map((n) => 2 * n))
  expect(pages).toBe(3)
})

test('an abort or a stop ends an iteration at once, while it waits and within a page', async ({ service }) => {
  await makeChanges(service, 3)
  const listener = startListener(service.open)
  const end = { done: true, value: undefined }
  const aborted = new AbortController()
  const waiting = listener.changes(3, aborted.signal)
  const reading = listener.changes(0, aborted.signal)
  await take(reading, 1)
  const next = waiting.next()
  aborted.abort()
  expect(await next).toEqual(end)
  expect(await reading.next()).toEqual(end)
  expect(await listener.changes(0, aborted.signal).next()).toEqual(end)
  const stopped = listener.changes(3, new AbortController().signal).next()
  await listener.lastPosition()
  listener.stop()
  expect(await stopped).toEqual(end)
})
