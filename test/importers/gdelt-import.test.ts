import { expect } from 'vitest'
import { RowRefused } from '../../importers/import-file.ts'
import { verifyDerived } from '../../intake/derived/rebuild.ts'
import { digestOf } from '../support/digest.ts'
import { importLines } from '../support/import.ts'
import { test, type Service } from '../support/service.ts'
import { eventLine, mentionLine } from './gdelt-rows.ts'

const TURNED = {
  GLOBALEVENTID: '1001',
  ...{ Actor1Code: 'AZE', Actor1Name: 'AZERBAIJAN', Actor1CountryCode: 'AZE' },
  ...{ Actor2Code: 'RUS', Actor2Name: 'RUSSIA', Actor2CountryCode: 'RUS' },
}

/** A call told by both directions, a clash, a visit told by visitor and host, and a row of one actor. */
const LINES = [
  eventLine(),
  eventLine(TURNED),
  eventLine({ GLOBALEVENTID: '1002', EventCode: '194', QuadClass: '4', GoldsteinScale: '-10' }),
  eventLine({ GLOBALEVENTID: '1003', EventCode: '042' }),
  eventLine({ ...TURNED, GLOBALEVENTID: '1004', EventCode: '043' }),
  eventLine({ GLOBALEVENTID: '1005', EventCode: '010', Actor2Code: '', Actor2Name: '', Actor2CountryCode: '' }),
]

const expectNoDrift = async ({ db }: Service) => {
  for (const { table, missing, surplus } of await verifyDerived(db))
    expect([table, missing, surplus]).toEqual([table, 0, 0])
}

test('rows become events, once; the same rows again write nothing', async ({ service }) => {
  const first = await importLines(service, 'gdelt', LINES)
  expect(first.tally).toMatchObject({
    rowsRead: 6,
    eventsCreated: 4,
    rowsMerged: 2,
    rowsSetAside: 0,
    reportsWritten: 4,
  })
  await expectNoDrift(service)
  const before = await digestOf(service.db)

  const again = await importLines(service, 'gdelt', LINES)
  expect(again.tally).toMatchObject({
    rowsRead: 6,
    rowsUnchanged: 6,
    eventsCreated: 0,
    eventsCorrected: 0,
    rowsMerged: 0,
    reportsWritten: 0,
  })
  expect(await digestOf(service.db)).toEqual(before)

  const { data } = await service.ask(`{
    events(orderBy: OCCURRED_DESC) { totalCount groups(by: [KIND], orderBy: KEY_ASC) { key { kind } count } }
    visits { nodes { title participations { role actor { name } } codes { scheme code label } reportCount
      revisions { kind by version } coding { goldsteinScale quadClass isRootEvent averageTone mentionCount } } }
    armedClashes(where: { location: { country: "AZ" }, participants: { some: { country: "RUS" } } }) { nodes { modes location { precision radiusKm place { name } } } }
    datasets { name licence citation eventCount imports { totalCount nodes { state format rowsRead rowsUnchanged eventsCreated sha256 } } }
  }`)
  expect(data).toMatchObject({
    events: { totalCount: 4 },
    visits: {
      nodes: [
        {
          title: 'Russia visits Azerbaijan',
          participations: [
            { role: 'VISITOR', actor: { name: 'Russia' } },
            { role: 'HOST', actor: { name: 'Azerbaijan' } },
          ],
          codes: [
            { scheme: 'CAMEO', code: '042', label: 'Make a visit' },
            { scheme: 'CAMEO', code: '043', label: 'Host a visit' },
          ],
          reportCount: 1,
          revisions: [{ kind: 'CREATED', by: 'import gdelt', version: 1 }],
          coding: {
            goldsteinScale: 1,
            quadClass: 'VERBAL_COOPERATION',
            isRootEvent: true,
            averageTone: -2.5,
            mentionCount: 4,
          },
        },
      ],
    },
    armedClashes: {
      nodes: [{ modes: ['ARTILLERY'], location: { precision: 'SETTLEMENT', radiusKm: 10, place: { name: 'Baku' } } }],
    },
    datasets: [
      {
        name: 'gdelt',
        eventCount: 4,
        imports: {
          totalCount: 2,
          nodes: [
            { state: 'DONE', rowsUnchanged: 6, eventsCreated: 0 },
            { state: 'DONE', rowsRead: 6, eventsCreated: 4 },
          ],
        },
      },
    ],
  })
})

test('rows of one event that come apart, in either order, make what they make together', async ({
  service,
  migrated: _,
}) => {
  await importLines(service, 'gdelt', [LINES[0]!, LINES[4]!])
  const apart = await importLines(service, 'gdelt', [LINES[1]!, LINES[3]!])
  // 1001 joins the call that 1000 told; 1003 is an earlier row of the visit than 1004, and tells it from now on.
  expect(apart.tally).toMatchObject({ eventsCreated: 0, rowsMerged: 1 })
  const { data } = await service.ask<{ phoneCalls: object; visits: object }>(`{
    phoneCalls { nodes { title codes { code } externalIds { value } } }
    visits { nodes { title codes { code } externalIds { value } } } }`)
  expect(data).toMatchObject({
    phoneCalls: { nodes: [{ externalIds: [{ value: '1000' }, { value: '1001' }] }] },
    visits: {
      nodes: [{ codes: [{ code: '042' }, { code: '043' }], externalIds: [{ value: '1003' }, { value: '1004' }] }],
    },
  })
  const again = await importLines(service, 'gdelt', LINES.slice(0, 5))
  expect(again.tally).toMatchObject({ rowsUnchanged: 4, eventsCreated: 1, eventsCorrected: 0 })
  await expectNoDrift(service)
})

