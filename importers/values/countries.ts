import { deriveUuid } from '../../database/values/ids.ts'
import type { PlaceDraft } from '../feed/draft.ts'
import { readTable } from './read-table.ts'

interface Country {
  iso3: string
  fipsCodes: string[]
  names: string[]
  place: PlaceDraft
}

let countries: Country[] | undefined

function loadCountries(): Country[] {
  return (countries ??= readTable(
    'countries.tsv',
    'iso3',
    'iso2',
    'fips',
    'name',
    'geonames',
    'wikidata',
    'aliases',
  ).map(({ iso3, iso2, fips, name, geonames, wikidata, aliases }) => {
    const fipsCodes = fips.split(' ').filter(Boolean)
    const otherNames = aliases.split('; ').filter(Boolean)
    const externalIds = [
      ...(iso2 ? [{ scheme: 'ISO3166_A2' as const, value: iso2 }] : []),
      ...(iso3 ? [{ scheme: 'ISO3166_A3' as const, value: iso3 }] : []),
      ...fipsCodes.map((value) => ({ scheme: 'FIPS10_4' as const, value })),
      ...(geonames ? [{ scheme: 'GEONAMES' as const, value: geonames }] : []),
      ...(wikidata ? [{ scheme: 'WIKIDATA' as const, value: wikidata }] : []),
    ]
    const [firstId] = externalIds
    if (firstId === undefined) throw new Error(`countries.tsv has no code for ${name}.`)
    return {
      iso3,
      fipsCodes,
      names: [name, ...otherNames],
      place: {
        id: deriveUuid(0, 'places', 'COUNTRY', firstId.scheme, firstId.value),
        kind: 'COUNTRY',
        name,
        externalIds,
      },
    }
  }))
}

function indexBy(keysOf: (country: Country) => string[]): (key: string) => PlaceDraft | undefined {
  let index: Map<string, PlaceDraft> | undefined
  return (key) => {
    index ??= new Map(loadCountries().flatMap((country) => keysOf(country).map((each) => [each, country.place])))
    return index.get(key)
  }
}

/** The country with an ISO 3166-1 alpha-3 code, such as AZE; undefined if no country has the code. */
export const countryByIso3 = indexBy(({ iso3 }) => (iso3 ? [iso3] : []))

/** The country with a FIPS 10-4 code (RS is Russia, GM is Germany); undefined if no country has the code. */
export const countryByFips = indexBy(({ fipsCodes }) => fipsCodes)

/** The country with an English name, such as Azerbaijan; undefined if the table has no such name. */
export const countryByName = indexBy(({ names }) => names)
