import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../project-root.ts'
import { nameKey } from './normalize-name.ts'

/** The usual English names of a country and its state. */
export interface CountryNames {
  /** ISO 3166-1 alpha-3, such as TUR. */
  iso3: string
  /** ISO 3166-1 alpha-2, such as TR. */
  iso2: string
  /** The main name first. No two countries share one. */
  names: readonly string[]
}

let countries: readonly CountryNames[] | undefined
let countriesByCode: ReadonlyMap<string, CountryNames> | undefined
let countriesByName: ReadonlyMap<string, CountryNames> | undefined

/**
 * Reads the table of the usual names, made by `scripts/country-names.ts` of CLDR, GDELT's FIPS table, the names of the
 * United Nations and of UCDP, and a list by hand. The build does not copy it to `dist/`, so the path starts at the
 * project root.
 */
export function countryNames(): readonly CountryNames[] {
  return (countries ??= readFileSync(join(projectRoot, 'database/values/country-names.tsv'), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [iso3 = '', iso2 = '', names = ''] = line.split('\t')
      return { iso3, iso2, names: names.split('; ') }
    }))
}

/** The usual names of the country with an ISO 3166-1 code of two or three letters; undefined if there is none. */
export function countryNamesByCode(code: string): CountryNames | undefined {
  countriesByCode ??= new Map(
    countryNames().flatMap((country) => [country.iso2, country.iso3].map((each) => [each, country] as const)),
  )
  return countriesByCode.get(code)
}

/** The country with a usual name, as `nameKey` compares names; undefined if there is none. */
export function countryByUsualName(name: string): CountryNames | undefined {
  countriesByName ??= new Map(
    countryNames().flatMap((country) => country.names.map((each) => [nameKey(each), country] as const)),
  )
  return countriesByName.get(nameKey(name))
}
