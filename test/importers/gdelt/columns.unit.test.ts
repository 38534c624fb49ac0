import { expect, test } from 'vitest'
import {
  EVENTS_2,
  IGNORED_IN_EVENTS,
  IGNORED_IN_MENTIONS,
  MENTIONS,
  namedColumns,
} from '../../../importers/gdelt/columns.ts'
import { gdelt2 } from '../../../importers/gdelt/dataset.ts'
import { draftOf } from '../../../importers/gdelt/event-draft.ts'
import { gdelt2Events, gdelt2Mentions } from '../../../importers/gdelt/importers.ts'
import { mentionOf } from '../../../importers/gdelt/mention-draft.ts'
import { eventLine, mentionLine } from './rows.ts'

type Cells = Parameters<typeof eventLine>[0]

function read(cells: Cells = {}) {
  return draftOf(namedColumns(EVENTS_2, eventLine(cells).split('\t')), gdelt2)
}
function readMention(cells: Cells = {}) {
  return mentionOf(namedColumns(MENTIONS, mentionLine(cells).split('\t')))
}

test('a mention is a report', () => {
  expect(readMention({ MentionDocTranslationInfo: 'srclc:spa;eng:GT-SPA 1.0' })).toMatchObject({
    row: 1000,
    mention: {
      sentence: 3,
      actor1Offset: null,
      actor2Offset: 250,
      actionOffset: 261,
      extractionConfidence: 40,
      tone: -2.5,
      mentionedAt: '2016-04-05T12:15:00.000Z',
      article: { url: 'http://news.example/calls', language: 'spa', length: 2000, publisher: 'news.example' },
    },
  })
  expect(() => readMention({ MentionIdentifier: '' })).toThrow('is empty')
})

test('every column is used or listed as ignored', () => {
  for (const [{ columns }, all, ignored] of [
    [gdelt2Events, EVENTS_2, IGNORED_IN_EVENTS],
    [gdelt2Mentions, MENTIONS, IGNORED_IN_MENTIONS],
  ] as const) {
    expect([...columns.used, ...columns.ignored].toSorted()).toEqual([...all].toSorted())
    expect(ignored.filter((column) => !all.includes(column))).toEqual([])
  }
  // What is not listed as ignored makes a difference to what is read.
  const base = JSON.stringify(read())
  const others: Record<string, string> = {
    IsRootEvent: '0',
    EventCode: '020',
    SQLDATE: '20160301',
    DATEADDED: '20160406121500',
    ActionGeo_Type: '1',
    ActionGeo_CountryCode: 'RS',
    ActionGeo_ADM1Code: 'AJ10',
  }
  for (const column of gdelt2Events.columns.used) {
    if (column.endsWith('Code') && column.startsWith('Actor')) continue
    expect([column, JSON.stringify(read({ [column]: others[column] ?? '7' }))]).not.toEqual([column, base])
  }
})
