import { parse } from 'csv-parse/sync'
import { readFileSync, writeFileSync } from 'node:fs'
import { normalizeName } from '../database/values/normalize-name.ts'
import { readTable } from '../importers/values/read-table.ts'
import { EXTRA_COUNTRY_NAMES } from './extra-country-names.ts'

/*
 * Writes database/values/country-names.tsv, the usual English names of countries:
 *
 *   npx tsx scripts/country-names.ts CLDR COUNTRY_CODES FIPS
 *
 * CLDR is main/en/territories.json of the package cldr-localenames-full, COUNTRY_CODES is data/country-codes.csv of
 * datasets/country-codes, FIPS is FIPS.country.txt of GDELT.
 */
const [cldrPath = '', codesPath = '', fipsPath = ''] = process.argv.slice(2)

interface Territories {
  main: { en: { localeDisplayNames: { territories: Record<string, string> } } }
}

const OUTPUT = new URL('../database/values/country-names.tsv', import.meta.url)
const territories = (JSON.parse(readFileSync(cldrPath, 'utf8')) as Territories).main.en.localeDisplayNames.territories
const codes = parse(readFileSync(codesPath), { columns: true }) as Record<string, string>[]
const fips = new Map(
  readFileSync(fipsPath, 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split('\t') as [string, string]),
)

/** A name as people write it: without the marks of a list, an article at the start, and the order of an index. */
function tidy(name: string): string[] {
  const plain = name
    .replace(/ \*+$/, '')
    .replace(/ \(the\)$/i, '')
    .replace(/^the /i, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  const turned = plain.replace(/^([^,]+), (The|.* of(?: the)?)$/, (_all, head: string, tail: string) =>
    tail === 'The' ? head : `${tail} ${head}`,
  )
  const spellings = [turned, turned.replaceAll(' & ', ' and '), turned.replace(/^St\. /, 'Saint ')]
  return spellings.flatMap((spelling) => [spelling, spelling.replaceAll(' & ', ' and ')]).filter(Boolean)
}

const countries = readTable('countries.tsv', 'iso3', 'iso2', 'fips', 'name', 'aliases')
const mainNames = new Set(countries.map(({ name }) => normalizeName(name)))

/** The table of GDELT calls Guinea (GV) Equatorial Guinea. */
function fipsNamesOf(fipsCodes: string): string[] {
  return fipsCodes.includes(' ')
    ? []
    : [fips.get(fipsCodes) ?? ''].filter((name) => !mainNames.has(normalizeName(name)))
}

const owners = new Map<string, string>()
const lines = countries.flatMap((country) => {
  const { iso3, iso2, name } = country
  if (iso3 === '') return []
  const row = codes.find((code) => code['ISO3166-1-Alpha-3'] === iso3)
  const candidates = [
    name,
    ...country.aliases.split('; '),
    ...Object.entries(territories).flatMap(([code, each]) =>
      code === iso2 || code.startsWith(`${iso2}-`) ? [each] : [],
    ),
    ...['CLDR display name', 'official_name_en', 'UNTERM English Short', 'UNTERM English Formal'].map(
      (column) => row?.[column] ?? '',
    ),
    ...fipsNamesOf(country.fips),
  ].flatMap(tidy)
  const names = [...new Set([name, ...candidates, ...(EXTRA_COUNTRY_NAMES[iso3] ?? [])])]
  for (const each of names) {
    const key = normalizeName(each)
    const owner = owners.get(key)
    if (owner !== undefined && owner !== iso3) throw new Error(`${each} is a name of ${owner} and of ${iso3}.`)
    owners.set(key, iso3)
  }
  return [[iso3, iso2, names.join('; ')].join('\t')]
})
writeFileSync(OUTPUT, `${['iso3\tiso2\tnames', ...lines].join('\n')}\n`)
