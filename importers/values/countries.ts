import { deriveUuid } from '../../database/values/ids.ts'
import type { PlaceDraft } from '../feed/draft.ts'
import { readTable } from './read-table.ts'

/** A country of the table, under its codes and names. */
interface Country {
  iso3: string
  place: PlaceDraft
  fips: string[]
  names: string[]
}

let countries: Country[] | undefined

function all(): Country[] {
  return (countries ??= readTable('countries.tsv').map(({ iso3, iso2, fips, name, geonames, wikidata, aliases }) => {
    const fipsCodes = fips!.split(' ').filter(Boolean)
    const others = aliases!.split('; ').filter(Boolean)
    const externalIds = [
      ...(iso2 ? [{ scheme: 'ISO3166_A2' as const, value: iso2 }] : []),
      ...(iso3 ? [{ scheme: 'ISO3166_A3' as const, value: iso3 }] : []),
      ...fipsCodes.map((value) => ({ scheme: 'FIPS10_4' as const, value })),
      ...(geonames ? [{ scheme: 'GEONAMES' as const, value: geonames }] : []),
      ...(wikidata ? [{ scheme: 'WIKIDATA' as const, value: wikidata }] : []),
    ]
    const [first] = externalIds
    const id = deriveUuid(0, 'places', 'COUNTRY', first!.scheme, first!.value)
    return {
      iso3: iso3!,
      fips: fipsCodes,
      names: [name!, ...others],
      place: {
        id,
        kind: 'COUNTRY',
        name: name!,
        externalIds,
        aliases: others.map((other) => other.replace(/ \*$/, '')),
      },
    }
  }))
}

function indexed(keysOf: (country: Country) => string[]): (key: string) => PlaceDraft | undefined {
  let index: Map<string, PlaceDraft> | undefined
  return (key) => {
    index ??= new Map(all().flatMap((country) => keysOf(country).map((each) => [each, country.place] as const)))
    return index.get(key)
  }
}

/** The country of an ISO 3166-1 alpha-3 code, such as AZE; undefined where the code is no country's. */
export const countryByIso3 = indexed(({ iso3 }) => (iso3 ? [iso3] : []))

/** The country of a FIPS 10-4 code: RS is Russia, GM Germany; undefined where the code is no country's. */
export const countryByFips = indexed(({ fips }) => fips)

/** The country of an English name, such as Azerbaijan; undefined where the table has no such name. */
export const countryByName = indexed(({ names }) => names)
