import { parse } from 'csv-parse/sync'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../database/project-root.ts'

/** Codes of the codebooks of GDELT, CAMEO and UCDP, read from their own tables: nothing here comes from `importers/`. */

const DATA = join(projectRoot, '../shared/data')

/** ISO 3166-1 alpha-2 codes by other codes of countries. */
export interface Countries {
  byFips: ReadonlyMap<string, string>
  byAlpha3: ReadonlyMap<string, string>
}

/** Codes that GDELT uses and the table lacks. */
const ADDED_FIPS: Readonly<Record<string, string>> = { RB: 'RS', RI: 'RS', OC: '', GZ: 'PS', WE: 'PS' }
/** Codes of CAMEO that are not those of ISO 3166-1. */
const ADDED_ALPHA_3: Readonly<Record<string, string>> = { ROM: 'RO', TMP: 'TL', MTN: 'MK', ZAR: 'CD', YUG: 'RS' }

/** @throws {Error} if `../shared/data` is missing */
export function readCountries(): Countries {
  const rows = parse(readFileSync(join(DATA, 'geo/country-codes.csv')), { columns: true }) as Record<string, string>[]
  const by = (column: string, added: Readonly<Record<string, string>>) =>
    new Map([
      ...rows.flatMap((row): [string, string][] => {
        const [code, alpha2] = [row[column]?.trim(), row['ISO3166-1-Alpha-2']?.trim()]
        return code && alpha2 ? [[code, alpha2]] : []
      }),
      ...Object.entries(added),
    ])
  return { byFips: by('FIPS', ADDED_FIPS), byAlpha3: by('ISO3166-1-Alpha-3', ADDED_ALPHA_3) }
}

/** GDELT Event Codebook 2.0, ActionGeo_Type. */
export const PRECISION_BY_GEO_TYPE: Readonly<Record<string, string>> = {
  1: 'COUNTRY',
  2: 'ADM1',
  3: 'SETTLEMENT',
  4: 'SETTLEMENT',
  5: 'ADM1',
}

/** GDELT Event Codebook 2.0, QuadClass. */
export const QUAD_CLASSES: Readonly<Record<string, string>> = {
  1: 'VERBAL_COOPERATION',
  2: 'MATERIAL_COOPERATION',
  3: 'VERBAL_CONFLICT',
  4: 'MATERIAL_CONFLICT',
}

/** Days between an event and its report that are "last week", "last month", "last year", "ten years ago". */
export const PRECISION_BY_LAG: ReadonlyMap<number, string> = new Map([
  [7, 'WEEK'],
  [30, 'MONTH'],
  [365, 'YEAR'],
  [3_650, 'YEAR'],
])

/** UCDP GED Codebook 23.1, where_prec. */
export const PRECISION_BY_WHERE: Readonly<Record<string, string>> = {
  1: 'SITE',
  2: 'NEAR_SETTLEMENT',
  3: 'ADM2',
  4: 'ADM1',
  5: 'LINEAR_OR_FUZZY',
  6: 'COUNTRY',
  7: 'WATER_OR_AIRSPACE',
}

/** UCDP GED Codebook 23.1, date_prec, of events of several days. */
export const PRECISION_BY_DATE: Readonly<Record<string, string>> = {
  1: 'DAY',
  2: 'RANGE',
  3: 'WEEK',
  4: 'MONTH',
  5: 'RANGE',
}

export const VIOLENCE_TYPES: Readonly<Record<string, string>> = { 1: 'STATE_BASED', 2: 'NON_STATE', 3: 'ONE_SIDED' }

/** Whether a code is that of a contact: GDELT writes a row for each side. */
export function isContact(code: string): boolean {
  return code === '036' || (code.startsWith('04') && !code.startsWith('045'))
}

/** `20160405` or `20160405120000` as `2016-04-05`. */
export function dayOf(digits: string): string {
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`
}

/** The whole days from one day to another, both as `2016-04-05`. */
export function daysBetween(first: string, second: string): number {
  return Math.round((Date.parse(second) - Date.parse(first)) / 86_400_000)
}
