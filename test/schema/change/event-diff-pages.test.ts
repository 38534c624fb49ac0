import { sql } from 'drizzle-orm'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { withWriteLock } from '../../../database/sql/write-lock.ts'
import { parseId } from '../../../database/values/ids.ts'
import { correctEvent } from '../../../ingest/correct.ts'
import { appendRevisions } from '../../../ingest/history/revisions.ts'
import { retractEvents } from '../../../ingest/retract.ts'
import { phoneCall, reportDocument } from '../../support/documents/report-document.ts'
import { accept } from '../../support/ingest.ts'
import { tablesOf, test, type Service } from '../../support/service.ts'

const AUDIT = { by: 'test', reason: 'A reader reported an error' }

async function clock(): Promise<string> {
  await sleep(5)
  const now = new Date().toISOString()
  await sleep(5)
  return now
}

/** Publishes eight calls, then corrects three, retracts three and publishes one more. @returns the moment between */
async function writeHistory(service: Service) {
  const calls = Array.from({ length: 8 }, (_, i) => phoneCall({ key: `call${i}`, title: `Call ${i}` }))
  const { events } = await accept(service, reportDocument({ events: calls }))
  const ids = events.map(({ id }) => parseId(id)!.uuid)
  const from = await clock()
  for (const id of ids.slice(0, 3)) await correctEvent(service.db, id, 1, { title: 'Corrected' }, AUDIT)
  await withWriteLock(service.db, async (tx) => appendRevisions(tx, await retractEvents(tx, ids.slice(3, 6), AUDIT)))
  await accept(service, reportDocument({ article: { url: 'https://news.example/later' } }))
  return { from, to: await clock(), ids: events.map(({ id }) => id) }
}

const EVENT = `__typename id title certainty participations { role actor { id name names { name } } } claims { id quote { exact } }
  revisions { version } location { place { name } }`
const QUERY = `query ($from: DateTime!, $to: DateTime, $first: Int, $after: String, $where: EventWhere) {
  eventDiff(from: $from, to: $to, first: $first, after: $after, where: $where) { totalCount enteredCount leftCount changedCount to
    pageInfo { endCursor hasNextPage }
    nodes { change before { ${EVENT} } after { ${EVENT} }
      fields { field before after isSupported } revisions { version kind reason by at } } } }`

interface Data {
  eventDiff: {
    to: string
    totalCount: number
    pageInfo: { endCursor: string | null; hasNextPage: boolean }
    nodes: { change: string; before: { id: string } | null; after: { id: string; title: string } }[]
  }
}

async function ask(service: Service, variables: Record<string, unknown>): Promise<Data['eventDiff']> {
  const { data, errors } = await service.ask<Data>(QUERY, variables)
  expect(errors).toBeUndefined()
  return data.eventDiff
}

test('tells what entered, left and changed, field by field with the reason, and its ids return both states', async ({
  service,
}) => {
  const { from, to, ids } = await writeHistory(service)
  const { nodes, ...counts } = await ask(service, { from, to, first: 100 })
  expect(counts).toMatchObject({ to, totalCount: 7, enteredCount: 1, leftCount: 3, changedCount: 3 })
  const reason = AUDIT.reason
  expect(nodes.map(({ after }) => after.id)).toEqual([
    ...ids.slice(0, 3).map((id) => `${id}@${to}`),
    ...ids
      .slice(3, 6)
      .toSorted()
      .map((id) => `${id}@${to}`),
    expect.stringMatching(/^evt_/),
  ])
  expect(nodes[1]).toMatchObject({
    change: 'CHANGED',
    before: { id: `${ids[1]}@${from}`, title: 'Call 1', revisions: [{ version: 1 }] },
    after: { title: 'Corrected', revisions: [{ version: 1 }, { version: 2 }] },
    fields: [{ field: 'title', before: 'Call 1', after: 'Corrected', isSupported: null }],
    revisions: [{ version: 2, kind: 'CORRECTED', by: 'test', reason }],
  })
  expect(nodes[4]).toMatchObject({
    change: 'LEFT',
    before: { certainty: 'REPORTED' },
    after: { certainty: 'RETRACTED' },
    fields: [{ field: 'certainty', before: 'REPORTED', after: 'RETRACTED' }],
    revisions: [{ version: 2, kind: 'RETRACTED', reason }],
  })
  expect(nodes[6]).toMatchObject({ change: 'ENTERED', before: null, fields: [], revisions: [{ kind: 'CREATED' }] })
  const { before, after } = nodes[1]!
  const { data } = await service.ask(`query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Event { ${EVENT} } } }`, {
    ids: [before!.id, after.id],
  })
  expect(data).toEqual({ nodes: [before, after] })
})

