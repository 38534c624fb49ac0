import { sql } from 'drizzle-orm'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { readRows } from '../../../database/sql/rows.ts'
import { archivedTables } from '../../../ingest/parts/catalogue.ts'
import { desk, publish, report } from '../../support/publisher-client.ts'
import { tablesOf, test, type Service } from '../../support/service.ts'

const EVENT = `id __typename kind title certainty version occurred { edtf } participations { role actor { name } }
  claims { quote { exact } } revisions { kind } ... on PhoneCall { topics } ... on Meeting { venue }`

const QUERY = `query ($id: ID!, $at: DateTime) {
  event(id: $id, asOf: $at) { ${EVENT} }
  events(asOf: $at) { totalCount nodes { ${EVENT} } groups(by: [KIND]) { count key { kind } } }
  searched: events(where: { search: "twice" }, asOf: $at) { totalCount nodes { title } }
  calls: phoneCalls(where: { participants: { some: { name: "First President" } } }, asOf: $at) {
    nodes { title participations { actor { events(asOf: $at) { nodes { title } totalCount groups(by: [KIND]) { count } }
      counterparts(asOf: $at) { eventCount } } } }
  }
  now: events { nodes { title } }
}`

interface QueryData {
  event: { title: string; version: number; revisions: object[]; __typename: string } | null
  events: { totalCount: number; nodes: { title: string }[]; groups: { count: number; key: { kind: string } }[] }
  searched: { totalCount: number }
  calls: {
    nodes: { title: string; participations: { actor: { events: { nodes: object[]; totalCount: number } } }[] }[]
  }
  now: { nodes: { title: string }[] }
}

/** Returns a moment at least 5 ms after the last write and 5 ms before the next. */
async function momentBetweenWrites(): Promise<string> {
  await sleep(5)
  const now = new Date().toISOString()
  await sleep(5)
  return now
}

/** Creates an event, corrects it twice and retracts it; returns the moments after each write. */
async function writeHistory(service: Service) {
  const key = await desk(service)
  const headers = { authorization: `Bearer ${key}` }
  const beforeAll = await momentBetweenWrites()
  const { events } = await publish(service, key, report())
  const id = events[0]!.id
  const created = await momentBetweenWrites()
  const write = async (mutation: string, input: object) => {
    const { data, errors } = await service.ask<Record<string, { errors: object[] }>>(
      `mutation ($input: ${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { errors { message } } }`,
      { input: { event: id, reason: 'So it was', ...input } },
      headers,
    )
    expect([errors, data[mutation]!.errors]).toEqual([undefined, []])
    return momentBetweenWrites()
  }
  const corrected = await write('correctEvent', {
    expectedVersion: 1,
    title: 'The presidents speak twice',
    phoneCall: { topics: ['visits'] },
    participations: [],
  })
  const recast = await write('correctEvent', { expectedVersion: 2, kind: 'MEETING', meeting: { venue: 'The palace' } })
  const retracted = await write('retractEvent', { expectedVersion: 3 })
  const ask = async (at: string | null) => (await service.ask<QueryData>(QUERY, { id, at })).data
  return { id, ask, beforeAll, created, corrected, recast, retracted }
}

test('asOf returns the state of a moment in the field and in the fields below it', async ({ service }) => {
  const { id, ask, beforeAll, created, corrected, recast, retracted } = await writeHistory(service)
  const empty = await ask(beforeAll)
  expect(empty).toMatchObject({ event: null, events: { totalCount: 0, nodes: [], groups: [] }, calls: { nodes: [] } })

  const first = await ask(created)
  expect(first.event).toMatchObject({
    __typename: 'PhoneCall',
    title: 'The presidents speak',
    version: 1,
    topics: ['ceasefire'],
    participations: [{ actor: { name: 'First President' } }, { actor: { name: 'Second President' } }],
    revisions: [{ kind: 'CREATED' }],
  })
  expect(first.events).toEqual({
    totalCount: 1,
    nodes: [first.event],
    groups: [{ count: 1, key: { kind: 'PHONE_CALL' } }],
  })
  expect(first.searched.totalCount).toBe(0)
  expect(first.calls.nodes[0]!.participations[0]).toEqual({
    actor: {
      events: { nodes: [{ title: 'The presidents speak' }], totalCount: 1, groups: [{ count: 1 }] },
      counterparts: [{ eventCount: 1 }],
    },
  })
  expect(first.now.nodes).toEqual([])

  const second = await ask(corrected)
  expect(second).toMatchObject({
    event: { version: 2, title: 'The presidents speak twice', topics: ['visits'], participations: [] },
    searched: { totalCount: 1, nodes: [{ title: 'The presidents speak twice' }] },
    calls: { nodes: [] },
  })
  expect(await ask(recast)).toMatchObject({
    event: { __typename: 'Meeting', version: 3, venue: 'The palace', claims: [{}] },
    events: { groups: [{ count: 1, key: { kind: 'MEETING' } }] },
  })
  for (const at of [retracted, null]) {
    expect(await ask(at)).toMatchObject({
      event: {
        id: at === null ? id : `${id}@${at}`,
        certainty: 'RETRACTED',
        version: 4,
        revisions: [{}, {}, {}, { kind: 'RETRACTED' }],
      },
      events: { totalCount: 0, nodes: [] },
    })
  }
})

