import { countryByUsualName } from '../../database/values/country-names.ts'
import { deriveUuid } from '../../database/values/ids.ts'
import type { PlaceDraft } from '../feed/draft.ts'
import { countryByIso3, countryByName } from '../values/countries.ts'

/**
 * Finds a country of the country table.
 * @param name as UCDP writes it
 * @param iso3 its ISO 3166-1 alpha-3 code, if the file has one
 */
export function findCountry(name: string, iso3?: string): PlaceDraft | undefined {
  return (
    (iso3 === undefined ? undefined : countryByIso3(iso3)) ??
    countryByIso3(countryByUsualName(name)?.iso3 ?? '') ??
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