test('a row that has changed corrects its event, and its history says what', async ({ service }) => {
  await importLines(service, 'gdelt', LINES)
  const { tally } = await importLines(service, 'gdelt', [
    eventLine({ GLOBALEVENTID: '1002', EventCode: '18', QuadClass: '4', GoldsteinScale: '-9', SQLDATE: '20160404' }),
  ])
  expect(tally).toMatchObject({ eventsCreated: 0, eventsCorrected: 1 })
  const { data } = await service.ask<{ events: { nodes: { revisions: { changes: { field: string }[] }[] }[] } }>(
    '{ events(where: { kinds: [ATTACK] }) { nodes { kind occurred { edtf } codes { code } participations { role } revisions { kind version changes { field before after } } } } armedClashes { totalCount } }',
  )
  expect(data).toMatchObject({
    armedClashes: { totalCount: 0 },
    events: {
      nodes: [
        {
          kind: 'ATTACK',
          occurred: { edtf: '2016-04-04' },
          codes: [{ code: '18' }],
          participations: [{ role: 'PERPETRATOR' }, { role: 'TARGET' }],
          revisions: [{ kind: 'CREATED' }, { kind: 'CORRECTED', version: 2 }],
        },
      ],
    },
  })
  const [, corrected] = data.events.nodes[0]!.revisions
  expect(corrected!.changes.map(({ field }) => field)).toEqual([
    'kind',
    'title',
    'occurred',
    'details',
    'participations',
    'codes',
    'coding',
  ])
  expect(corrected!.changes[0]).toEqual({ field: 'kind', before: 'ARMED_CLASH', after: 'ATTACK' })
  await expectNoDrift(service)
})

test('mentions are reports, the surest reading of an article counts, and unknown events are set aside', async ({
  service,
}) => {
  await importLines(service, 'gdelt', LINES)
  const mentions = [
    mentionLine({ Confidence: '20', SentenceID: '9' }),
    mentionLine({ Confidence: '70', SentenceID: '5' }),
    mentionLine({ Confidence: '70', SentenceID: '4' }),
    // The other row of the same call.
    mentionLine({
      GLOBALEVENTID: '1001',
      MentionIdentifier: 'http://other.example/1',
      MentionSourceName: 'other.example',
    }),
    mentionLine({ GLOBALEVENTID: '999' }),
  ]
  const first = await importLines(service, 'gdelt', mentions)
  expect(first.tally).toMatchObject({ rowsRead: 5, rowsSetAside: 1, reportsWritten: 2 })
  expect(first.aside).toMatchObject([
    { line: 5, column: 'GLOBALEVENTID', reason: 'speaks of an event that is not stored' },
  ])
  const ask = () =>
    service.ask(
      '{ phoneCalls { nodes { reportCount publisherCount reports { nodes { sentence extractionConfidence actor1Offset actor2Offset article { url length } publisher { name } } } } } }',
    )
  const { data } = await ask()
  expect(data).toMatchObject({ phoneCalls: { nodes: [{ reportCount: 2, publisherCount: 2 }] } })
  expect(JSON.stringify(data)).toContain(
    '"sentence":4,"extractionConfidence":70,"actor1Offset":null,"actor2Offset":250',
  )
  await expectNoDrift(service)
  // In whatever order they come again: nothing is written, and nothing is worse.
  const again = await importLines(service, 'gdelt', mentions.toReversed())
  expect(again.tally).toMatchObject({ reportsWritten: 0 })
  await importLines(service, 'gdelt', LINES)
  expect((await ask()).data).toEqual(data)
})

test('a row that cannot be used is set aside with where and why, and stops nothing unless asked to', async ({
  service,
}) => {
  const bad = [
    ...Array.from({ length: 50 }, (_, n) => eventLine({ GLOBALEVENTID: String(2000 + n), EventCode: '190' })),
    'a\tb',
    eventLine({ GLOBALEVENTID: '3000', SQLDATE: '20160231' }),
  ]
  const { tally, aside } = await importLines(service, 'gdelt', bad)
  expect(tally).toMatchObject({ rowsRead: 52, eventsCreated: 50, rowsSetAside: 2 })
  expect(aside).toMatchObject([
    { line: 51, reason: 'has 2 columns instead of 61', text: 'a\tb' },
    { line: 52, column: 'SQLDATE', reason: 'SQLDATE is not a day written YYYYMMDD' },
  ])
  await expect(importLines(service, 'gdelt', bad, { strict: true })).rejects.toThrow(RowRefused)
  const { data } = await service.ask('{ datasets { imports { nodes { state error setAside { reason count } } } } }')
  expect(data).toMatchObject({
    datasets: [
      {
        imports: {
          nodes: [
            { state: 'FAILED', error: expect.stringContaining('Line 51: has 2 columns instead of 61.') },
            { state: 'DONE', setAside: [{ reason: 'has 2 columns instead of 61', count: 1 }, { count: 1 }] },
          ],
        },
      },
    ],
  })
})

test('a feed meets what a desk has stored: its states and countries are the same', async ({ service }) => {
  const { seedDatabase } = await import('../../seeds/seed.ts')
  const { seedsFolder } = await import('../../server/serve.ts')
  await seedDatabase(service.db, seedsFolder)
  await importLines(service, 'gdelt', LINES)
  const { data } = await service.ask<{ actors: { nodes: { name: string; externalIds: { scheme: string }[] }[] } }>(
    '{ actors(where: { kinds: [STATE] }, first: 50) { nodes { name externalIds { scheme value } events(where: { dataset: ["gdelt"] }) { totalCount } } } places(where: { kinds: [COUNTRY] }, first: 50) { nodes { name } } }',
  )
  const names = data.actors.nodes.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(names).toContain('Azerbaijan')
  await expectNoDrift(service)
})
