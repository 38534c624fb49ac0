import { pipeline } from 'node:stream'
import { pick } from 'stream-json/filters/pick.js'
import { streamArray } from 'stream-json/streamers/stream-array.js'
import type { Importer, ParsedRow } from '../feed/importer.ts'
import { UnreadableFileError, type Input } from '../read/input.ts'
import { delimitedRows } from '../read/rows.ts'
import { parseCells, parseRow } from '../values/parse-row.ts'
import { IGNORED_COLUMNS, REQUIRED_COLUMNS, USED_COLUMNS } from './columns.ts'
import { ucdp, UCDP_CODES } from './dataset.ts'
import { parseEventRow } from './event-draft.ts'
import { toRow } from './row.ts'

const declaration = {
  dataset: ucdp,
  columns: { used: USED_COLUMNS, ignored: IGNORED_COLUMNS },
  listsAllMentions: true,
  labels: { scheme: 'UCDP' as const, codes: UCDP_CODES },
}

async function* readCsv(input: Input): AsyncGenerator<ParsedRow> {
  let header: string[] | undefined
  for await (const row of delimitedRows(input)) {
    const names = header
    if (names === undefined) header = row.values.map((name) => name.trim())
    else if (!isHxlRow(row.values)) {
      yield parseCells(row, names, (values) => ({
        eventRow: parseEventRow(toRow(names.map((name, n) => [name, values[n]]))),
      }))
    }
  }
}

/** True for the row of HXL tags that HDX writes below the header (https://hxlstandard.org). */
function isHxlRow(values: readonly string[]): boolean {
  return (
    values.some((cell) => /^#[a-z]+([+ ]|$)/.test(cell)) && values.every((cell) => cell === '' || cell.startsWith('#'))
  )
}

async function* readGeoJson(input: Input): AsyncGenerator<ParsedRow> {
  await assertJson(input)
  for await (const { key, value } of await featuresOf(input)) {
    // The parser does not report lines, so the position of the feature takes the place of the line number.
    yield parseRow(
      key + 1,
      () => JSON.stringify(value),
      () => ({ eventRow: parseEventRow(toRow(cellsOf(value))) }),
    )
  }
}

async function featuresOf(input: Input): Promise<AsyncIterable<{ key: number; value: unknown }>> {
  const features = streamArray.asStream()
  // Unlike `pipe`, it passes on errors. The reader of the features receives them.
  pipeline(await input.open(), pick.withParserAsStream({ filter: 'features' }), features, () => undefined)
  return features as AsyncIterable<{ key: number; value: unknown }>
}

/**
 * Reads the file to its end, because the parser finds an error only where it is.
 * @throws {UnreadableFileError} if the file is not JSON in UTF-8
 */
async function assertJson(input: Input): Promise<void> {
  let count = 0
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true })
    for await (const chunk of (await input.open()) as AsyncIterable<Buffer>) decoder.decode(chunk, { stream: true })
    for await (const _feature of await featuresOf(input)) count++
  } catch (error) {
    const message = `${input.name} is not valid JSON after ${count} features: ${(error as Error).message}. Download it again. No row was stored.`
    throw new UnreadableFileError(message, { cause: error })
  }
}

/** The properties of a feature, and its point. */
function cellsOf(feature: unknown): [name: string, value: unknown][] {
  const { properties, geometry } = toObject(feature)
  const cells = Object.entries(toObject(properties))
  const { coordinates } = toObject(geometry)
  const [longitude, latitude]: unknown[] = Array.isArray(coordinates) ? coordinates : []
  if (typeof longitude === 'number' && typeof latitude === 'number')
    cells.push(['longitude', longitude], ['latitude', latitude])
  return cells
}

function toObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
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
    return REQUIRED_COLUMNS.every((name) => names.includes(name)) ? 1 : 0
  },
  read: readCsv,
}

/** UCDP GED as GeoJSON: a FeatureCollection with the columns as properties. */
const ucdpGeoJson: Importer = {
  ...declaration,
  format: 'ucdp-ged-geojson',
  recognizes: (head) => {
    const text = head.join('\n')
    const isGeoJson = /^\s*\{/.test(text) && text.includes('"FeatureCollection"')
    return isGeoJson && ['"type_of_violence"', '"side_a"', '"date_prec"'].every((name) => text.includes(name)) ? 1 : 0
  },
  read: readGeoJson,
}

export const UCDP = [ucdpCsv, ucdpGeoJson]
