import { deriveUuid } from '../../database/values/ids.ts'
import type { ActorDraft } from '../feed/draft.ts'
import { countryByIso3 } from '../values/countries.ts'
import { readLabels } from '../values/read-table.ts'
import { titleCase } from '../values/text.ts'
import type { Row } from './columns.ts'

const labels = {
  country: readLabels('cameo-countries.tsv'),
  group: readLabels('cameo-groups.tsv'),
  ethnic: readLabels('cameo-ethnic-groups.tsv'),
  religion: readLabels('cameo-religions.tsv'),
  type: readLabels('cameo-types.tsv'),
}

/** Codes of countries that CAMEO writes in another way than ISO 3166-1. */
const ISO3_OF: Record<string, string> = {
  ROM: 'ROU',
  TMP: 'TLS',
  MTN: 'MNE',
  IMY: 'IMN',
  WSB: 'PSE',
  GZS: 'PSE',
  BAG: 'IRQ',
}

const ORGANIZATIONS = new Set(['IGO', 'NGO', 'NGM', 'MNC', 'UNO', 'AMN', 'IRC', 'GRP', 'MED', 'LEG', 'JUD', 'SPY'])

const MOST_ACTORS = 20_000
const known = new Map<string, ActorDraft>()

/**
 * The actor that a row of GDELT names. A bare country code is the state, whatever name stands for it (the label keeps
 * that); another code with another name is another actor.
 * @param row a row of events
 * @param n the first actor or the second
 * @param warn takes what is odd
 * @returns undefined where the row names none
 */
export function actorOf(row: Row, n: 1 | 2, warn: (warning: string) => void): ActorDraft | undefined {
  const cell = (part: string) => row[`Actor${n}${part}`]
  const code = cell('Code')
  const name = cell('Name')
  if (code === undefined && name === undefined) return undefined
  const key = [code, name, ...PARTS.map(cell)].join('\t')
  let actor = known.get(key)
  if (actor === undefined) {
    actor = draftOf(code ?? '', name ?? code!, cell, warn)
    if (known.size >= MOST_ACTORS) known.clear()
    known.set(key, actor)
  }
  const country = cell('CountryCode')
  if (country !== undefined && !labels.country.has(country)) warn(`CAMEO has no country ${country}`)
  return actor
}

const PARTS = [
  'CountryCode',
  'KnownGroupCode',
  'EthnicCode',
  'Religion1Code',
  'Religion2Code',
  'Type1Code',
  'Type2Code',
  'Type3Code',
]

function draftOf(
  code: string,
  name: string,
  cell: (part: string) => string | undefined,
  warn: (warning: string) => void,
): ActorDraft {
  const countryCode = cell('CountryCode')
  const country = countryCode === undefined ? undefined : countryByIso3(ISO3_OF[countryCode] ?? countryCode)
  if (country !== undefined && code === countryCode) return stateOf(country, code)
  const meanings = {
    country: country?.name ?? (countryCode && (labels.country.get(countryCode) ?? countryCode)),
    group: decoded('group', [cell('KnownGroupCode')], warn),
    ethnic: decoded('ethnic', [cell('EthnicCode')], warn),
    religion: decoded('religion', [cell('Religion1Code'), cell('Religion2Code')], warn),
    type: decoded('type', [cell('Type1Code'), cell('Type2Code'), cell('Type3Code')], warn),
  }
  const types = [cell('Type1Code'), cell('Type2Code'), cell('Type3Code')]
  const written = titleCase(name)
  const isRegion = countryCode !== undefined && code === countryCode
  return {
    id: deriveUuid(0, 'actors', 'cameo', code, name),
    kind: kindOf(cell('KnownGroupCode'), types),
    name:
      meanings.country === undefined || isRegion || written.includes(meanings.country)
        ? written
        : `${written} (${meanings.country})`,
    description: ['CAMEO', code, '-', Object.values(meanings).filter(Boolean).join(', ')].join(' ').replace(/ - $/, ''),
    externalIds: [],
    names: [{ name: written, kind: 'ALIAS' }],
    ...(country && { country }),
  }
}

function stateOf(country: NonNullable<ReturnType<typeof countryByIso3>>, code: string): ActorDraft {
  const iso3 = ISO3_OF[code] ?? code
  return {
    id: deriveUuid(0, 'actors', 'STATE', 'ISO3166_A3', iso3),
    kind: 'STATE',
    name: country.name,
    description: null,
    externalIds: [
      { scheme: 'ISO3166_A3', value: iso3 },
      { scheme: 'CAMEO', value: code },
    ],
    country,
  }
}

function decoded(
  table: keyof typeof labels,
  codes: (string | undefined)[],
  warn: (warning: string) => void,
): string | undefined {
  const given = codes.filter((code) => code !== undefined)
  for (const code of given) if (!labels[table].has(code)) warn(`CAMEO has no ${table} ${code}`)
  return given.map((code) => labels[table].get(code) ?? code).join(', ') || undefined
}

/** A group keeps it open what it is: CAMEO does not tell a person from an office or a crowd. */
function kindOf(group: string | undefined, types: (string | undefined)[]): ActorDraft['kind'] {
  if (types[0] === 'MIL') return 'ARMED_FORCE'
  if (group !== undefined || types.some((type) => type !== undefined && ORGANIZATIONS.has(type))) return 'ORGANIZATION'
  return 'GROUP'
}
