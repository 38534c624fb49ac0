import { eq } from 'drizzle-orm'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { events as eventsTable } from '../../../database/tables/event.ts'
import { parseId } from '../../../database/values/ids.ts'
import { mergeActors } from '../../../ingest/merge/actors.ts'
import { mergeEvents } from '../../../ingest/merge/events.ts'
import { splitEvent } from '../../../ingest/merge/split-event.ts'
import { digestOfContent } from '../../support/digest.ts'
import { phoneCall, reportDocument } from '../../support/documents/report-document.ts'
import { expectNoDrift, importLines } from '../../support/import.ts'
import { accept } from '../../support/ingest.ts'
import { test, type Service } from '../../support/service.ts'
import { eventLine, LINES, mentionLine } from '../gdelt/rows.ts'

const AUDIT_INFO = { reason: 'The same', by: 'desk' }
const at = { event: ['into'], expectedVersion: ['expectedVersion'] }

async function idOf(service: Service, query: string): Promise<string> {
  const { data } = await service.ask<{ result: { nodes: { id: string }[] } }>(query)
  return parseId(data.result.nodes[0]!.id)!.uuid
}

test('adds mentions and codes to the curated event that a feed event was merged into, but does not describe it', async ({
  service,
}) => {
  await importLines(service, 'gdelt', LINES)
  const call = await idOf(service, '{ result: phoneCalls(where: { evidence: [CODED] }) { nodes { id } } }')
  const { events } = await accept(service, reportDocument({ events: [phoneCall({ title: 'The curated title' })] }))
  const curated = parseId(events[0]!.id)!.uuid
  await mergeEvents(service.db, { id: curated, expectedVersion: 1 }, [{ id: call, expectedVersion: 1 }], AUDIT_INFO)

  const again = await importLines(service, 'gdelt', LINES)
  expect(again.counts).toMatchObject({ rowsUnchanged: 6, eventsCreated: 0, eventsCorrected: 0 })
  const changed = [
    eventLine({ EventCode: '0411', AvgTone: '3', SOURCEURL: 'http://other.example/2' }),
    // A third row of the call: the id of its event is the id of the merged event.
    eventLine({ GLOBALEVENTID: '1009' }),
  ]
  expect((await importLines(service, 'gdelt', changed)).counts).toMatchObject({ eventsCreated: 0, eventsCorrected: 0 })
  const mention = mentionLine({ MentionIdentifier: 'http://other.example/4' })
  expect((await importLines(service, 'gdelt', [mention])).counts).toMatchObject({ mentionsWritten: 1, rowsRejected: 0 })
  const { data } = await service.ask(`{ phoneCalls { nodes { title dataset { name } mentionCount externalIds { value }
    revisions { kind by changes { field } } } } }`)
  expect(data).toMatchObject({
    phoneCalls: {
      nodes: [
        {
          title: 'The curated title',
          mentionCount: 4,
          externalIds: [{ value: '1000' }, { value: '1001' }, { value: '1009' }],
          revisions: [
            { kind: 'CREATED' },
            { kind: 'CORRECTED', by: 'desk' },
            { kind: 'CORRECTED', changes: expect.arrayContaining([{ field: 'mentions' }]) },
            { kind: 'CORRECTED', changes: [{ field: 'mentions' }] },
          ],
        },
      ],
    },
  })
  await expectNoDrift(service)
})

test('returns the rows of a feed event that is split from a curated one, with what the feed changed since', async ({
  service,
}) => {
  await importLines(service, 'gdelt', LINES)
  const call = await idOf(service, '{ result: phoneCalls(where: { evidence: [CODED] }) { nodes { id } } }')
  const { events } = await accept(service, reportDocument({ events: [phoneCall({ title: 'The curated title' })] }))
  const curated = parseId(events[0]!.id)!.uuid
  const before = await digestOfContent(service.db)
  const merge = (into: number, version: number) =>
    mergeEvents(
      service.db,
      { id: curated, expectedVersion: into },
      [{ id: call, expectedVersion: version }],
      AUDIT_INFO,
    )
  await merge(1, 1)
  await splitEvent(service.db, { id: curated, expectedVersion: 2 }, call, AUDIT_INFO)
  expect(await digestOfContent(service.db)).toEqual(before)
  await merge(3, 3)
  // The feed changes the confidence of a mention, and adds a mention.
  await importLines(service, 'gdelt', [mentionLine({ Confidence: '33' })])
  await importLines(service, 'gdelt', [mentionLine({ MentionIdentifier: 'http://other.example/4' })])
  const [{ version } = { version: 0 }] = await service.db
    .select({ version: eventsTable.version })
    .from(eventsTable)
    .where(eq(eventsTable.id, curated))
  await splitEvent(service.db, { id: curated, expectedVersion: version }, call, AUDIT_INFO)
  const { counts } = await importLines(service, 'gdelt', LINES)
  expect(counts).toMatchObject({ rowsUnchanged: 6, eventsCreated: 0, eventsCorrected: 0 })
  const { data } = await service.ask(
    '{ phoneCalls(where: { evidence: [LISTED, CODED] }) { nodes { dataset { name } evidence certainty externalIds { value } mentions { nodes { article { url } extractionConfidence } } } } }',
  )
  const mention = (url: string, extractionConfidence: number | null) => ({ article: { url }, extractionConfidence })
  expect(data).toEqual({
    phoneCalls: {
      nodes: expect.arrayContaining([
        {
          dataset: { name: 'gdelt' },
          evidence: 'CODED',
          certainty: 'UNVERIFIED',
          externalIds: [{ value: '1000' }, { value: '1001' }],
          mentions: { nodes: [mention('http://news.example/calls', 33)] },
        },
        {
          dataset: { name: 'test' },
          evidence: 'LISTED',
          certainty: 'REPORTED',
          externalIds: [],
          mentions: { nodes: [mention('http://other.example/4', 40), mention('https://news.example/1', null)] },
        },
      ]),
    },
  })
  await expectNoDrift(service)
})

