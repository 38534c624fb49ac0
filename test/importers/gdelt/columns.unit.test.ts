import { expect, test } from 'vitest'
import { EVENTS_2, IGNORED_IN_EVENTS, IGNORED_IN_MENTIONS, MENTIONS, toRow } from '../../../importers/gdelt/columns.ts'
import { gdelt2 } from '../../../importers/gdelt/dataset.ts'
import { parseEventRow } from '../../../importers/gdelt/event-draft.ts'
import { gdelt2Events, gdelt2Mentions } from '../../../importers/gdelt/importers.ts'
import { parseMentionRow } from '../../../importers/gdelt/mention-draft.ts'
import { eventLine, mentionLine } from './rows.ts'

type Cells = Parameters<typeof eventLine>[0]

function parse(cells: Cells = {}) {
  return parseEventRow(toRow(EVENTS_2, eventLine(cells).split('\t')), gdelt2)
}
function parseMention(cells: Cells = {}) {
  return parseMentionRow(toRow(MENTIONS, mentionLine(cells).split('\t')))
}

test('parses a row of mentions', () => {
  expect(parseMention({ MentionDocTranslationInfo: 'srclc:spa;eng:GT-SPA 1.0' })).toMatchObject({
    rowNumber: 1000,
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
  expect(() => parseMention({ MentionIdentifier: '' })).toThrow(
    'MentionIdentifier must be a URL or a citation; got an empty cell',
  )
})

test('uses every column or lists it as ignored', () => {
  for (const [{ columns }, all, ignored] of [
    [gdelt2Events, EVENTS_2, IGNORED_IN_EVENTS],
    [gdelt2Mentions, MENTIONS, IGNORED_IN_MENTIONS],
  ] as const) {
    expect([...columns.used, ...columns.ignored].toSorted()).toEqual([...all].toSorted())
    expect(ignored.filter((column) => !all.includes(column))).toEqual([])
  }
  // A used column changes the draft.
  const base = JSON.stringify(parse())
  const otherValues: Record<string, string> = {
    IsRootEvent: '0',
    QuadClass: '2',
    EventCode: '020',
    SQLDATE: '20160301',
    DATEADDED: '20160406121500',
    ActionGeo_Type: '1',
    ActionGeo_CountryCode: 'RS',
    ActionGeo_ADM1Code: 'AJ10',
  }
  for (const column of gdelt2Events.columns.used) {
    if (column.endsWith('Code') && column.startsWith('Actor')) continue
    // It only decides what a short EventCode stands for.
    if (column === 'EventRootCode') continue
    expect([column, JSON.stringify(parse({ [column]: otherValues[column] ?? '7' }))]).not.toEqual([column, base])
  }
})
