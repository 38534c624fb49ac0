import { assertStorable, type Row } from '../values/cells.ts'

/** The parts of an actor's code, each in a column of its own. */
export const ACTOR_CODE_PARTS = [
  'CountryCode',
  'KnownGroupCode',
  'EthnicCode',
  'Religion1Code',
  'Religion2Code',
  'Type1Code',
  'Type2Code',
  'Type3Code',
]

function actor(n: 1 | 2): string[] {
  return ['Code', 'Name', ...ACTOR_CODE_PARTS].map((part) => `Actor${n}${part}`)
}

function geography(subject: string, hasAdm2: boolean): string[] {
  return [
    'Type',
    'FullName',
    'CountryCode',
    'ADM1Code',
    ...(hasAdm2 ? ['ADM2Code'] : []),
    'Lat',
    'Long',
    'FeatureID',
  ].map((part) => `${subject}Geo_${part}`)
}

function events(hasAdm2: boolean): string[] {
  return [
    ...'GLOBALEVENTID SQLDATE MonthYear Year FractionDate'.split(' '),
    ...actor(1),
    ...actor(2),
    ...'IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale'.split(' '),
    ...'NumMentions NumSources NumArticles AvgTone'.split(' '),
    ...geography('Actor1', hasAdm2),
    ...geography('Actor2', hasAdm2),
    ...geography('Action', hasAdm2),
    'DATEADDED',
  ]
}

/** The 61 columns of GDELT 2.0 events (GDELT-Event_Codebook-V2.0). */
export const EVENTS_2 = [...events(true), 'SOURCEURL']

/** The 57 columns of historic GDELT 1.0 files (CSV.header.historical.txt). */
export const EVENTS_1 = events(false)

/** The 58 columns of daily GDELT 1.0 files (CSV.header.dailyupdates.txt). */
export const EVENTS_1_DAILY = [...EVENTS_1, 'SOURCEURL']

/** The 16 columns of GDELT 2.0 mentions. */
export const MENTIONS = [
  ...'GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier'.split(' '),
  ...'SentenceID Actor1CharOffset Actor2CharOffset ActionCharOffset InRawText Confidence'.split(' '),
  ...'MentionDocLen MentionDocTone MentionDocTranslationInfo Extras'.split(' '),
]

/** Columns that repeat other columns or that Dateline does not need. The README of this folder has the reasons. */
export const IGNORED_IN_EVENTS = [
  ...'MonthYear Year FractionDate EventBaseCode'.split(' '),
  ...geography('Actor1', true).filter((column) => column !== 'Actor1Geo_FullName'),
  ...geography('Actor2', true).filter((column) => column !== 'Actor2Geo_FullName'),
  'ActionGeo_ADM2Code',
]

export const IGNORED_IN_MENTIONS = ['EventTimeDate', 'InRawText', 'Extras']

/** The columns with names and codes. */
const NAMES = new Set([
  ...actor(1),
  ...actor(2),
  'EventCode',
  'EventRootCode',
  'ActionGeo_FullName',
  'ActionGeo_CountryCode',
  'ActionGeo_ADM1Code',
  'ActionGeo_FeatureID',
  'MentionSourceName',
])

/**
 * Makes a row of cells; the cells are in the order of the columns.
 * @throws {RejectedRowError} if the database cannot store a cell
 */
export function toRow(columns: readonly string[], cells: readonly string[]): Row {
  const row: Row = {}
  let n = 0
  for (const column of columns) {
    const cell = cells[n++]
    if (cell !== undefined && cell !== '') row[column] = cell
  }
  assertStorable(row, NAMES)
  return row
}
