import { parse } from 'csv-parse/sync'
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

/** A row of a file by the names of its columns, exactly as written; columns that the file lacks are empty. */
export type RawRow = (column: string) => string

const ACTOR =
  'Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code'
const GEO = 'Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID'
const CODING =
  'IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone'

function prefixed(prefix: string, names: string): string[] {
  return names.split(' ').map((name) => prefix + name)
}

/** GDELT 2.0 Event Codebook. */
const EVENT_COLUMNS = [
  prefixed('', 'GLOBALEVENTID SQLDATE MonthYear Year FractionDate'),
  prefixed('Actor1', ACTOR),
  prefixed('Actor2', ACTOR),
  prefixed('', CODING),
  prefixed('Actor1Geo_', GEO),
  prefixed('Actor2Geo_', GEO),
  prefixed('ActionGeo_', GEO),
  prefixed('', 'DATEADDED SOURCEURL'),
].flat()
/** GDELT 1.0 has no ADM2 codes, and its historic files no SOURCEURL. */
const FIRST_EVENT_COLUMNS = EVENT_COLUMNS.filter((name) => !name.endsWith('ADM2Code'))

const MENTION_COLUMNS = prefixed(
  '',
  'GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID ' +
    'Actor1CharOffset Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen MentionDocTone ' +
    'MentionDocTranslationInfo Extras',
)

const COLUMNS_BY_WIDTH = new Map(
  [EVENT_COLUMNS, FIRST_EVENT_COLUMNS, FIRST_EVENT_COLUMNS.slice(0, -1), MENTION_COLUMNS].map((columns) => [
    columns.length,
    columns,
  ]),
)

/** What a file holds. */
export type RawFile = { kind: 'events' | 'mentions' | 'ucdp'; rows: RawRow[] }

/**
 * Reads a file of GDELT or UCDP, plain or gzipped, with or without a header.
 * @throws {Error} if it is neither
 */
export function readRawFile(path: string): RawFile {
  const bytes = readFileSync(path)
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  if (text.startsWith('{')) return { kind: 'ucdp', rows: featuresOf(text) }
  const [first = ''] = text.split('\n', 1)
  if (!first.includes('\t')) {
    const records = parse(text, { columns: true, bom: true }) as Record<string, string>[]
    const columns = Object.keys(records[0] ?? {})
    if (columns.includes('type_of_violence')) {
      // HDX writes a row of tags below the header.
      return { kind: 'ucdp', rows: records.filter(({ id }) => id !== '').map(byName) }
    }
    return { kind: kindOf(columns.length >= MENTION_COLUMNS.length * 2), rows: records.map(byLowerCase) }
  }
  const rows = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const cells = line.replace(/\r$/, '').split('\t')
      const columns = COLUMNS_BY_WIDTH.get(cells.length)
      if (!columns) throw new Error(`${path}: a line has ${cells.length} columns.`)
      return byName(Object.fromEntries(columns.map((name, i) => [name, cells[i] ?? ''])))
    })
  return { kind: kindOf(first.split('\t').length > MENTION_COLUMNS.length), rows }
}

function kindOf(isEvents: boolean): 'events' | 'mentions' {
  return isEvents ? 'events' : 'mentions'
}

function byName(record: Record<string, string>): RawRow {
  return (column) => record[column] ?? ''
}

/** Redistributors change the case of names, and write `NA` into empty cells. */
function byLowerCase(record: Record<string, string>): RawRow {
  const values = new Map(Object.entries(record).map(([name, value]) => [name.toLowerCase(), value]))
  return (column) => {
    const value = values.get(column.toLowerCase()) ?? ''
    return value === 'NA' ? '' : value
  }
}

interface Feature {
  properties: Record<string, unknown>
  geometry: { coordinates: [longitude: number, latitude: number] } | null
}

function featuresOf(text: string): RawRow[] {
  const { features } = JSON.parse(text) as { features: Feature[] }
  return features.map(({ properties, geometry }) => {
    const [longitude, latitude] = geometry?.coordinates ?? []
    const values: Record<string, unknown> = { latitude, longitude, ...properties }
    return (column: string) => {
      const value = values[column] ?? ''
      return typeof value === 'string' ? value : JSON.stringify(value)
    }
  })
}
