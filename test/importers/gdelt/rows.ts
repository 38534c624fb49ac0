import { EVENTS_2, MENTIONS } from '../../../importers/gdelt/columns.ts'

const EVENT = {
  GLOBALEVENTID: '1000',
  SQLDATE: '20160405',
  Actor1Code: 'RUS',
  Actor1Name: 'RUSSIA',
  Actor1CountryCode: 'RUS',
  Actor2Code: 'AZE',
  Actor2Name: 'AZERBAIJAN',
  Actor2CountryCode: 'AZE',
  IsRootEvent: '1',
  EventCode: '041',
  QuadClass: '1',
  GoldsteinScale: '1.0',
  NumMentions: '4',
  NumSources: '1',
  NumArticles: '4',
  AvgTone: '-2.5',
  ActionGeo_Type: '4',
  ActionGeo_FullName: 'Baku, Baki, Azerbaijan',
  ActionGeo_CountryCode: 'AJ',
  ActionGeo_ADM1Code: 'AJ09',
  ActionGeo_Lat: '40.3953',
  ActionGeo_Long: '49.8822',
  ActionGeo_FeatureID: '-2705195',
  DATEADDED: '20160405121500',
  SOURCEURL: 'http://news.example/calls',
}

/** A row of GDELT 2.0 events. By default a call between Russia and Azerbaijan; `cells` override its cells. */
export function eventLine(cells: Partial<Record<string, string>> = {}): string {
  const row: Partial<Record<string, string>> = { ...EVENT, ...cells }
  return EVENTS_2.map((column) => row[column] ?? '').join('\t')
}

/** A row of GDELT 2.0 mentions, by default of the event of `eventLine`; `cells` override its cells. */
export function mentionLine(cells: Partial<Record<string, string>> = {}): string {
  const row: Partial<Record<string, string>> = {
    GLOBALEVENTID: '1000',
    MentionTimeDate: '20160405121500',
    MentionType: '1',
    MentionSourceName: 'news.example',
    MentionIdentifier: 'http://news.example/calls',
    SentenceID: '3',
    Actor1CharOffset: '-1',
    Actor2CharOffset: '250',
    ActionCharOffset: '261',
    Confidence: '40',
    MentionDocLen: '2000',
    MentionDocTone: '-2.5',
    ...cells,
  }
  return MENTIONS.map((column) => row[column] ?? '').join('\t')
}

/** The same two actors in the opposite order. */
export const REVERSED = {
  Actor1Code: 'AZE',
  Actor1Name: 'AZERBAIJAN',
  Actor1CountryCode: 'AZE',
  Actor2Code: 'RUS',
  Actor2Name: 'RUSSIA',
  Actor2CountryCode: 'RUS',
}

/** A call (two rows), a clash, a visit (the visitor's row and the host's), and a statement of one actor. */
export const LINES = [
  eventLine(),
  eventLine({ ...REVERSED, GLOBALEVENTID: '1001' }),
  eventLine({ GLOBALEVENTID: '1002', EventCode: '194', QuadClass: '4', GoldsteinScale: '-10' }),
  eventLine({ GLOBALEVENTID: '1003', EventCode: '042' }),
  eventLine({ ...REVERSED, GLOBALEVENTID: '1004', EventCode: '043' }),
  eventLine({ GLOBALEVENTID: '1005', EventCode: '010', Actor2Code: '', Actor2Name: '', Actor2CountryCode: '' }),
]
