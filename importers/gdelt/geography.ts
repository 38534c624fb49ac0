import { deriveUuid } from '../../database/values/ids.ts'
import { compose } from '../../database/values/normalize-name.ts'
import type { EventDraft, PlaceDraft } from '../feed/draft.ts'
import type { Row } from '../values/cells.ts'
import { countryByFips } from '../values/countries.ts'
import { repairEncoding } from '../values/text.ts'

/** The columns of a location; an empty object if the row has none. */
export type GdeltLocation = Partial<Location>

type Location = Pick<EventDraft, 'place' | 'locationPrecision' | 'latitude' | 'longitude' | 'radiusKm' | 'locationText'>

/**
 * By ActionGeo_Type: the precision, and the radius around the point within which the event took place. GDELT has no
 * radii; these are a convention of Dateline.
 */
const GEO_TYPES: Record<string, { precision: NonNullable<Location['locationPrecision']>; radiusKm: number | null }> = {
  1: { precision: 'COUNTRY', radiusKm: 500 },
  2: { precision: 'ADM1', radiusKm: 150 },
  3: { precision: 'SETTLEMENT', radiusKm: 10 },
  4: { precision: 'SETTLEMENT', radiusKm: 10 },
  5: { precision: 'ADM1', radiusKm: 150 },
}

const MAX_CACHED = 20_000
const draftCache = new Map<string, PlaceDraft>()

/**
 * The location of the action of a row (the columns ActionGeo_*). Without a type, the country is known at most.
 * @param warn receives unusual values
 * @returns an empty object if the row has neither a type nor a country nor a point
 */
export function locationOf(row: Row, warn: (warning: string) => void): GdeltLocation {
  const type = row['ActionGeo_Type'] ?? '0'
  const point = pointOf(row, warn)
  const text = textOf(row['ActionGeo_FullName'], warn)
  const geoType = GEO_TYPES[type]
  if (geoType === undefined) {
    const country = countryOf(row, text, warn)
    if (point === undefined && country === undefined) return {}
    if (point !== undefined) warn('point without ActionGeo_Type')
    const precision = point === undefined ? 'COUNTRY' : 'UNKNOWN'
    return {
      ...pointColumns(point),
      place: country,
      locationPrecision: precision,
      radiusKm: null,
      locationText: text ?? null,
    }
  }
  if (point === undefined) warn('ActionGeo_Type without a point')
  return {
    ...pointColumns(point),
    // A row without a name still has its country.
    place: placeOf(row, type, text, point, warn) ?? countryOf(row, text, warn),
    locationPrecision: geoType.precision,
    radiusKm: point === undefined ? null : geoType.radiusKm,
    locationText: text ?? null,
  }
}

function pointColumns(point: Point | undefined): Pick<Location, 'latitude' | 'longitude'> {
  return { latitude: point?.latitude ?? null, longitude: point?.longitude ?? null }
}

function countryOf(row: Row, text: string | undefined, warn: (warning: string) => void): PlaceDraft | undefined {
  const name = text ?? countryByFips(row['ActionGeo_CountryCode'] ?? '')?.name
  return placeOf(row, '1', name, undefined, warn)
}

interface Point {
  latitude: number
  longitude: number
}

function pointOf(row: Row, warn: (warning: string) => void): Point | undefined {
  const [latitude, longitude] = [Number(row['ActionGeo_Lat']), Number(row['ActionGeo_Long'])]
  if (row['ActionGeo_Lat'] === undefined || row['ActionGeo_Long'] === undefined) return undefined
  // The point 0/0, in the sea, stands for an unknown point.
  if (latitude === 0 && longitude === 0) return undefined
  if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) return { latitude, longitude }
  warn('coordinates out of range; ignored')
  return undefined
}

function textOf(name: string | undefined, warn: (warning: string) => void): string | undefined {
  if (name === undefined) return undefined
  const { text, encoding } = repairEncoding(name)
  if (encoding === 'REPAIRED') warn('place name was encoded twice; repaired')
  if (encoding === 'SUSPECT') warn('place name may be encoded twice; not changed')
  return compose(text)
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
  if (country === undefined) warn(`unknown FIPS country code ${fips}`)
  const key = [type, fips, adm1, feature, text, point?.latitude, point?.longitude].join('\t')
  let place = draftCache.get(key)
  if (place === undefined) {
    place = createDraft({ type, fips, adm1, feature, text, point }, country)
    if (draftCache.size >= MAX_CACHED) draftCache.clear()
    draftCache.set(key, place)
  }
  return place
}

interface Geography {
  type: string
  fips: string
  adm1: string | undefined
  feature: string | undefined
  text: string
  point: Point | undefined
}

function createDraft(geography: Geography, knownCountry: PlaceDraft | undefined): PlaceDraft {
  const { type, fips, adm1, feature, text, point } = geography
  const parts = text.split(', ')
  const country = knownCountry ?? createCountry(fips, parts.at(-1) ?? '')
  if (type === '1') return country
  // GDELT writes XX00 for an unknown division of country XX.
  const hasDivision = adm1 !== undefined && adm1.length > 2 && !adm1.endsWith('00')
  const division: PlaceDraft | undefined = hasDivision
    ? {
        id: deriveUuid(0, 'places', 'ADM1', 'FIPS10_4', adm1),
        kind: 'ADM1',
        name: divisionNameOf(parts) || adm1,
        externalIds: [{ scheme: 'FIPS10_4', value: adm1 }],
        // `Odisha, Orissa, India` has two names of the division.
        ...(type === '5' && parts.length > 2 && parts[0] && { aliases: [parts[0]] }),
        within: country,
      }
    : undefined
  if (type === '2' || type === '5') return division ?? country
  const scheme = type === '3' ? 'GNIS' : 'GNS'
  const hasFeatureId = feature !== undefined && /^-?\d+$/.test(feature) && feature !== '0'
  return {
    id: hasFeatureId
      ? deriveUuid(0, 'places', 'SETTLEMENT', scheme, feature)
      : deriveUuid(0, 'places', 'gdelt', adm1 ?? fips, text),
    kind: 'SETTLEMENT',
    name: parts[0] || text,
    externalIds: hasFeatureId ? [{ scheme, value: feature }] : [],
    ...(point && { latitude: point.latitude, longitude: point.longitude }),
    within: division ?? country,
  }
}

/**
 * The name of the division in `settlement, division, country` or `division, country`. The division can have commas, as
 * `London, City of`, and so can the country, as `Bahamas, The`.
 */
function divisionNameOf(parts: readonly string[]): string {
  const countryParts = /^(?:the|republic of)$/i.test(parts.at(-1) ?? '') ? 2 : 1
  const withoutCountry = parts.slice(0, -countryParts)
  return (withoutCountry.length > 1 ? withoutCountry.slice(1) : withoutCountry).join(', ')
}

/** The place of a FIPS code that the country table lacks: a sea or a territory. */
function createCountry(fips: string, name: string): PlaceDraft {
  return {
    id: deriveUuid(0, 'places', 'fips', fips),
    kind: fips === 'OC' || fips === 'OS' ? 'WATER' : 'COUNTRY',
    name: name || fips,
    externalIds: [{ scheme: 'FIPS10_4', value: fips }],
  }
}
