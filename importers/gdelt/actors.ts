import { deriveUuid } from '../../database/values/ids.ts'
import { compose } from '../../database/values/normalize-name.ts'
import type { ActorDraft } from '../feed/draft.ts'
import { ISO3_BY_CAMEO } from '../values/cameo-countries.ts'
import type { Row } from '../values/cells.ts'
import { countryByIso3 } from '../values/countries.ts'
import { readLabels } from '../values/read-table.ts'
import { titleCase } from '../values/text.ts'
import { displayNameOf } from './actor-names.ts'
import { ACTOR_CODE_PARTS } from './columns.ts'

const labels = {
  country: readLabels('cameo-countries.tsv'),
  group: readLabels('cameo-groups.tsv'),
  ethnic: readLabels('cameo-ethnic-groups.tsv'),
  religion: readLabels('cameo-religions.tsv'),
  type: readLabels('cameo-types.tsv'),
}

/** Types of armed actors: as a later type too, as in `ISRGOVMIL`. */
const ARMED_TYPES = new Set(['MIL', 'REB', 'SEP', 'INS', 'UAF'])
const ORGANIZATION_TYPES = new Set(['IGO', 'NGO', 'NGM', 'MNC', 'UNO', 'AMN', 'IRC', 'GRP', 'MED', 'LEG', 'JUD', 'SPY'])

const MAX_CACHED = 20_000
const draftCache = new Map<string, ActorDraft>()

/**
 * The actor of a row. A bare country code is the state of the country, even if the row names its capital; the label of
 * the participation keeps that name. Every other pair of code and name is an actor of its own.
 * @param n 1 for Actor1, 2 for Actor2
 * @param warn receives unknown codes
 * @returns undefined if the row has no such actor
 */
export function actorOf(row: Row, n: 1 | 2, warn: (warning: string) => void): ActorDraft | undefined {
  const cell = (part: string) => row[`Actor${n}${part}`]
  const code = cell('Code')
  const name = cell('Name')
  const codeOrName = code ?? name
  if (codeOrName === undefined) return undefined
  const key = [code, name, ...ACTOR_CODE_PARTS.map(cell)].join('\t')
  let actor = draftCache.get(key)
  if (actor === undefined) {
    actor = createDraft(code ?? '', name ?? codeOrName, cell, warn)
    if (draftCache.size >= MAX_CACHED) draftCache.clear()
    draftCache.set(key, actor)
  }
  const country = cell('CountryCode')
  if (country !== undefined && !labels.country.has(country)) warn(`unknown CAMEO country code ${country}`)
  return actor
}

function createDraft(
  code: string,
  name: string,
  cell: (part: string) => string | undefined,
  warn: (warning: string) => void,
): ActorDraft {
  const countryCode = cell('CountryCode')
  const country = countryCode === undefined ? undefined : countryByIso3(ISO3_BY_CAMEO[countryCode] ?? countryCode)
  if (country !== undefined && code === countryCode) return stateOf(country, code)
  const parts = {
    country: country?.name ?? (countryCode && (labels.country.get(countryCode) ?? countryCode)),
    group: labelsOf('group', [cell('KnownGroupCode')], warn),
    ethnic: labelsOf('ethnic', [cell('EthnicCode')], warn),
    religion: labelsOf('religion', [cell('Religion1Code'), cell('Religion2Code')], warn),
    type: labelsOf('type', [cell('Type1Code'), cell('Type2Code'), cell('Type3Code')], warn),
  }
  const types = [cell('Type1Code'), cell('Type2Code'), cell('Type3Code')]
  const titleCased = compose(titleCase(name))
  return {
    id: deriveUuid(0, 'actors', 'cameo', code, compose(name)),
    kind: kindOf(cell('KnownGroupCode'), types),
    name: displayNameOf(titleCased, code, cell),
    description: ['CAMEO', code, '-', Object.values(parts).filter(Boolean).join(', ')].join(' ').replace(/ - $/, ''),
    externalIds: [],
    names: [{ name: titleCased, kind: 'ALIAS' }],
    ...(country && { country }),
  }
}

function stateOf(country: NonNullable<ReturnType<typeof countryByIso3>>, code: string): ActorDraft {
  const iso3 = ISO3_BY_CAMEO[code] ?? code
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

function labelsOf(
  table: keyof typeof labels,
  codes: (string | undefined)[],
  warn: (warning: string) => void,
): string | undefined {
  const present = codes.filter((code) => code !== undefined)
  for (const code of present) if (!labels[table].has(code)) warn(`unknown CAMEO ${table} code ${code}`)
  return present.map((code) => labels[table].get(code) ?? code).join(', ') || undefined
}

/** GROUP is the unspecific kind: CAMEO does not distinguish a person, an office and a crowd. */
function kindOf(group: string | undefined, types: (string | undefined)[]): ActorDraft['kind'] {
  if (types.some((type) => type !== undefined && ARMED_TYPES.has(type))) return 'ARMED_FORCE'
  if (group !== undefined || types.some((type) => type !== undefined && ORGANIZATION_TYPES.has(type)))
    return 'ORGANIZATION'
  return 'GROUP'
}