test('asOf the moment of a revision returns the version of that revision', async ({ service }) => {
  const { id, ask } = await writeHistory(service)
  const { data } = await service.ask<{
    event: { createdAt: string; updatedAt: string; revisions: { at: string; version: number }[] }
  }>('query ($id: ID!) { event(id: $id) { createdAt updatedAt revisions { at version } } }', { id })
  const { createdAt, updatedAt, revisions } = data.event
  for (const { at, version } of revisions) expect((await ask(at)).event).toMatchObject({ version })
  expect([createdAt, updatedAt]).toEqual([revisions[0]!.at, revisions.at(-1)!.at])
  const before = new Date(Date.parse(createdAt) - 1).toISOString()
  expect((await ask(before)).event).toBeNull()
})

test('one operation can read several moments, and a cursor is valid at its own moment only', async ({ service }) => {
  const { id, created, corrected } = await writeHistory(service)
  const { data } = await service.ask<Record<string, { title: string }>>(
    `query ($id: ID!, $one: DateTime, $two: DateTime) {
      one: event(id: $id, asOf: $one) { title } two: event(id: $id, asOf: $two) { title } now: event(id: $id) { certainty }
    }`,
    { id, one: created, two: corrected },
  )
  expect(data).toEqual({
    one: { title: 'The presidents speak' },
    two: { title: 'The presidents speak twice' },
    now: { certainty: 'RETRACTED' },
  })
  const PAGE = `query ($at: DateTime, $after: String) { events(asOf: $at, after: $after, first: 1) { pageInfo { endCursor } } }`
  const { data: page } = await service.ask<{ events: { pageInfo: { endCursor: string } } }>(PAGE, { at: created })
  const after = page.events.pageInfo.endCursor
  expect((await service.ask(PAGE, { at: created, after })).errors).toBeUndefined()
  for (const at of [corrected, null]) {
    expect((await service.ask(PAGE, { at, after })).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  }
  const { errors } = await service.ask(PAGE, { at: new Date(Date.now() + 60_000).toISOString() })
  expect(errors).toMatchObject([
    { message: expect.stringContaining('must not be in the future'), extensions: { code: 'BAD_USER_INPUT' } },
  ])
})

test('a page of a past moment costs the same statements as a page of the present', async ({ seeded }) => {
  const PAGE = `query ($at: DateTime) { events(asOf: $at) { nodes { title location { place { name } } revisions { kind }
    participations { actor { name } } claims { quote { exact } attribution { agent { name } } } } } }`
  const present = await seeded.ask(PAGE)
  const tables = tablesOf(seeded.statements).toSorted()
  const past = await seeded.ask(PAGE, { at: new Date().toISOString() })
  expect(past).toEqual({ ...present, extensions: expect.any(Object) })
  // PostgreSQL gets one statement more, which waits for writers before they commit.
  const statements = seeded.statements.filter((statement) => !statement.includes('advisory'))
  expect(tablesOf(statements).toSorted()).toEqual(tables)
})

test('every table with event data has an as-of view with the same columns', async ({ service }) => {
  const rows = await readRows<{ table: string; schema: string; columns: string[][] }>(
    service.db,
    sql`select table_name::text as table, table_schema::text as schema,
      json_agg(json_build_array(column_name, udt_name, collation_name, datetime_precision) order by column_name) as columns
    from information_schema.columns where table_schema in ('public', 'as_of') group by 1, 2`,
  )
  const columnsByTable = (schema: string) =>
    new Map(rows.filter((row) => row.schema === schema).map((row) => [row.table, row.columns]))
  const [present, past] = [columnsByTable('public'), columnsByTable('as_of')]
  for (const [table, columns] of past) expect([table, columns]).toEqual([table, present.get(table)])
  const eventTables = [...present].flatMap(([table, columns]) =>
    columns.some(([name]) => name === 'event_id') || table === 'events' ? [table] : [],
  )
  // Not event data: the stored versions of events, and the rows of feeds.
  expect(eventTables.filter((table) => !past.has(table)).toSorted()).toEqual(['event_versions', 'feed_rows'])
  expect(past.size).toBe(archivedTables().length + 1)
})
