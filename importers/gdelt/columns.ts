import { splitWords } from '../values/text.ts'

function actor(n: 1 | 2): string[] {
  return [
    'Code',
    'Name',
    'CountryCode',
    'KnownGroupCode',
    'EthnicCode',
    'Religion1Code',
    'Religion2Code',
    'Type1Code',
    'Type2Code',
    'Type3Code',
  ].map((part) => `Actor${n}${part}`)
}

function geo(of: string, hasAdm2: boolean): string[] {
  return [
    'Type',
    'FullName',
    'CountryCode',
    'ADM1Code',
    ...(hasAdm2 ? ['ADM2Code'] : []),
    'Lat',
    'Long',
    'FeatureID',
  ].map((part) => `${of}Geo_${part}`)
}

function events(hasAdm2: boolean): string[] {
  return [
    ...splitWords('GLOBALEVENTID SQLDATE MonthYear Year FractionDate'),
    ...actor(1),
    ...actor(2),
    ...splitWords('IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale'),
    ...splitWords('NumMentions NumSources NumArticles AvgTone'),
    ...geo('Actor1', hasAdm2),
    ...geo('Actor2', hasAdm2),
    ...geo('Action', hasAdm2),
    'DATEADDED',
  ]
}

/** The 61 columns of GDELT 2.0 events (GDELT-Event_Codebook-V2.0). */
export const EVENTS_2 = [...events(true), 'SOURCEURL']

/** The 57 columns of historic GDELT 1.0 files; daily ones have SOURCEURL as the 58th (CSV.header.historical.txt, CSV.header.dailyupdates.txt). */
export const EVENTS_1 = events(false)
export const EVENTS_1_DAILY = [...EVENTS_1, 'SOURCEURL']

/** The 16 columns of GDELT 2.0 mentions. */
export const MENTIONS = [
  ...splitWords('GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier'),
  ...splitWords('SentenceID Actor1CharOffset Actor2CharOffset ActionCharOffset InRawText Confidence'),
  ...splitWords('MentionDocLen MentionDocTone MentionDocTranslationInfo Extras'),
]

/** Columns that say again what others say, or what nobody needs of them; the README of this folder has the reasons. */
export const IGNORED_IN_EVENTS = [
  ...splitWords('MonthYear Year FractionDate EventBaseCode EventRootCode'),
  ...geo('Actor1', true),
  ...geo('Actor2', true),
  'ActionGeo_ADM2Code',
]

export const IGNORED_IN_MENTIONS = ['EventTimeDate', 'InRawText', 'Extras']

/** A row by the names of its columns; what is empty, or NA where a file writes that, is not there. */
export type Row = Partial<Record<string, string>>

/**
 * Names the cells of a row.
 * @param cells as many as there are columns
 */
export function namedColumns(columns: readonly string[], cells: readonly string[]): Row {
  const row: Row = {}
  for (let n = 0; n < columns.length; n++) {
    const cell = cells[n]
    if (cell !== undefined && cell !== '') row[columns[n]!] = cell
  }
  return row
}
