import { pick } from 'stream-json/filters/pick.js'
import { streamArray } from 'stream-json/streamers/stream-array.js'
import type { Importer, ParsedRow } from '../feed/importer.ts'
import { RejectedRowError } from '../feed/importer.ts'
import type { Input } from '../read/input.ts'
import { delimitedRows } from '../read/rows.ts'
import { shortened } from '../values/text.ts'
import { IGNORED_COLUMNS, REQUIRED_COLUMNS, USED_COLUMNS } from './columns.ts'
import { ucdp, UCDP_CODES } from './dataset.ts'
import { draftOf } from './event-draft.ts'
import type { Row } from './row.ts'

const declared = {
  dataset: ucdp,
  columns: { used: USED_COLUMNS, ignored: IGNORED_COLUMNS },
  listsAllMentions: true,
  labels: { scheme: 'UCDP' as const, codes: UCDP_CODES },
}

function toReading(line: number, row: Row, text: () => string): ParsedRow {
  try {
    return { line, draft: draftOf(row) }
  } catch (error) {
    if (!(error instanceof RejectedRowError)) throw error
    const { column, message } = error
    return { line, rejectedRows: { line, column, reason: `${column} ${message}`, text: shortened(text()) } }
  }
}

async function* readTable(input: Input): AsyncGenerator<ParsedRow> {
  let header: string[] | undefined
  for await (const { line, values, text } of delimitedRows(input)) {
    if (header === undefined) {
      header = values.map((name) => name.trim())
      continue
    }
    // HDX puts a row of HXL tags below the header (https://hxlstandard.org).
    if (
      values.some((cell) => /^#[a-z]+([+ ]|$)/.test(cell)) &&
      values.every((cell) => cell === '' || cell.startsWith('#'))
    )
      continue
    if (values.length !== header.length) {
      const reason = `has ${values.length} columns instead of ${header.length}`
      yield { line, rejectedRows: { line, reason, text: shortened(text) } }
      continue
    }
    const row: Row = {}
    for (const [n, name] of header.entries()) if (values[n]!.trim() !== '') row[name] = values[n]!.trim()
    yield toReading(line, row, () => text)
  }
}

async function* readFeatures(input: Input): AsyncGenerator<ParsedRow> {
  const features = (await input.open())
    .pipe(pick.withParserAsStream({ filter: 'features' }))
    .pipe(streamArray.asStream()) as AsyncIterable<{ key: number; value: Feature }>
  for await (const { key, value } of features) {
    const row: Row = {}
    for (const [name, cell] of Object.entries(value.properties ?? {})) {
      const text = cell === null ? '' : String(cell).trim()
      if (text !== '') row[name] = text
    }
    const [longitude, latitude] = value.geometry?.coordinates ?? []
    if (longitude !== undefined && latitude !== undefined)
      Object.assign(row, { longitude: String(longitude), latitude: String(latitude) })
    // A feature has no line that means anything: its place in the list says where it is.
    yield toReading(key + 1, row, () => JSON.stringify(value))
  }
}

interface Feature {
  properties?: Record<string, string | number | null>
  geometry?: { coordinates?: number[] }
}

/** UCDP GED and Candidate in CSV, with or without the row of HXL tags, in any order of columns. */
const ucdpTable: Importer = {
  ...declared,
  format: 'ucdp-ged-csv',
  recognizes: ([header = '']) => {
    const names = header
      .replace(/^\uFEFF/, '')
      .split(',')
      .map((name) => name.replace(/^"|"$/g, '').trim())
    return REQUIRED_COLUMNS.every((name) => names.includes(name))
  },
  read: readTable,
}

/** UCDP GED in GeoJSON: a collection of features with the columns as properties. */
const ucdpFeatures: Importer = {
  ...declared,
  format: 'ucdp-ged-geojson',
  recognizes: (head) => {
    const text = head.join('\n')
    return (
      /^\s*\{/.test(text) &&
      text.includes('"FeatureCollection"') &&
      ['"type_of_violence"', '"side_a"', '"date_prec"'].every((name) => text.includes(name))
    )
  },
  read: readFeatures,
}

export const UCDP = [ucdpTable, ucdpFeatures]
