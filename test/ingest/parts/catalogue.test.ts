import { eq, sql } from 'drizzle-orm'
import { getViewConfig, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished } from 'vitest'
import type { Database } from '../../../database/database.ts'
import { readRows } from '../../../database/sql/rows.ts'
import { asOfView } from '../../../database/tables/as-of-view.ts'
import { moment } from '../../../database/tables/columns.ts'
import { parseId, toId } from '../../../database/values/ids.ts'
import { correctEvent } from '../../../ingest/correct.ts'
import { mergeEvents } from '../../../ingest/merge/events.ts'
import { EVENT_PARTS } from '../../../ingest/parts/catalogue.ts'
import type { EventPart } from '../../../ingest/parts/part.ts'
import { eventLine } from '../../importers/gdelt/rows.ts'
import { phoneCall, reportDocument } from '../../support/documents/report-document.ts'
import { expectNoDrift, importLines } from '../../support/import.ts'
import { accept } from '../../support/ingest.ts'
import { test, type Service } from '../../support/service.ts'

/** A throwaway part: the labels of the participants of an event, in order. */
const eventLabels = pgTable(
  'event_labels',
  {
    eventId: uuid().notNull(),
    ordinal: smallint().notNull(),
    label: text().notNull(),
    occurredSort: moment().notNull(),
  },
  (t) => [primaryKey({ columns: [t.eventId, t.ordinal] })],
)

const asOfLabels = asOfView(eventLabels)

const labelsPart: EventPart<typeof eventLabels.$inferInsert> = {
  name: 'labels',
  table: eventLabels,
  ordinal: eventLabels.ordinal,
  correctedWith: ['participations'],
  onMerge: 'APPEND',
  rows: ({ draft, eventId, occurredSort }) =>
    draft.participations
      ?.flatMap(({ label }) => label ?? [])
      .map((label, ordinal) => ({ eventId, ordinal, label, occurredSort })),
  snapshot: (rows) => rows.map(({ label }) => label),
}

/** Adds the part to the database and to the catalogue until the test ends. */
async function addPart({ db }: Service): Promise<void> {
  await db.execute(sql`create table event_labels (event_id uuid references events (id) on delete cascade,
    ordinal smallint, label text not null, occurred_sort timestamptz(3) not null, primary key (event_id, ordinal))`)
  const { query } = getViewConfig(asOfLabels)
  await db.execute(sql`create view as_of.event_labels as ${query}`)
  const parts = EVENT_PARTS as EventPart[]
  parts.push(labelsPart)
  onTestFinished(() => void parts.pop())
}

async function momentBetweenWrites(): Promise<string> {
  await sleep(5)
  const now = new Date().toISOString()
  await sleep(5)
  return now
}

async function labelsOf(db: Database, eventId: string): Promise<string[]> {
  const rows = await db.select().from(eventLabels).where(eq(eventLabels.eventId, eventId)).orderBy(eventLabels.ordinal)
  return rows.map(({ label }) => label)
}

async function historyOf(service: Service, eventId: string) {
  const { data } = await service.ask<{ event: { revisions: { kind: string; changes: { field: string }[] }[] } }>(
    'query ($id: ID!) { event(id: $id) { revisions { kind changes { field before after } } } }',
    { id: toId('event', eventId) },
  )
  return data.event.revisions.map(({ kind, changes }) => [kind, changes.filter(({ field }) => field === 'labels')])
}

function labelled(key: string, ...labels: string[]) {
  return phoneCall({
    key,
    participations: [
      { actor: 'a', role: 'INITIATOR', label: labels[0] },
      { actor: 'b', role: 'RECIPIENT', label: labels[1] },
    ],
  })
}

const AUDIT_INFO = { reason: 'A test', by: 'test' }

