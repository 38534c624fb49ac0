import { numberOf } from './cells.ts'
import { PRECISION_BY_DATE, PRECISION_BY_WHERE, VIOLENCE_TYPES } from './codebook.ts'
import type { RawRow } from './raw-rows.ts'
import type { Is, Tally } from './tally.ts'

export const UCDP_SELECTION = `id kind summary evidence
  ... on ArmedClash { violenceType }
  occurred { earliest latest precision }
  location { precision latitude longitude text place { ...named parents { place { ...named parents { place { ...named
    parents { place { ...named } } } } } } } }
  participations { role side label actor { externalIds { scheme value } } }
  quantities { measure side low best high consistent }
  codes { scheme code } externalIds { scheme value } storylines { title parent { title } }
  mentions(first: 100) { totalCount nodes { publisher { name } article { headline publishedOn } } }`

/** A place with those that contain it, up to its country. */
interface Place {
  name: string
  names: { name: string }[]
  externalIds: { scheme: string; value: string }[]
  parents?: { place: Place }[]
}

export const UCDP_FRAGMENTS = 'fragment named on Place { name names { name } externalIds { scheme value } }'

export interface UcdpEvent {
  id: string
  kind: string
  violenceType?: string
  summary: string | null
  evidence: string
  occurred: { earliest: string | null; latest: string | null; precision: string }
  location: {
    precision: string
    latitude: number | null
    longitude: number | null
    text: string | null
    place: Place | null
  } | null
  participations: { role: string; side: string | null; label: string | null; actor: Pick<Place, 'externalIds'> }[]
  quantities: {
    measure: string
    side: string | null
    low: number | null
    best: number | null
    high: number | null
    consistent: boolean
  }[]
  codes: { scheme: string; code: string }[]
  externalIds: { scheme: string; value: string }[]
  storylines: { title: string; parent: { title: string } | null }[]
  mentions: {
    totalCount: number
    nodes: { publisher: { name: string } | null; article: { headline: string | null; publishedOn: string | null } }[]
  }
}

/** Deaths against civilians from which UCDP calls violence organized. */
const MASS_VIOLENCE = 25

/** Compares every column of every row of UCDP GED with what the service has of it. */
export function compareUcdpRows(rows: readonly RawRow[], events: readonly UcdpEvent[], tally: Tally): void {
  const found = new Map<string, UcdpEvent[]>()
  for (const event of events) {
    for (const { scheme, value } of event.externalIds) {
      if (scheme === 'UCDP_EVENT') found.set(value, [...(found.get(value) ?? []), event])
    }
  }
  for (const row of rows) {
    const id = row('id')
    const [event, ...others] = found.get(id) ?? []
    tally.compare('UCDP row is one event', id, 1, (event ? 1 : 0) + others.length)
    if (event) compareRow(row, event, (field, expected, actual) => tally.compare(`UCDP ${field}`, id, expected, actual))
  }
}

function compareRow(row: RawRow, event: UcdpEvent, is: Is): void {
  const [first, last] = ['date_start', 'date_end'].map((column) => dayOf(row(column)))
  const { earliest, latest, precision } = event.occurred
  is('days', [first, last], [earliest?.slice(0, 10), latest && dayBefore(latest)])
  is('date_prec', first === last ? 'DAY' : PRECISION_BY_DATE[row('date_prec')], precision)
  const type = row('type_of_violence')
  const isMass = numberOf(row('best')) ?? 0
  is(
    'type_of_violence',
    type === '3' ? (isMass >= MASS_VIOLENCE ? 'MASS_VIOLENCE' : 'ATTACK') : 'ARMED_CLASH',
    event.kind,
  )
  if (type !== '3') is('kind of violence', VIOLENCE_TYPES[type], event.violenceType)
  compareLocation(row, event, is)
  compareDeaths(row, event, is)
  compareSides(row, event, is)
  const codes = event.codes.map(({ scheme, code }) => `${scheme} ${code}`)
  for (const [column, prefix] of [
    ['type_of_violence', 'violence'],
    ['date_prec', 'date'],
    ['where_prec', 'where'],
    ['event_clarity', 'clarity'],
  ] as const) {
    if (row(column)) is('codes', true, codes.includes(`UCDP ${prefix}-${Number(row(column))}`))
  }
  const [conflict, dyad] = [row('conflict_name'), row('dyad_name')].map((name) => name.trim())
  const titles = event.storylines.map(({ title }) => title)
  if (conflict) is('conflict_name', true, titles.includes(conflict))
  if (dyad) is('dyad_name', true, titles.includes(dyad))
  const original = row('source_original').trim()
  is('source_original', true, original === '' ? event.summary === null : event.summary?.includes(original) === true)
  compareSources(row, event, is)
  is('evidence', 'LISTED', event.evidence)
}

