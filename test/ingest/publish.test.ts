import { sql } from 'drizzle-orm'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import { expect } from 'vitest'
import { TYPED_KINDS, type TypedKindName } from '../../database/tables/event-kinds.ts'
import { publishReport } from '../../ingest/publish.ts'
import { claim, phoneCall, reportDocument, TEXT } from '../support/documents/report-document.ts'
import { accept, countRows, problemsOf } from '../support/ingest.ts'
import { test } from '../support/service.ts'

test('stores a report completely and once, and returns the first result to a retry', async ({ service }) => {
  const first = await publishReport(service.db, reportDocument(), { by: 'desk', text: TEXT })
  expect(first).toMatchObject({ created: true, events: [{ key: 'call', id: expect.stringMatching(/^evt_/) }] })
  const stored = await countRows(service)
  expect(stored).toMatchObject({
    actors: 2,
    articles: 1,
    claims: 1,
    events: 1,
    participations: 2,
    publishers: 1,
    mentions: 1,
    revisions: 1,
    submissions: 1,
  })
  const retry = await publishReport(service.db, reportDocument(), { by: 'desk', text: TEXT })
  expect(retry).toEqual({ ...first, created: false, resolved: [] })
  expect(await countRows(service)).toEqual(stored)
  const { data } = await service.ask(
    'query($id: ID!) { event(id: $id) { certainty mentionCount publisherCount revisions { version kind by } occurred { text } } }',
    { id: first.events[0]!.id },
  )
  expect(data).toEqual({
    event: {
      certainty: 'REPORTED',
      mentionCount: 1,
      publisherCount: 1,
      revisions: [{ version: 1, kind: 'CREATED', by: 'desk' }],
      occurred: { text: 'On Monday' },
    },
  })
})

test('refuses another report with the same idempotency key', async ({ service }) => {
  await accept(service, reportDocument())
  const other = reportDocument({ events: [phoneCall({ title: 'Something else' })] })
  expect(await problemsOf(service, other)).toEqual([
    expect.stringMatching(/^- idempotencyKey: ".*" was already used for another report/),
  ])
  expect(await accept(service, { ...other, idempotencyKey: 'second' })).toMatchObject({ created: true })
})

test('writes once when retries run at the same time', async ({ service }) => {
  const results = await Promise.all(Array.from({ length: 6 }, () => accept(service, reportDocument())))
  expect(results.filter(({ created }) => created)).toHaveLength(1)
  expect(new Set(results.map(({ articleId }) => articleId)).size).toBe(1)
  expect(await countRows(service)).toMatchObject({ events: 1, actors: 2, submissions: 1 })
})

test('shares actors between reports that are published at the same time', async ({ service }) => {
  await Promise.all(
    Array.from({ length: 6 }, (_, i) =>
      accept(service, reportDocument({ article: { url: `https://news.example/${i}` } })),
    ),
  )
  expect(await countRows(service)).toMatchObject({ events: 6, actors: 2, articles: 6, submissions: 6 })
})

test('rolls back when the database fails midway', async ({ service }) => {
  await service.db.execute(sql`alter table mentions add constraint refused check (sentence is not null)`)
  const before = await countRows(service)
  await expect(accept(service, reportDocument())).rejects.toThrow(/mentions/)
  expect(await countRows(service)).toEqual(before)
  await service.db.execute(sql`alter table mentions drop constraint refused`)
  expect(await accept(service, reportDocument())).toMatchObject({ created: true })
})

test('stores every kind with a details table in that table', async ({ service }) => {
  const kinds = Object.keys(TYPED_KINDS) as TypedKindName[]
  const events = kinds.map((kind, i) =>
    phoneCall({ kind, key: `e${i}`, participations: [], claims: [claim('State A phoned State B')] }),
  )
  await accept(service, reportDocument({ events }))
  for (const kind of kinds) {
    const table: PgTable = TYPED_KINDS[kind].details
    const rows = await service.db.select().from(table)
    expect([getTableConfig(table).name, rows.length]).toEqual([getTableConfig(table).name, 1])
  }
  expect(await countRows(service)).toMatchObject({ events: kinds.length })
})