test('a part that is only declared is published, corrected, merged, archived and read as of a moment', async ({
  service,
}) => {
  await addPart(service)
  const { db, open } = service
  const document = reportDocument({
    events: [labelled('first', 'A one', 'B one'), labelled('second', 'A two', 'B two')],
  })
  const { events, resolved } = await accept(service, document)
  const [first, second] = events.map(({ id }) => parseId(id)!.uuid) as [string, string]
  expect(await labelsOf(db, first)).toEqual(['A one', 'B one'])
  const published = await momentBetweenWrites()

  const participation = { actor: resolved[0]!.id, role: 'INITIATOR', label: 'A corrected' }
  const occurred = { edtf: '2020-01-08', basis: 'EXPLICIT' }
  await correctEvent(db, first, 1, { participations: [participation], occurred }, AUDIT_INFO)
  expect(await labelsOf(db, first)).toEqual(['A corrected'])
  await correctEvent(
    db,
    first,
    2,
    { title: 'Another title', occurred: { ...occurred, edtf: '2020-01-09' } },
    AUDIT_INFO,
  )
  const [row] = await db.select().from(eventLabels).where(eq(eventLabels.eventId, first))
  expect(row).toMatchObject({ label: 'A corrected', occurredSort: '2020-01-09 00:00:00+00' })
  const corrected = await momentBetweenWrites()

  const merged = [{ id: second, expectedVersion: 1 }]
  await mergeEvents(db, { id: first, expectedVersion: 3 }, merged, AUDIT_INFO)
  expect(await labelsOf(db, first)).toEqual(['A corrected', 'A two', 'B two'])
  expect(await labelsOf(db, second)).toEqual([])

  expect(await historyOf(service, first)).toEqual([
    ['CREATED', []],
    ['CORRECTED', [{ field: 'labels', before: ['A one', 'B one'], after: ['A corrected'] }]],
    ['CORRECTED', []],
    ['CORRECTED', [{ field: 'labels', before: ['A corrected'], after: ['A corrected', 'A two', 'B two'] }]],
  ])
  expect(await historyOf(service, second)).toEqual([
    ['CREATED', []],
    ['MERGED', [{ field: 'labels', before: ['A two', 'B two'], after: [] }]],
  ])
  const archived = await readRows<{ labels: string[] }>(
    db,
    sql`select jsonb_path_query_array(state, '$.event_labels[*].label') as labels from event_versions
      where event_id = ${first} order by version`,
  )
  expect(archived.map(({ labels }) => labels)).toEqual([['A one', 'B one'], ['A corrected'], ['A corrected']])
  expect(await labelsOf(open.asOf(published), first)).toEqual(['A one', 'B one'])
  expect(await labelsOf(open.asOf(corrected), first)).toEqual(['A corrected'])
  expect(await labelsOf(open.asOf(corrected), second)).toEqual(['A two', 'B two'])
  await expectNoDrift(service)
})

test('a part that is only declared is copied from a feed, and corrected by a changed row', async ({ service }) => {
  await addPart(service)
  const { db, open } = service
  await importLines(service, 'gdelt', [eventLine()])
  const [row] = await db.select().from(eventLabels)
  const eventId = row!.eventId
  expect(await labelsOf(db, eventId)).toEqual(['RUSSIA', 'AZERBAIJAN'])
  const imported = await momentBetweenWrites()
  expect((await importLines(service, 'gdelt', [eventLine()])).counts).toMatchObject({ rowsUnchanged: 1 })
  const { counts } = await importLines(service, 'gdelt', [eventLine({ Actor1Name: 'RUSSIAN' })])
  expect(counts).toMatchObject({ eventsCorrected: 1 })
  expect(await labelsOf(db, eventId)).toEqual(['RUSSIAN', 'AZERBAIJAN'])
  expect(await labelsOf(open.asOf(imported), eventId)).toEqual(['RUSSIA', 'AZERBAIJAN'])
  expect(await historyOf(service, eventId)).toEqual([
    ['CREATED', []],
    ['CORRECTED', [{ field: 'labels', before: ['RUSSIA', 'AZERBAIJAN'], after: ['RUSSIAN', 'AZERBAIJAN'] }]],
  ])
})
