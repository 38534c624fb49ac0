import {
  dayOf,
  daysBetween,
  PRECISION_BY_GEO_TYPE,
  PRECISION_BY_LAG,
  QUAD_CLASSES,
  type Countries,
} from './codebook.ts'
import type { RawRow } from './raw-rows.ts'
import type { Tally } from './tally.ts'

/** What is read of a location. */
const LOCATION = `precision latitude longitude text place {
  kind externalIds { scheme value } parents { place { kind externalIds { scheme value } } } }`

export const GDELT_SELECTION = `id kind title realis evidence certainty independentOriginCount
  occurred { edtf earliest latest precision }
  codings { externalId { scheme value } code { scheme code label } goldsteinScale averageTone mentionCount sourceCount
    articleCount isRootEvent quadClass addedAt actor1Label actor2Label actor1Place actor2Place location { ${LOCATION} } }
  locations { rowCount ${LOCATION} }
  participations { role label actor { id name country { externalIds { scheme value } } } }
  mentions(first: 100) { nodes { article { url headline } } }`

interface ExternalId {
  scheme: string
  value: string
}

interface StoredLocation {
  precision: string
  latitude: number | null
  longitude: number | null
  text: string | null
  place: {
    kind: string
    externalIds: ExternalId[]
    parents: { place: { kind: string; externalIds: ExternalId[] } }[]
  } | null
}

interface Coding {
  externalId: ExternalId
  code: { scheme: string; code: string; label: string | null }
  goldsteinScale: number | null
  averageTone: number | null
  mentionCount: number | null
  sourceCount: number | null
  articleCount: number | null
  isRootEvent: boolean | null
  quadClass: string | null
  addedAt: string | null
  actor1Label: string | null
  actor2Label: string | null
  actor1Place: string | null
  actor2Place: string | null
  location: StoredLocation | null
}

export interface GdeltEvent {
  id: string
  kind: string
  title: string
  realis: string
  evidence: string
  certainty: string
  independentOriginCount: number
  occurred: { edtf: string; earliest: string | null; latest: string | null; precision: string }
  codings: Coding[]
  locations: (StoredLocation & { rowCount: number })[]
  participations: {
    role: string
    label: string | null
    actor: { id: string; name: string; country: { externalIds: ExternalId[] } | null }
  }[]
  mentions: { nodes: { article: { url: string | null; headline: string | null } }[] }
}

/** The events by the numbers of their rows. */
export function byRowNumber(events: readonly GdeltEvent[]): Map<string, GdeltEvent[]> {
  const found = new Map<string, GdeltEvent[]>()
  for (const event of events) {
    for (const { externalId } of event.codings) {
      found.set(externalId.value, [...(found.get(externalId.value) ?? []), event])
    }
  }
  return found
}

/** Compares every column of every row with what the service has of it. */
export function compareGdeltRows(
  rows: readonly RawRow[],
  events: ReadonlyMap<string, GdeltEvent[]>,
  countries: Countries,
  tally: Tally,
): void {
  for (const row of rows) {
    const number = row('GLOBALEVENTID')
    const found = events.get(number) ?? []
    tally.compare('GDELT row is in one event', number, 1, found.length)
    const [event] = found
    const coding = event?.codings.find(({ externalId }) => externalId.value === number)
    if (!event || !coding) continue
    const is = (field: string, expected: unknown, actual: unknown) =>
      tally.compare(`GDELT ${field}`, number, expected, actual)
    compareTime(row, event, is)
    is('code', ['CAMEO', row('EventCode')], [coding.code.scheme, coding.code.code])
    is('Goldstein scale', numberOf(row('GoldsteinScale')), coding.goldsteinScale)
    is('tone', numberOf(row('AvgTone')), coding.averageTone)
    is(
      'counts',
      ['NumMentions', 'NumSources', 'NumArticles'].map((name) => numberOf(row(name))),
      [coding.mentionCount, coding.sourceCount, coding.articleCount],
    )
    is('root event', row('IsRootEvent') === '1', coding.isRootEvent)
    is('quad class', QUAD_CLASSES[row('QuadClass')] ?? null, coding.quadClass)
    is('time of the row', dayOf(row('DATEADDED')), coding.addedAt?.slice(0, 10))
    for (const [side, label, place] of [
      ['Actor1', coding.actor1Label, coding.actor1Place],
      ['Actor2', coding.actor2Label, coding.actor2Place],
    ] as const) {
      is('words for the actors', mended(row(`${side}Name`) || row(`${side}Code`)) || null, label)
      is('places of the actors', mended(row(`${side}Geo_FullName`)) || null, place)
    }
    compareLocation(row, event, coding, countries, is)
    compareParticipants(row, event, countries, is)
    const source = mended(row('SOURCEURL'))
    const articles = event.mentions.nodes.map(({ article }) => article.url ?? article.headline)
    if (source)
      is(
        'source',
        true,
        articles.some((article) => article !== null && isSameAddress(article, source)),
      )
    is('evidence and certainty', ['CODED', 'UNVERIFIED'], [event.evidence, event.certainty])
  }
}