test('a page with many differences costs the statements of a page with one', async ({ service }) => {
  const { from, to } = await writeHistory(service)
  const statementsOf = async (first: number) => {
    await ask(service, { from, to, first })
    // PostgreSQL gets one statement more for a recent moment, which waits for writers before they commit.
    return tablesOf(service.statements.filter((statement) => !statement.includes('advisory'))).toSorted()
  }
  const ofOne = await statementsOf(1)
  const expected = {
    // Actors have no earlier states.
    names: ['actor_names', 'actors'],
    statesOfBoth: ['claims', 'claims', 'events', 'events', 'participations', 'participations'],
    furtherLocations: ['event_locations', 'event_locations'],
    countsOfBoth: ['events', 'events'],
    // The schema `public` of the revisions that drive the page.
    pageOfBoth: ['public', 'public'],
    // The history at both moments, and the revisions between them.
    revisions: ['revisions', 'revisions', 'revisions'],
  }
  expect(ofOne).toEqual(Object.values(expected).flat().toSorted())
  expect(await statementsOf(6)).toEqual(ofOne)
})

test('without `to`, all pages compare with the moment of the first one', async ({ service }) => {
  const { from } = await writeHistory(service)
  const first = await ask(service, { from, first: 5 })
  const late = await accept(service, reportDocument({ article: { url: 'https://news.example/late' } }))
  const next = { from, first: 5, after: first.pageInfo.endCursor }
  const second = await ask(service, next)
  expect([second.to, second.totalCount, second.nodes.length]).toEqual([first.to, 7, 2])
  expect(JSON.stringify(second)).not.toContain(late.events[0]!.id)
  expect(await ask(service, { ...next, to: first.to })).toEqual(second)
  const refusals: [variables: Record<string, unknown>, message: RegExp][] = [
    [{ ...next, to: from }, /^The cursor belongs to a comparison with \S+Z, and `to` is \S+Z\. Use the `to` of/],
    [{ ...next, where: { kinds: ['MEETING'] } }, /was not issued for this list/],
    [{ ...next, from: '2020-01-01T00:00:00Z' }, /was not issued for this list/],
    [
      { from: '2020-01-02T00:00:00Z', to: '2020-01-01T00:00:00Z' },
      /^`to` must not be before `from`; got from 2020-01-02T/,
    ],
    [{ from: '2999-01-01T00:00:00Z' }, /^`from` must not be in the future; got 2999-/],
    [{ from, to: '2999-01-01T00:00:00Z' }, /^`to` must not be in the future; got 2999-/],
    [{ from, first: 101 }, /^`first` must be between 1 and 100; got 101/],
    [
      { from, where: { storyline: `sto_01h455vb4pex5vsknk084sn02q@${from}` } },
      /names a storyline at a moment, which is not possible here/,
    ],
  ]
  for (const [variables, message] of refusals) {
    const { errors } = await service.ask(QUERY, variables)
    expect([variables, errors]).toMatchObject([
      variables,
      [{ message: expect.stringMatching(message), extensions: { code: 'BAD_USER_INPUT' } }],
    ])
  }
})

test('pages and counts compare a bounded number of changed events, and go on after them', async ({ service }) => {
  await accept(service, reportDocument())
  // 5,010 more events, of which only the last two have three mentions.
  const copied = sql.raw(
    'kind, dataset_id, title, realis, polarity, certainty, evidence, edtf, time_precision, time_basis',
  )
  await service.db.execute(sql`insert into events (id, mention_count, ${copied})
    select lpad(n::text, 32, '0')::uuid, case when n > 5008 then 3 else 1 end, ${copied} from events e, generate_series(1, 5010) n`)
  await service.db.execute(sql`insert into revisions (event_id, version, position, kind, by, at)
    select lpad(n::text, 32, '0')::uuid, 1, n, 'CREATED', 'test', '2020-01-01T00:00:00Z'::timestamptz + (n / 10) * interval '1 millisecond'
    from generate_series(1, 5010) n`)
  const window = { from: '2019-01-01T00:00:00Z', to: '2021-01-01T00:00:00Z', where: { minMentions: 3 } }
  const ASK = `query ($from: DateTime!, $to: DateTime, $after: String, $where: EventWhere) {
    eventDiff(from: $from, to: $to, after: $after, where: $where) { totalCount isExact nodes { change } pageInfo { endCursor hasNextPage } } }`
  const page = async (after?: string | null) =>
    (await service.ask<{ eventDiff: { pageInfo: { endCursor: string | null } } }>(ASK, { ...window, after })).data
      .eventDiff
  const first = await page()
  expect(first).toEqual({
    totalCount: 0,
    isExact: false,
    nodes: [],
    pageInfo: { hasNextPage: true, endCursor: expect.any(String) },
  })
  expect(await page(first.pageInfo.endCursor)).toMatchObject({
    nodes: [{ change: 'ENTERED' }, { change: 'ENTERED' }],
    pageInfo: { hasNextPage: false },
  })
  const { data } = await service.ask<{ eventDiff: object }>(ASK, { ...window, where: {} })
  expect(data.eventDiff).toMatchObject({ totalCount: 5_000, isExact: false })
})
