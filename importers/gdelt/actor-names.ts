import { CODES_OF_PARTS, ISO3_BY_CAMEO } from '../values/cameo-countries.ts'
import { countryByIso3 } from '../values/countries.ts'
import { readLabels } from '../values/read-table.ts'
import { ACTOR_CODE_PARTS } from './columns.ts'

const TABLES = {
  country: readLabels('cameo-countries.tsv'),
  group: readLabels('cameo-groups.tsv'),
  ethnic: readLabels('cameo-ethnic-groups.tsv'),
  religion: readLabels('cameo-religions.tsv'),
  type: readLabels('cameo-types.tsv'),
}

const TABLE_BY_PART: Readonly<Record<string, ReadonlyMap<string, string>>> = {
  CountryCode: TABLES.country,
  KnownGroupCode: TABLES.group,
  EthnicCode: TABLES.ethnic,
  Religion1Code: TABLES.religion,
  Religion2Code: TABLES.religion,
  Type1Code: TABLES.type,
  Type2Code: TABLES.type,
  Type3Code: TABLES.type,
}

/** How a name says a type, where the label of the code table is long or a plural of persons. */
const SHORT_TYPES: Readonly<Record<string, string>> = {
  COP: 'police',
  CRM: 'criminals',
  CVL: 'civilians',
  IGO: 'inter-governmental organization',
  IMG: 'international militarized group',
  INT: 'international',
  LEG: 'parliament',
  MNC: 'multinational corporation',
  NGM: 'non-governmental movement',
  NGO: 'non-governmental organization',
  OPP: 'opposition',
  SEP: 'separatists',
  SPY: 'intelligence service',
}

const PROPER_NAMES = new Set(['AMN', 'GRP', 'IRC', 'UNO'])

const labelCounts = new Map<string, number>()
for (const table of Object.values(TABLES))
  for (const label of new Set(table.values()))
    labelCounts.set(label.toLowerCase(), (labelCounts.get(label.toLowerCase()) ?? 0) + 1)

/**
 * The main name of an actor: what the feed calls it, and in parentheses what its code adds, as in `United States
 * (government)` and `Police (Serbia, police)`. Two actors of different codes never have the same one, so nothing of the
 * code is left out but a country or group that is the name itself.
 * @param name in title case
 * @param cell the value of a column of the actor
 */
export function displayNameOf(name: string, code: string, cell: (part: string) => string | undefined): string {
  let unexplained = code
  const qualifiers: string[] = []
  for (const part of ACTOR_CODE_PARTS) {
    const value = cell(part)
    if (value === undefined) continue
    unexplained = unexplained.replace(value, '')
    const label = labelOf(part, value)
    const isName = label === name || (part === 'KnownGroupCode' && TABLES.group.get(value) === name)
    if (!isName) qualifiers.push(label)
  }
  if (unexplained !== '') qualifiers.push(unexplained)
  return qualifiers.length === 0 ? name : `${name} (${qualifiers.join(', ')})`
}

function labelOf(part: string, code: string): string {
  const table = TABLE_BY_PART[part]
  if (part === 'CountryCode') return countryLabelOf(code)
  const label = table?.get(code)
  if (table === undefined || label === undefined) return code
  if (!isUnique(table, label)) return `${label} ${code}`
  if (table !== TABLES.type || PROPER_NAMES.has(code)) return label
  return SHORT_TYPES[code] ?? label.toLowerCase()
}

function countryLabelOf(code: string): string {
  const country = CODES_OF_PARTS.has(code) ? undefined : countryByIso3(ISO3_BY_CAMEO[code] ?? code)
  return country?.name ?? TABLES.country.get(code) ?? code
}

/** @returns whether a label stands for one code of one table */
function isUnique(table: ReadonlyMap<string, string>, label: string): boolean {
  return (
    labelCounts.get(label.toLowerCase()) === 1 && [...table.values()].filter((other) => other === label).length === 1
  )
}