function compareLocation(row: RawRow, { location }: UcdpEvent, is: Is): void {
  is('where_prec', PRECISION_BY_WHERE[row('where_prec')], location?.precision)
  is('point', [numberOf(row('latitude')), numberOf(row('longitude'))], [location?.latitude, location?.longitude])
  // The older files describe the place only by its name.
  const words = row('where_description').trim() || row('where_coordinates').trim()
  is('where_description', words || null, location?.text ?? null)
  const places = location?.place ? withParents(location.place) : []
  const names = new Set(places.flatMap(({ name, names: others }) => [name, ...others.map((other) => other.name)]))
  const isCountryOnly = location?.precision === 'COUNTRY' || location?.precision === 'WATER_OR_AIRSPACE'
  if (!isCountryOnly) {
    for (const column of ['adm_1', 'adm_2'] as const) {
      if (row(column)) is(column, true, names.has(row(column).trim()))
    }
  }
  const alpha3 = row('iso3')
  if (alpha3 && location?.precision !== 'WATER_OR_AIRSPACE') {
    const ids = places.flatMap(({ externalIds }) => externalIds)
    is(
      'country',
      true,
      ids.some(({ scheme, value }) => scheme === 'ISO3166_A3' && value === alpha3),
    )
  }
}

function withParents(place: Place): Place[] {
  return [place, ...(place.parents ?? []).flatMap((parent) => withParents(parent.place))]
}

function compareDeaths(row: RawRow, { quantities }: UcdpEvent, is: Is): void {
  const deaths = quantities.filter(({ measure }) => measure === 'FATALITIES')
  const [low, best, high] = ['low', 'best', 'high'].map((column) => numberOf(row(column)))
  const all = deaths.find(({ side }) => side === null)
  is('low, best, high', [low, best, high], [all?.low, all?.best, all?.high])
  if (low != null && best != null && high != null)
    is('low <= best <= high', low <= best && best <= high, all?.consistent)
  for (const [column, name] of [
    ['deaths_a', 'A'],
    ['deaths_b', 'B'],
    ['deaths_civilians', 'civilians'],
    ['deaths_unknown', 'unknown'],
  ] as const) {
    is('deaths by side', numberOf(row(column)) ?? 0, deaths.find(({ side }) => side === name)?.best ?? 0)
  }
}

function compareSides(row: RawRow, { participations }: UcdpEvent, is: Is): void {
  const isOneSided = row('type_of_violence') === '3'
  const isOneActor = row('side_a_new_id') === row('side_b_new_id') && !isOneSided
  for (const [column, name, role] of [
    ['side_a', 'A', isOneSided ? 'PERPETRATOR' : 'BELLIGERENT'],
    ['side_b', 'B', isOneSided ? 'VICTIM' : 'BELLIGERENT'],
  ] as const) {
    if (isOneActor && name === 'B') continue
    const side = participations.find((participation) => participation.side === name)
    is('role of a side', role, side?.role)
    is('words for a side', row(column).trim(), side?.label)
    const number = row(`${column}_new_id`)
    if (number) {
      is(
        'id of a side',
        true,
        side?.actor.externalIds.some(({ scheme, value }) => scheme === 'UCDP_ACTOR' && value === number),
      )
    }
  }
}

/** The parallel lists of `source_office`, `source_date` and `source_headline` are one article each. */
function compareSources(row: RawRow, { mentions }: UcdpEvent, is: Is): void {
  const [offices, dates] = ['source_office', 'source_date'].map((column) => row(column).split(';').filter(Boolean))
  // Sources before 2013 are free text.
  if (!offices || !dates || offices.length === 0 || offices.length !== dates.length) return
  const stored = new Set(mentions.nodes.map(({ publisher }) => publisher?.name))
  for (const office of new Set(offices)) is('source_office', true, stored.has(office.trim()))
  const days = mentions.nodes.map(({ article }) => article.publishedOn)
  for (const date of new Set(dates)) is('source_date', true, days.includes(date.trim().slice(0, 10)))
}

function dayOf(cell: string): string {
  return cell.slice(0, 10)
}

function dayBefore(moment: string): string {
  return new Date(Date.parse(moment) - 1).toISOString().slice(0, 10)
}
