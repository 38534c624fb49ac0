import { deriveUuid } from '../../database/values/ids.ts'
import type { PlaceDraft } from '../feed/draft.ts'
import { countryByIso3, countryByName } from '../values/countries.ts'

/** The ISO 3166-1 alpha-3 codes of country names that only UCDP uses. */
const ISO3_BY_NAME: Record<string, string> = {
  'Bosnia-Herzegovina': 'BIH',
  'Cambodia (Kampuchea)': 'KHM',
  'Cape Verde': 'CPV',
  Congo: 'COG',
  'DR Congo (Zaire)': 'COD',
  'East Timor': 'TLS',
  'Ivory Coast': 'CIV',
  'Kingdom of eSwatini (Swaziland)': 'SWZ',
  'Macedonia, FYR': 'MKD',
  'Madagascar (Malagasy)': 'MDG',
  'Myanmar (Burma)': 'MMR',
  'North Macedonia': 'MKD',
  Rumania: 'ROU',
  'Russia (Soviet Union)': 'RUS',
  'Serbia (Yugoslavia)': 'SRB',
  Surinam: 'SUR',
  Turkey: 'TUR',
  'United Kingdom': 'GBR',
  'United States of America': 'USA',
  'Vietnam (North Vietnam)': 'VNM',
  'Yemen (North Yemen)': 'YEM',
  'Zimbabwe (Rhodesia)': 'ZWE',
}

/**
 * Finds a country of the country table.
 * @param name as UCDP writes it
 * @param iso3 its ISO 3166-1 alpha-3 code, if the file has one
 */
export function findCountry(name: string, iso3?: string): PlaceDraft | undefined {
  return (
    (iso3 === undefined ? undefined : countryByIso3(iso3)) ??
    countryByIso3(ISO3_BY_NAME[name] ?? '') ??
    countryByName(name)
  )
}

/** The country with a name; a draft without external ids if the country table lacks it. */
export function countryOf(name: string, iso3?: string): PlaceDraft {
  return (
    findCountry(name, iso3) ?? {
      id: deriveUuid(0, 'places', 'ucdp', 'COUNTRY', name),
      kind: 'COUNTRY',
      name,
      externalIds: [],
    }
  )
}
