import { expect } from 'vitest'
import { StrictImportError } from '../../../importers/feed/rejected-rows.ts'
import { expectNoDrift, importLines } from '../../support/import.ts'
import { test } from '../../support/service.ts'
import { eventLine, LINES, mentionLine } from './rows.ts'

test('stores the best reading of each article, and rejects mentions of unknown events', async ({ service }) => {
  await importLines(service, 'gdelt', LINES)
  const mentions = [
    mentionLine({ Confidence: '20', SentenceID: '9' }),
    mentionLine({ Confidence: '70', SentenceID: '5' }),
    mentionLine({ Confidence: '70', SentenceID: '4' }),
    // The second row of the same call.
    mentionLine({
      GLOBALEVENTID: '1001',
      MentionIdentifier: 'http://other.example/1',
      MentionSourceName: 'other.example',
    }),
    mentionLine({ GLOBALEVENTID: '999' }),
  ]
  const first = await importLines(service, 'gdelt', mentions)
  expect(first.counts).toMatchObject({ rowsRead: 5, rowsRejected: 1, mentionsWritten: 2 })
  expect(first.rejectedRows).toMatchObject([
    { line: 5, column: 'GLOBALEVENTID', reason: 'GLOBALEVENTID must be the number of a stored event; got "999"' },
  ])
  const ask = () =>
    service.ask(
      '{ phoneCalls(where: { evidence: [CODED] }) { nodes { mentionCount publisherCount mentions { nodes { sentence extractionConfidence actor1Offset actor2Offset article { url length } publisher { name } } } } } }',
    )
  const { data } = await ask()
  expect(data).toMatchObject({ phoneCalls: { nodes: [{ mentionCount: 2, publisherCount: 2 }] } })
  expect(JSON.stringify(data)).toContain(
    '"sentence":4,"extractionConfidence":70,"actor1Offset":null,"actor2Offset":250',
  )
  await expectNoDrift(service)
  // The same mentions in another order write nothing and replace no reading by a worse one.
  const again = await importLines(service, 'gdelt', mentions.toReversed())
  expect(again.counts).toMatchObject({ mentionsWritten: 0 })
  await importLines(service, 'gdelt', LINES)
  expect((await ask()).data).toEqual(data)
})

test('rejects invalid rows with line and reason, and fails at the first one if strict', async ({ service }) => {
  const lines = [
    ...Array.from({ length: 50 }, (_, n) =>
      eventLine({ GLOBALEVENTID: String(2000 + n), SOURCEURL: `http://news.example/${n}` }),
    ),
    'a\tb',
    eventLine({ GLOBALEVENTID: '3000', SQLDATE: '20160231' }),
  ]
  const { counts, rejectedRows } = await importLines(service, 'gdelt', lines)
  expect(counts).toMatchObject({ rowsRead: 52, eventsCreated: 50, rowsRejected: 2 })
  expect(rejectedRows).toMatchObject([
    { line: 51, reason: 'the row must have 61 columns; got 2', text: 'a\tb' },
    { line: 52, column: 'SQLDATE', reason: 'SQLDATE must be a day YYYYMMDD; got "20160231"' },
  ])
  await expect(importLines(service, 'gdelt', lines, { strict: true })).rejects.toThrow(StrictImportError)
  const { data } = await service.ask('{ datasets { imports { nodes { state error rejectedRows { reason count } } } } }')
  expect(data).toMatchObject({
    datasets: [
      {
        imports: {
          nodes: [
            { state: 'FAILED', error: expect.stringContaining('Line 51: the row must have 61 columns; got 2.') },
            { state: 'DONE', rejectedRows: [{ reason: 'the row must have 61 columns', count: 1 }, { count: 1 }] },
          ],
        },
      },
    ],
  })
})