type Is = (field: string, expected: unknown, actual: unknown) => void

function compareTime(row: RawRow, { occurred }: GdeltEvent, is: Is): void {
  const day = dayOf(row('SQLDATE'))
  const precision = PRECISION_BY_LAG.get(daysBetween(day, dayOf(row('DATEADDED')))) ?? 'DAY'
  is('precision of the day', precision, occurred.precision)
  const { earliest, latest } = occurred
  const isWithin = earliest !== null && latest !== null && earliest.slice(0, 10) <= day && day < latest
  is('day', true, precision === 'DAY' ? occurred.edtf === day : isWithin)
}

function compareLocation(row: RawRow, event: GdeltEvent, coding: Coding, countries: Countries, is: Is): void {
  const expected = locationOf(row)
  const actual = coding.location && {
    precision: coding.location.precision,
    latitude: coding.location.latitude,
    longitude: coding.location.longitude,
    text: coding.location.text,
  }
  is('location', expected, actual)
  if (!expected || !coding.location) return
  is(
    'location of the event',
    true,
    event.locations.some((one) => same(one, coding.location)),
  )
  const { place } = coding.location
  const alpha2 = countries.byFips.get(row('ActionGeo_CountryCode'))
  if (alpha2) {
    const places = place ? [place, ...place.parents.map((parent) => parent.place)] : []
    is(
      'country of the location',
      true,
      places.some(({ externalIds }) =>
        externalIds.some(({ scheme, value }) => scheme === 'ISO3166_A2' && value === alpha2),
      ),
    )
  }
  const feature = row('ActionGeo_FeatureID')
  if (/^-?\d+$/.test(feature) && ['3', '4'].includes(row('ActionGeo_Type'))) {
    const scheme = row('ActionGeo_Type') === '3' ? 'GNIS' : 'GNS'
    is(
      'feature of the location',
      true,
      place?.externalIds.some((id) => id.scheme === scheme && id.value === feature),
    )
  }
}

/** Null without a type and a country; a point of 0/0 without a type is no point. */
function locationOf(row: RawRow): object | null {
  const type = row('ActionGeo_Type')
  const [latitude, longitude] = [numberOf(row('ActionGeo_Lat')), numberOf(row('ActionGeo_Long'))]
  const text = mended(row('ActionGeo_FullName')) || null
  const isPoint = latitude !== null && longitude !== null && !(latitude === 0 && longitude === 0 && type === '0')
  const precision = PRECISION_BY_GEO_TYPE[type] ?? (row('ActionGeo_CountryCode') ? 'COUNTRY' : 'UNKNOWN')
  if (precision === 'UNKNOWN' && !isPoint) return null
  return { precision, latitude: isPoint ? latitude : null, longitude: isPoint ? longitude : null, text }
}

/** The row with the smallest number describes the event; others of a contact can name an actor in other words. */
function compareParticipants(row: RawRow, event: GdeltEvent, countries: Countries, is: Is): void {
  const isFirst = event.codings.every(({ externalId }) => Number(externalId.value) >= Number(row('GLOBALEVENTID')))
  const sides = ['Actor1', 'Actor2'].filter((side) => row(`${side}Code`) || row(`${side}Name`))
  if (isFirst) {
    const distinct = new Set(sides.map((side) => `${row(`${side}Code`)}|${row(`${side}Name`)}`))
    is('number of participants', distinct.size, event.participations.length)
  }
  for (const side of sides) {
    const alpha2 = countries.byAlpha3.get(row(`${side}CountryCode`))
    if (alpha2 && isFirst) {
      is(
        'country of a participant',
        true,
        event.participations.some(({ actor }) =>
          actor.country?.externalIds.some(({ scheme, value }) => scheme === 'ISO3166_A2' && value === alpha2),
        ),
      )
    }
    const words = mended(row(`${side}Name`))
    if (words && isFirst)
      is(
        'words for a participant',
        true,
        event.participations.some(({ label }) => label === words),
      )
  }
}

function numberOf(cell: string): number | null {
  return cell === '' ? null : Number(cell)
}

/** Addresses are compared without what RFC 3986 normalises. */
function isSameAddress(stored: string, written: string): boolean {
  if (stored === written) return true
  return URL.canParse(stored) && URL.canParse(written) && new URL(stored).href === new URL(written).href
}

/**
 * Some cells were encoded as UTF-8 twice: they are read once more if all of their characters are bytes that are valid
 * UTF-8.
 */
export function mended(cell: string): string {
  if (!/[\u0080-\u00ff]/.test(cell) || /[^\0-\u00ff]/.test(cell)) return cell
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(
      Uint8Array.from(cell, (character) => character.charCodeAt(0)),
    )
  } catch {
    return cell
  }
}

function same(one: StoredLocation, other: StoredLocation | null): boolean {
  return (
    other !== null &&
    one.precision === other.precision &&
    one.latitude === other.latitude &&
    one.longitude === other.longitude &&
    one.text === other.text
  )
}
