import { writeFileSync } from 'node:fs'
import type { ParsedRow } from '../../../importers/feed/importer.ts'
import { importerOf } from '../../../importers/importers.ts'
import { openInput } from '../../../importers/read/input.ts'
import { IGNORED_COLUMNS, USED_COLUMNS } from '../../../importers/ucdp/columns.ts'

/** The columns of UCDP GED 23.1. */
export const COLUMNS = [...USED_COLUMNS, ...IGNORED_COLUMNS].filter(
  (column) => !['iso3', 'start_year', 'end_year'].includes(column),
)

const CLASH: Record<string, string> = {
  id: '4001',
  year: '2016',
  code_status: 'Clear',
  type_of_violence: '1',
  conflict_name: 'Azerbaijan: Nagorno-Karabakh',
  dyad_name: 'Government of Azerbaijan - Republic of Artsakh',
  side_a_new_id: '124',
  side_a: 'Government of Azerbaijan',
  side_b_new_id: '745',
  side_b: 'Republic of Artsakh',
  source_article: '"Example Agency,2016-04-03,Two villages shelled";"Example Radio,2016-04-05,A truce, of sorts"',
  source_office: 'Example Agency;Example Radio',
  source_date: '2016-04-03;2016-04-05',
  source_headline: 'Two villages shelled;A truce, of sorts',
  source_original: 'Ministry of Defence',
  where_prec: '2',
  where_coordinates: 'Talysh village',
  where_description: 'near Talysh village',
  adm_1: 'Tartar district',
  latitude: '40.37',
  longitude: '46.75',
  country: 'Azerbaijan',
  country_id: '373',
  event_clarity: '1',
  date_prec: '2',
  date_start: '2016-04-02 00:00:00.000',
  date_end: '2016-04-04 00:00:00.000',
  deaths_a: '3',
  deaths_b: '2',
  deaths_civilians: '0',
  deaths_unknown: '0',
  best: '5',
  high: '9',
  low: '4',
}

function quoted(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** The header line. */
export function headerOf(columns: readonly string[] = COLUMNS): string {
  return columns.join(',')
}

/** The row of HXL tags that HDX writes below the header. */
export function hxlOf(columns: readonly string[] = COLUMNS): string {
  return columns
    .map((column) => ({ year: '#date+year', country: '#country+name', best: '#affected+killed' })[column] ?? '')
    .join(',')
}

/** A row of UCDP GED. By default a clash of 2 to 4 April 2016; `cells` override its cells. */
export function gedLine(cells: Record<string, string> = {}, columns: readonly string[] = COLUMNS): string {
  return columns.map((column) => quoted({ ...CLASH, ...cells }[column] ?? '')).join(',')
}

/** The row of `gedLine` as a GeoJSON feature. */
export function gedFeature(cells: Record<string, string | number | null> = {}): object {
  const { latitude, longitude, ...properties } = { ...CLASH, ...cells }
  return {
    type: 'Feature',
    properties,
    geometry: { type: 'Point', coordinates: [Number(longitude), Number(latitude)] },
  }
}

/**
 * Reads a text as a file of the feed.
 * @param path of the file, which is written
 */
export async function readRows(path: string, text: string): Promise<ParsedRow[]> {
  writeFileSync(path, text)
  const input = await openInput(path, () => undefined)
  const parsedRows: ParsedRow[] = []
  for await (const row of (await importerOf('ucdp', input)).read(input)) parsedRows.push(row)
  return parsedRows
}
