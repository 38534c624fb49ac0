import { expect } from 'vitest'
import { StrictImportError } from '../../../importers/store/import-file.ts'
import { expectNoDrift, importLines } from '../../support/import.ts'
import { test } from '../../support/service.ts'
import { eventLine, LINES, mentionLine } from './rows.ts'

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
  expect(first.tally).toMatchObject({ rowsRead: 5, rowsRejected: 1, mentionsWritten: 2 })
  expect(first.aside).toMatchObject([
    { line: 5, column: 'GLOBALEVENTID', reason: 'speaks of an event that is not stored' },
  ])
  const ask = () =>
    service.ask(
      '{ phoneCalls { nodes { mentionCount publisherCount mentions { nodes { sentence extractionConfidence actor1Offset actor2Offset article { url length } publisher { name } } } } } }',
    )
  const { data } = await ask()
  expect(data).toMatchObject({ phoneCalls: { nodes: [{ mentionCount: 2, publisherCount: 2 }] } })
  expect(JSON.stringify(data)).toContain(
    '"sentence":4,"extractionConfidence":70,"actor1Offset":null,"actor2Offset":250',
  )
  await expectNoDrift(service)
  // In whatever order they come again: nothing is written, and nothing is worse.
  const again = await importLines(service, 'gdelt', mentions.toReversed())
  expect(again.tally).toMatchObject({ mentionsWritten: 0 })
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
  expect(tally).toMatchObject({ rowsRead: 52, eventsCreated: 50, rowsRejected: 2 })
  expect(aside).toMatchObject([
    { line: 51, reason: 'has 2 columns instead of 61', text: 'a\tb' },
    { line: 52, column: 'SQLDATE', reason: 'SQLDATE is not a day written YYYYMMDD' },
  ])
  await expect(importLines(service, 'gdelt', bad, { strict: true })).rejects.toThrow(StrictImportError)
  const { data } = await service.ask('{ datasets { imports { nodes { state error rejectedRows { reason count } } } } }')
  expect(data).toMatchObject({
    datasets: [
      {
        imports: {
          nodes: [
            { state: 'FAILED', error: expect.stringContaining('Line 51: has 2 columns instead of 61.') },
            { state: 'DONE', rejectedRows: [{ reason: 'has 2 columns instead of 61', count: 1 }, { count: 1 }] },
          ],
        },
      },
    ],
  })
})
