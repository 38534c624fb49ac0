import { pick } from 'stream-json/filters/pick.js'
import { streamArray } from 'stream-json/streamers/stream-array.js'
import { compose } from '../../database/values/normalize-name.ts'
import type { Importer, ParsedRow } from '../feed/importer.ts'
import type { Input } from '../read/input.ts'
import { delimitedRows } from '../read/rows.ts'
import { parseRow, rejectWidth } from '../values/parse-row.ts'
import { IGNORED_COLUMNS, REQUIRED_COLUMNS, USED_COLUMNS } from './columns.ts'
import { ucdp, UCDP_CODES } from './dataset.ts'
import { parseEventRow } from './event-draft.ts'
import type { Row } from './row.ts'

const declaration = {
  dataset: ucdp,
  columns: { used: USED_COLUMNS, ignored: IGNORED_COLUMNS },
  listsAllMentions: true,
  labels: { scheme: 'UCDP' as const, codes: UCDP_CODES },
}

async function* readCsv(input: Input): AsyncGenerator<ParsedRow> {
  let header: string[] | undefined
  for await (const { line, values, text } of delimitedRows(input)) {
    if (header === undefined) {
      header = values.map((name) => name.trim())
      continue
    }
    if (isHxlRow(values)) continue
    if (values.length !== header.length) {
      yield rejectWidth(line, values.length, header.length, text)
      continue
    }
    const row = toRow(header.map((name, n) => [name, values[n]]))
    yield parseRow(
      line,
      () => text,
      () => ({ eventRow: parseEventRow(row) }),
    )
  }
}

/** True for the row of HXL tags that HDX writes below the header (https://hxlstandard.org). */
function isHxlRow(values: readonly string[]): boolean {
  return (
    values.some((cell) => /^#[a-z]+([+ ]|$)/.test(cell)) && values.every((cell) => cell === '' || cell.startsWith('#'))
  )
}

async function* readGeoJson(input: Input): AsyncGenerator<ParsedRow> {
  const features = (await input.open())
    .pipe(pick.withParserAsStream({ filter: 'features' }))
    .pipe(streamArray.asStream()) as AsyncIterable<{ key: number; value: Feature }>
  for await (const { key, value } of features) {
    const row = toRow(Object.entries(value.properties ?? {}))
    const [longitude, latitude] = value.geometry?.coordinates ?? []
    if (longitude !== undefined && latitude !== undefined)
      Object.assign(row, { longitude: String(longitude), latitude: String(latitude) })
    // The parser does not report lines, so the position of the feature takes the place of the line number.
    yield parseRow(
      key + 1,
      () => JSON.stringify(value),
      () => ({ eventRow: parseEventRow(row) }),
    )
  }
}

interface Feature {
  properties?: Record<string, string | number | null>
  geometry?: { coordinates?: number[] }
}

/** The cells that are not empty, composed: names are parts of ids. */
function toRow(cells: Iterable<[name: string, value: string | number | null | undefined]>): Row {
  const row: Row = {}
  for (const [name, value] of cells) {
    const text = compose(String(value ?? '').trim())
    if (text !== '') row[name] = text
  }
  return row
}

/** UCDP GED and Candidate releases as CSV: columns in any order, with or without a row of HXL tags. */
const ucdpCsv: Importer = {
  ...declaration,
  format: 'ucdp-ged-csv',
  recognizes: ([header = '']) => {
    const names = header
      .replace(/^\uFEFF/, '')
      .split(',')
      .map((name) => name.replace(/^"|"$/g, '').trim())
    return REQUIRED_COLUMNS.every((name) => names.includes(name))
  },
  read: readCsv,
}

/** UCDP GED as GeoJSON: a FeatureCollection with the columns as properties. */
const ucdpGeoJson: Importer = {
  ...declaration,
  format: 'ucdp-ged-geojson',
  recognizes: (head) => {
    const text = head.join('\n')
    return (
      /^\s*\{/.test(text) &&
      text.includes('"FeatureCollection"') &&
      ['"type_of_violence"', '"side_a"', '"date_prec"'].every((name) => text.includes(name))
    )
  },
  read: readGeoJson,
}

export const UCDP = [ucdpCsv, ucdpGeoJson]
