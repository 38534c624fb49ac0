import type { EventKindName } from '../../database/tables/event-kinds.ts'
import { MASS_VIOLENCE_DEATHS, VIOLENCE_MEANINGS } from '../../database/tables/ucdp-meanings.ts'
import { deriveUuid } from '../../database/values/ids.ts'
import type { ActorDraft, EventDraft, EventRowDraft } from '../feed/draft.ts'
import { RejectedRowError } from '../feed/importer.ts'
import { integerIn, requiredIntegerIn, type Row } from '../values/cells.ts'
import { nextDay } from '../values/dates.ts'
import { countryOf, findCountry } from './countries.ts'
import { ucdp } from './dataset.ts'
import { locationOf, wherePrecisionOf } from './location.ts'
import { readDay, readDeaths, readText } from './row.ts'
import { mentionsOf } from './sources.ts'

/** By date_prec. */
const TIME_PRECISIONS: Partial<Record<number, EventDraft['timePrecision']>> = {
  1: 'DAY',
  2: 'RANGE',
  3: 'WEEK',
  4: 'MONTH',
  5: 'RANGE',
}

/**
 * Parses a row of UCDP GED.
 * @throws {RejectedRowError} if it has no number, type, days, country or sides, or a cell that breaks the rule of its column
 */
export function parseEventRow(row: Row): EventRowDraft {
  const warnings: string[] = []
  const id = requiredIntegerIn(row, 'id', { min: 0, max: Number.MAX_SAFE_INTEGER })
  const type = integerIn(row, 'type_of_violence', { min: 1, max: 3 }) ?? 0
  const meaning = VIOLENCE_MEANINGS[type]
  if (meaning === undefined) throw new RejectedRowError('type_of_violence', 'must be an integer from 1 to 3', undefined)
  const countryName = readText(row, 'country')
  const [from, until] = [readDay(row, 'date_start'), readDay(row, 'date_end')]
  if (until < from) throw new RejectedRowError('date_end', 'must not be before date_start', row['date_end'])
  warnOfYear(row, from, until, warnings)
  const country = countryOf(countryName, row['iso3'])
  if (findCountry(countryName, row['iso3']) === undefined) warnings.push(`unknown country name ${countryName}`)
  if (row['code_status'] !== undefined && row['code_status'] !== 'Clear')
    warnings.push(`code_status is ${row['code_status']}`)
  const [best, low, high] = [readDeaths(row, 'best'), readDeaths(row, 'low'), readDeaths(row, 'high')]
  if (best !== null && ((low !== null && best < low) || (high !== null && best > high)))
    warnings.push('best is outside the range from low to high; not changed')
  const [sideA, sideB] = [sideOf(row, 'side_a'), sideOf(row, 'side_b')]
  const { violenceType, roles } = meaning
  const kind = kindOf(meaning, best)
  const datePrecision = integerIn(row, 'date_prec', { min: 1, max: 5 }) ?? 5
  const location = locationOf(row, country)
  const event: EventDraft = {
    id: deriveUuid(0, 'event', ucdp.name, String(id)),
    kind,
    title: titleOf(kind, sideA.name, sideB.name, location.place?.name),
    summary: row['source_original'] === undefined ? null : `UCDP names as its source: ${row['source_original']}`,
    realis: 'ACTUAL',
    edtf: from === until ? from : `${from}/${until}`,
    earliest: `${from}T00:00:00.000Z`,
    latest: `${nextDay(until)}T00:00:00.000Z`,
    timePrecision: from === until ? 'DAY' : (TIME_PRECISIONS[datePrecision] ?? 'RANGE'),
    timeBasis: 'EXPLICIT',
    ...location,
    details: kind === 'ARMED_CLASH' ? { modes: [], violenceType } : {},
    participations: participationsOf(row, roles, sideA, sideB),
    quantities: quantitiesOf(row, { best, low, high }),
    codes: [
      `violence-${type}`,
      `date-${datePrecision}`,
      ...codesOf('where', wherePrecisionOf(row)),
      ...codesOf('clarity', integerIn(row, 'event_clarity', { min: 1, max: 2 })),
    ].map((code) => ({ scheme: 'UCDP', code })),
    externalIds: [{ scheme: 'UCDP_EVENT', value: String(id) }],
    mentions: mentionsOf(row),
    storylines: storylinesOf(row),
  }
  return { rowNumber: id, event, scope: row['country_id'] ?? countryName, day: from, warnings }
}

/** UCDP files an event under one year. Files in which a year was mistyped have it wrong in one of the columns. */
function warnOfYear(row: Row, from: string, until: string, warnings: string[]): void {
  const year = integerIn(row, 'year', { min: 1946, max: 9998 })
  if (year === undefined || (year >= Number(from.slice(0, 4)) && year <= Number(until.slice(0, 4)))) return
  warnings.push('year is not a year from date_start to date_end; the dates count')
}

