import { deriveUuid } from '../../database/values/ids.ts'
import type { EventDraft, PlaceDraft } from '../feed/draft.ts'
import { countryByFips } from '../values/countries.ts'
import { repairEncoding } from '../values/text.ts'
import type { Row } from './columns.ts'

type Location = Pick<EventDraft, 'place' | 'locationPrecision' | 'latitude' | 'longitude' | 'radiusKm' | 'locationText'>

/** GDELT's types of geography, and how far from its point an event of such a type may lie: a convention of ours, in km. */
const TYPES: Record<string, { precision: NonNullable<Location['locationPrecision']>; radiusKm: number | null }> = {
  1: { precision: 'COUNTRY', radiusKm: 500 },
  2: { precision: 'ADM1', radiusKm: 150 },
  3: { precision: 'SETTLEMENT', radiusKm: 10 },
  4: { precision: 'SETTLEMENT', radiusKm: 10 },
  5: { precision: 'ADM1', radiusKm: 150 },
}

const MOST_PLACES = 20_000
const known = new Map<string, PlaceDraft | undefined>()

/**
 * Where the action of a row took place.
 * @param row a row of events
 * @param warn takes what is odd
 * @returns nothing where the row does not say
 */
export function locationOf(row: Row, warn: (warning: string) => void): Partial<Location> {
  const type = row['ActionGeo_Type'] ?? '0'
  const point = pointOf(row, warn)
  const text = textOf(row['ActionGeo_FullName'], warn)
  const { precision, radiusKm } = TYPES[type] ?? { precision: 'UNKNOWN' as const, radiusKm: null }
  if (TYPES[type] === undefined) {
    if (point === undefined) return {}
    warn('a point without a type of geography')
  } else if (point === undefined) warn('a type of geography without a point')
  const place = TYPES[type] === undefined ? undefined : placeOf(row, type, text, point, warn)
  return {
    place,
    locationPrecision: precision,
    radiusKm: point === undefined ? null : radiusKm,
    locationText: text ?? null,
    latitude: point?.latitude ?? null,
    longitude: point?.longitude ?? null,
  }
}

interface Point {
  latitude: number
  longitude: number
}

function pointOf(row: Row, warn: (warning: string) => void): Point | undefined {
  const [latitude, longitude] = [Number(row['ActionGeo_Lat']), Number(row['ActionGeo_Long'])]
  if (row['ActionGeo_Lat'] === undefined || row['ActionGeo_Long'] === undefined) return undefined
  if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) return { latitude, longitude }
  warn('a point that is not on the globe')
  return undefined
}

function textOf(name: string | undefined, warn: (warning: string) => void): string | undefined {
  if (name === undefined) return undefined
  const { text, found } = repairEncoding(name)
  if (found === 'REPAIRED') warn('a place name encoded twice, mended')
  if (found === 'SUSPECT') warn('a place name that seems encoded twice, kept')
  return text
}

function placeOf(
  row: Row,
  type: string,
  text: string | undefined,
  point: Point | undefined,
  warn: (warning: string) => void,
): PlaceDraft | undefined {
  const [fips, adm1, feature] = [row['ActionGeo_CountryCode'], row['ActionGeo_ADM1Code'], row['ActionGeo_FeatureID']]
  if (fips === undefined || text === undefined) return undefined
  const country = countryByFips(fips)
  if (country === undefined) warn(`no country has the FIPS code ${fips}`)
  const key = [type, fips, adm1, feature, text].join('\t')
  if (!known.has(key)) {
    if (known.size >= MOST_PLACES) known.clear()
    known.set(key, draftOf({ type, fips, adm1, feature, text, point }, country))
  }
  return known.get(key)
}

interface Geography {
  type: string
  fips: string
  adm1: string | undefined
  feature: string | undefined
  text: string
  point: Point | undefined
}

function draftOf(geography: Geography, listed: PlaceDraft | undefined): PlaceDraft {
  const { type, fips, adm1, feature, text, point } = geography
  const parts = text.split(', ')
  const country = listed ?? unlisted(fips, parts.at(-1)!)
  if (type === '1') return country
  // XX00 is GDELT's word for a country's division that it does not know.
  const hasDivision = adm1 !== undefined && adm1.length > 2 && !adm1.endsWith('00')
  const division: PlaceDraft | undefined = hasDivision
    ? {
        id: deriveUuid(0, 'places', 'ADM1', 'FIPS10_4', adm1),
        kind: 'ADM1',
        name: (parts.length > 1 ? parts.at(-2) : adm1) || adm1,
        externalIds: [{ scheme: 'FIPS10_4', value: adm1 }],
        within: country,
      }
    : undefined
  if (type === '2' || type === '5') return division ?? country
  const scheme = type === '3' ? 'GNIS' : 'GNS'
  const isNumbered = feature !== undefined && /^-?\d+$/.test(feature) && feature !== '0'
  return {
    id: isNumbered
      ? deriveUuid(0, 'places', 'SETTLEMENT', scheme, feature)
      : deriveUuid(0, 'places', 'gdelt', adm1 ?? fips, text),
    kind: 'SETTLEMENT',
    name: parts[0] || text,
    externalIds: isNumbered ? [{ scheme, value: feature }] : [],
    ...(point && { latitude: point.latitude, longitude: point.longitude }),
    within: division ?? country,
  }
}

/** What FIPS codes stand for that no country has: seas, territories. */
function unlisted(fips: string, name: string): PlaceDraft {
  return {
    id: deriveUuid(0, 'places', 'fips', fips),
    kind: fips === 'OC' || fips === 'OS' ? 'WATER' : 'COUNTRY',
    name: name || fips,
    externalIds: [{ scheme: 'FIPS10_4', value: fips }],
  }
}
