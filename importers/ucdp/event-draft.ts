import type { EventKindName } from '../../database/tables/event-kinds.ts'
import { deriveUuid } from '../../database/values/ids.ts'
import type { ActorDraft, EventDraft, RowDraft } from '../feed/draft.ts'
import { RejectedRowError } from '../feed/importer.ts'
import { nextDay } from '../values/dates.ts'
import { countryOf, knownCountry } from './countries.ts'
import { ucdp } from './dataset.ts'
import { locationOf } from './location.ts'
import { dayIn, numberIn, type Row } from './row.ts'
import { mentionsOf } from './sources.ts'

const VIOLENCE = { 1: 'STATE_BASED', 2: 'NON_STATE', 3: 'ONE_SIDED' } as const
const TIME_PRECISIONS = { 1: 'DAY', 2: 'RANGE', 3: 'WEEK', 4: 'MONTH', 5: 'RANGE' } as const

/** From how many deaths on violence against civilians is mass violence: UCDP's threshold of organized violence. */
const MASS = 25

/**
 * What a row of UCDP GED tells.
 * @param row by column names
 * @throws {RejectedRowError} where it has no number, type, days or country
 */
export function draftOf(row: Row): RowDraft {
  const warnings: string[] = []
  const id = numberIn(row, 'id')
  if (id === null || !Number.isSafeInteger(id) || id < 0) throw new RejectedRowError('id', 'is not a number')
  const type = numberIn(row, 'type_of_violence') as keyof typeof VIOLENCE
  if (VIOLENCE[type] === undefined) throw new RejectedRowError('type_of_violence', 'is not 1, 2 or 3')
  if (row['country'] === undefined) throw new RejectedRowError('country', 'is empty')
  const [from, until] = [dayIn(row, 'date_start'), dayIn(row, 'date_end')]
  if (until < from) throw new RejectedRowError('date_end', 'lies before date_start')
  const country = countryOf(row['country'], row['iso3'])
  if (knownCountry(row['country'], row['iso3']) === undefined) warnings.push(`no country is named ${row['country']}`)
  if (row['code_status'] !== undefined && row['code_status'] !== 'Clear')
    warnings.push(`code_status is ${row['code_status']}`)
  const [best, low, high] = [numberIn(row, 'best'), numberIn(row, 'low'), numberIn(row, 'high')]
  if (best !== null && ((low !== null && best < low) || (high !== null && best > high)))
    warnings.push('best lies outside low and high, kept')
  const [sideA, sideB] = [sideOf(row, 'side_a'), sideOf(row, 'side_b')]
  const kind = kindOf(type, best)
  const datePrecision = numberIn(row, 'date_prec') ?? 5
  const where = locationOf(row, country)
  const event: EventDraft = {
    id: deriveUuid(0, 'event', ucdp.name, String(id)),
    kind,
    title: titleOf(kind, sideA.name, sideB.name, where.place?.name),
    summary: row['source_original'] === undefined ? null : `UCDP names as its source: ${row['source_original']}`,
    realis: 'ACTUAL',
    edtf: from === until ? from : `${from}/${until}`,
    earliest: `${from}T00:00:00.000Z`,
    latest: `${nextDay(until)}T00:00:00.000Z`,
    timePrecision: from === until ? 'DAY' : (TIME_PRECISIONS[datePrecision as 1] ?? 'RANGE'),
    timeBasis: 'EXPLICIT',
    ...where,
    details: kind === 'ARMED_CLASH' ? { modes: [], violenceType: VIOLENCE[type] } : {},
    participations: participationsOf(type, sideA, sideB),
    quantities: quantitiesOf(row, { best, low, high }),
    codes: [
      `violence-${type}`,
      `date-${datePrecision}`,
      ...codeOf('where', row['where_prec']),
      ...codeOf('clarity', row['event_clarity']),
    ].map((code) => ({ scheme: 'UCDP', code })),
    externalIds: [{ scheme: 'UCDP_EVENT', value: String(id) }],
    mentions: mentionsOf(row),
    storylines: storylinesOf(row),
  }
  return { row: id, event, scope: row['country_id'] ?? row['country'], day: from, warnings }
}