function codesOf(name: string, value: number | undefined): string[] {
  return value === undefined ? [] : [`${name}-${value}`]
}

type Meaning = NonNullable<(typeof VIOLENCE_MEANINGS)[number]>

function kindOf({ kind, deadlyKind }: Meaning, best: number | null): EventKindName {
  return deadlyKind !== undefined && (best ?? 0) >= MASS_VIOLENCE_DEATHS ? deadlyKind : kind
}

function titleOf(kind: EventKindName, sideA: string, sideB: string, place: string | undefined): string {
  const where = place === undefined ? '' : ` at ${place}`
  if (kind === 'ARMED_CLASH') return `${sideA} and ${sideB} clash${where}`
  return kind === 'ATTACK' ? `${sideA} attacks ${sideB}${where}` : `${sideA} kills many of ${sideB}${where}`
}

const GOVERNMENT_PREFIX = 'Government of '

/** The actor of a side: a government is the STATE, civilians are a GROUP, all others are an ARMED_FORCE. */
function sideOf(row: Row, side: 'side_a' | 'side_b'): ActorDraft {
  const name = readText(row, side)
  const actorId = integerIn(row, `${side}_new_id`, { min: 0, max: Number.MAX_SAFE_INTEGER })
  const externalIds = actorId === undefined ? [] : [{ scheme: 'UCDP_ACTOR' as const, value: String(actorId) }]
  const country = name.startsWith(GOVERNMENT_PREFIX) ? findCountry(name.slice(GOVERNMENT_PREFIX.length)) : undefined
  const iso3 = country?.externalIds.find(({ scheme }) => scheme === 'ISO3166_A3')
  if (country !== undefined && iso3 !== undefined) {
    const id = deriveUuid(0, 'actors', 'STATE', iso3.scheme, iso3.value)
    return {
      id,
      kind: 'STATE',
      name: country.name,
      description: null,
      externalIds: [iso3, ...externalIds],
      names: [{ name, kind: 'ALIAS' }],
      country,
    }
  }
  const [externalId] = externalIds
  return {
    id: externalId
      ? deriveUuid(0, 'actors', externalId.scheme, externalId.value)
      : deriveUuid(0, 'actors', 'ucdp', name),
    kind: name === 'Civilians' ? 'GROUP' : 'ARMED_FORCE',
    name,
    description: null,
    externalIds,
  }
}

/** The labels are what UCDP calls the sides: a government is stored as its state. */
function participationsOf(
  row: Row,
  [roleA, roleB]: Meaning['roles'],
  sideA: ActorDraft,
  sideB: ActorDraft,
): EventDraft['participations'] {
  const [labelA, labelB] = [readText(row, 'side_a'), readText(row, 'side_b')]
  const participations = [
    { actor: sideA, role: roleA, side: 'A', label: labelA, basis: 'EXPLICIT' as const },
    { actor: sideB, role: roleB, side: 'B', label: labelB, basis: 'EXPLICIT' as const },
  ]
  return sideA.id === sideB.id && roleA === roleB ? participations.slice(0, 1) : participations
}

const DEATHS = { measure: 'FATALITIES', of: 'deaths', unit: 'people' } as const

const SIDES_BY_COLUMN = {
  deaths_a: 'A',
  deaths_b: 'B',
  deaths_civilians: 'civilians',
  deaths_unknown: 'unknown',
} as const

/** The deaths of the event as a whole, then those of each side. */
function quantitiesOf(
  row: Row,
  { best, low, high }: { best: number | null; low: number | null; high: number | null },
): EventDraft['quantities'] {
  const bySide = Object.entries(SIDES_BY_COLUMN).flatMap(([column, side]) => {
    const deaths = readDeaths(row, column)
    // UCDP writes 0 for most sides of most events; it is not stored.
    if (deaths === null || deaths === 0) return []
    return [{ ...DEATHS, side, low: null, best: deaths, high: null, approximation: 'ABOUT' as const }]
  })
  if (best === null && low === null && high === null) return bySide
  return [
    { ...DEATHS, side: null, low, best, high, approximation: low === high && low === best ? 'EXACT' : 'RANGE' },
    ...bySide,
  ]
}

/** The conflict and its dyad; one storyline if both have the same name. */
function storylinesOf(row: Row): EventDraft['storylines'] {
  const [conflict, dyad] = [row['conflict_name'], row['dyad_name']]
  if (conflict === undefined) return dyad === undefined ? [] : [{ title: dyad }]
  return [{ title: conflict }, ...(dyad === undefined || dyad === conflict ? [] : [{ title: dyad, parent: conflict }])]
}
