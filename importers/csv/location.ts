import { LOCATION_PRECISIONS, PLACE_KINDS } from '../../database/tables/enums.ts'
import { countryByUsualName, countryNamesByCode } from '../../database/values/country-names.ts'
import { deriveUuid } from '../../database/values/ids.ts'
import type { EventDraft, PlaceDraft } from '../feed/draft.ts'
import { countryByIso3, countryByName } from '../values/countries.ts'
import type { FieldReader } from './field-values.ts'
import type { TextField } from './mapping/fields.ts'
import type { Mapping } from './mapping/mapping.ts'

type Location = Pick<EventDraft, 'place' | 'locationPrecision' | 'latitude' | 'longitude' | 'radiusKm' | 'locationText'>
type Precision = NonNullable<Location['locationPrecision']>

const MAX_NAME = 300
const MAX_TEXT = 300
const HALF_CIRCUMFERENCE_KM = 20_038

const PRECISION_OF_KIND: Record<PlaceDraft['kind'], Precision> = {
  COUNTRY: 'COUNTRY',
  ADM1: 'ADM1',
  ADM2: 'ADM2',
  SETTLEMENT: 'SETTLEMENT',
  SITE: 'SITE',
  DISPUTED_REGION: 'UNKNOWN',
  LINEAR_FEATURE: 'LINEAR_OR_FUZZY',
  WATER: 'WATER_OR_AIRSPACE',
  AIRSPACE: 'WATER_OR_AIRSPACE',
}

/**
 * Reads the location of a row.
 * @param dataset the name of the dataset, a part of the ids of its places
 * @throws {RejectedRowError} if a cell is not possible
 */
export function readLocation(reader: FieldReader, dataset: string, mapping: Mapping['location']): Partial<Location> {
  if (mapping === undefined) return {}
  const place = readPlace(reader, dataset, mapping)
  const point = readPoint(reader, mapping)
  const locationText = reader.text('location.text', mapping.text, MAX_TEXT) ?? null
  const radiusKm = reader.number('location.radiusKm', mapping.radiusKm, { min: 0, max: HALF_CIRCUMFERENCE_KM }) ?? null
  const stated = mapping.precision && reader.word('location.precision', mapping.precision, LOCATION_PRECISIONS)
  if (place === undefined && point === undefined && locationText === null) return {}
  return {
    place,
    locationPrecision: stated ?? (place === undefined ? 'UNKNOWN' : PRECISION_OF_KIND[place.kind]),
    latitude: point?.latitude ?? null,
    longitude: point?.longitude ?? null,
    radiusKm: point === undefined ? null : radiusKm,
    locationText,
  }
}

function readPoint(reader: FieldReader, mapping: NonNullable<Mapping['location']>) {
  const latitude = reader.number('location.latitude', mapping.latitude, { min: -90, max: 90 })
  const longitude = reader.number('location.longitude', mapping.longitude, { min: -180, max: 180 })
  if (latitude === undefined && longitude === undefined) return undefined
  if (latitude === undefined)
    throw reader.reject('location.latitude', mapping.latitude ?? {}, 'must be given with the longitude', undefined)
  if (longitude === undefined)
    throw reader.reject('location.longitude', mapping.longitude ?? {}, 'must be given with the latitude', undefined)
  if (latitude !== 0 || longitude !== 0) return { latitude, longitude }
  reader.warnings.push('the point 0/0, in the sea, stands for an unknown point; not stored')
  return undefined
}

function readPlace(
  reader: FieldReader,
  dataset: string,
  mapping: NonNullable<Mapping['location']>,
): PlaceDraft | undefined {
  const country = readCountry(reader, 'location.country', mapping.country)
  const division = reader.text('location.division', mapping.division, MAX_NAME)
  const name = reader.text('location.place', mapping.place, MAX_NAME)
  const kind = reader.word('location.placeKind', mapping.placeKind, PLACE_KINDS) ?? 'SETTLEMENT'
  const placeIn = (within: PlaceDraft | undefined, itsKind: PlaceDraft['kind'], itsName: string): PlaceDraft => ({
    id: deriveUuid(0, 'places', 'spreadsheet', dataset, within?.id ?? '', itsKind, itsName),
    kind: itsKind,
    name: itsName,
    externalIds: [],
    ...(within && { within }),
  })
  const region = division === undefined ? country : placeIn(country, 'ADM1', division)
  return name === undefined ? region : placeIn(region, kind, name)
}

/**
 * Reads a country.
 * @throws {RejectedRowError} if the text of the field is not the name or code of a country
 */
export function readCountry(reader: FieldReader, path: string, field: TextField | undefined): PlaceDraft | undefined {
  const name = reader.text(path, field, MAX_NAME)
  if (name === undefined) return undefined
  const country = countryBy(name)
  if (country !== undefined) return country
  const rule =
    'must be the English name or the ISO 3166-1 code of a country, or be translated by `values` of the mapping'
  throw reader.reject(path, field ?? {}, rule, name)
}

/** The country with an English name in use, or an ISO 3166-1 code of two or three letters; undefined if there is none. */
export function countryBy(nameOrCode: string): PlaceDraft | undefined {
  const usual = countryNamesByCode(nameOrCode.toUpperCase()) ?? countryByUsualName(nameOrCode)
  return countryByIso3(usual?.iso3 ?? '') ?? countryByName(nameOrCode)
}