function codeOf(name: string, value: string | undefined): string[] {
  return value === undefined ? [] : [`${name}-${Number(value)}`]
}

function kindOf(type: number, best: number | null): EventKindName {
  if (type !== 3) return 'ARMED_CLASH'
  return (best ?? 0) >= MASS ? 'MASS_VIOLENCE' : 'ATTACK'
}

function titleOf(kind: EventKindName, one: string, other: string, place: string | undefined): string {
  const where = place === undefined ? '' : ` at ${place}`
  if (kind === 'ARMED_CLASH') return `${one} and ${other} clash${where}`
  return kind === 'ATTACK' ? `${one} attacks ${other}${where}` : `${one} kills many of ${other}${where}`
}

/** A government is the state; whoever else fights is an armed force, but for civilians. */
function sideOf(row: Row, side: 'side_a' | 'side_b'): ActorDraft {
  const name = row[side]
  if (name === undefined) throw new RejectedRowError(side, 'is empty')
  const number = row[`${side}_new_id`]
  const externalIds = number === undefined ? [] : [{ scheme: 'UCDP_ACTOR' as const, value: String(Number(number)) }]
  const country = name.startsWith('Government of ') ? knownCountry(name.slice('Government of '.length)) : undefined
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
  const [first] = externalIds
  return {
    id: first ? deriveUuid(0, 'actors', first.scheme, first.value) : deriveUuid(0, 'actors', 'ucdp', name),
    kind: name === 'Civilians' ? 'GROUP' : 'ARMED_FORCE',
    name,
    description: null,
    externalIds,
  }
}

function participationsOf(type: number, one: ActorDraft, other: ActorDraft): EventDraft['participations'] {
  const roles = type === 3 ? (['PERPETRATOR', 'VICTIM'] as const) : (['BELLIGERENT', 'BELLIGERENT'] as const)
  const all = [
    { actor: one, role: roles[0], side: 'A', label: null, basis: 'EXPLICIT' as const },
    { actor: other, role: roles[1], side: 'B', label: null, basis: 'EXPLICIT' as const },
  ]
  return one.id === other.id && roles[0] === roles[1] ? all.slice(0, 1) : all
}

const SIDES = { deaths_a: 'A', deaths_b: 'B', deaths_civilians: 'civilians', deaths_unknown: 'unknown' } as const

function quantitiesOf(
  row: Row,
  whole: { best: number | null; low: number | null; high: number | null },
): EventDraft['quantities'] {
  const { best, low, high } = whole
  const sides = (Object.keys(SIDES) as (keyof typeof SIDES)[]).flatMap((column) => {
    const deaths = numberIn(row, column)
    // That nobody of a side died is the rule, and no number of its own.
    if (deaths === null || deaths === 0) return []
    return [{ ...DEATHS, side: SIDES[column], low: null, best: deaths, high: null, approximation: 'ABOUT' as const }]
  })
  if (best === null && low === null && high === null) return sides
  return [
    { ...DEATHS, side: null, low, best, high, approximation: low === high && low === best ? 'EXACT' : 'RANGE' },
    ...sides,
  ]
}

const DEATHS = { measure: 'FATALITIES', of: 'deaths', unit: 'people' } as const

/** A dyad is part of its conflict; where both have one name they are one. */
function storylinesOf(row: Row): EventDraft['storylines'] {
  const [conflict, dyad] = [row['conflict_name'], row['dyad_name']]
  if (conflict === undefined) return dyad === undefined ? [] : [{ title: dyad }]
  return [{ title: conflict }, ...(dyad === undefined || dyad === conflict ? [] : [{ title: dyad, parent: conflict }])]
}