test('keeps the certainty of merged claims when a row corrects the event', async ({ service }) => {
  await importLines(service, 'gdelt', LINES)
  const call = await idOf(service, '{ result: phoneCalls(where: { evidence: [CODED] }) { nodes { id } } }')
  const [claim] = phoneCall().claims
  const report = reportDocument({ events: [phoneCall({ claims: [{ ...claim, certainty: 'DENIED' }] })] })
  const { events } = await accept(service, report)
  const merged = parseId(events[0]!.id)!.uuid
  await mergeEvents(service.db, { id: call, expectedVersion: 1 }, [{ id: merged, expectedVersion: 1 }], AUDIT_INFO)
  const { counts } = await importLines(service, 'gdelt', [eventLine({ SQLDATE: '20160404' })])
  expect(counts).toMatchObject({ eventsCorrected: 1 })
  const { data } = await service.ask(
    '{ phoneCalls { nodes { certainty evidence occurred { edtf } claims { certainty } } } }',
  )
  expect(data).toEqual({
    phoneCalls: {
      nodes: [
        {
          certainty: 'DENIED',
          // The strongest of both events: people have made the merged one.
          evidence: 'LISTED',
          occurred: { edtf: '2016-04-04' },
          claims: [{ certainty: 'DENIED' }],
        },
      ],
    },
  })
  await expectNoDrift(service)
})

test('resolves a merged actor to its merge target', async ({ service }) => {
  await importLines(service, 'gdelt', LINES)
  const find = (name: string) => idOf(service, `{ result: actors(where: { search: "${name}" }) { nodes { id } } }`)
  const [russia, azerbaijan] = [await find('Russia'), await find('Azerbaijan')]
  await mergeActors(
    service.db,
    { id: azerbaijan, expectedVersion: 1, at },
    [{ id: russia, expectedVersion: 1, at }],
    AUDIT_INFO,
  )
  await expectNoDrift(service)
  await importLines(service, 'gdelt', [eventLine({ GLOBALEVENTID: '2000', EventCode: '190' })])
  const { data } = await service.ask(
    '{ armedClashes(first: 1, where: { evidence: [CODED] }) { nodes { participations { actor { name } } } } }',
  )
  expect(data).toMatchObject({ armedClashes: { nodes: [{ participations: [{ actor: { name: 'Azerbaijan' } }] }] } })
  await expectNoDrift(service)
})

test('resolves an actor that is merged while the import waits', async ({ service }) => {
  await importLines(service, 'gdelt', LINES)
  const find = (name: string) => idOf(service, `{ result: actors(where: { search: "${name}" }) { nodes { id } } }`)
  const [russia, azerbaijan] = [await find('Russia'), await find('Azerbaijan')]
  let importing: ReturnType<typeof importLines> | undefined
  await service.db.transaction(async (tx) => {
    await mergeActors(
      tx,
      { id: azerbaijan, expectedVersion: 1, at },
      [{ id: russia, expectedVersion: 1, at }],
      AUDIT_INFO,
    )
    importing = importLines(service, 'gdelt', [eventLine({ GLOBALEVENTID: '2000', EventCode: '190' })])
    await sleep(700)
  })
  expect((await importing!).counts).toMatchObject({ rowsRead: 1, eventsCreated: 1, rowsRejected: 0 })
  const { data } = await service.ask(
    '{ armedClashes(first: 1, where: { evidence: [CODED] }) { nodes { participations { actor { name } } } } }',
  )
  expect(data).toMatchObject({ armedClashes: { nodes: [{ participations: [{ actor: { name: 'Azerbaijan' } }] }] } })
  await expectNoDrift(service)
})
