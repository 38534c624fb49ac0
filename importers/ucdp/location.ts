import { deriveUuid } from '../../database/values/ids.ts'
import type { EventDraft, PlaceDraft } from '../feed/draft.ts'
import { integerIn, numberIn, type Row } from '../values/cells.ts'

type Location = Pick<EventDraft, 'place' | 'locationPrecision' | 'latitude' | 'longitude' | 'radiusKm' | 'locationText'>

/**
 * By where_prec: the precision, and the radius around the point within which the event took place. The 25 km of code 2
 * are in the codebook; the other radii are a convention of Dateline.
 */
const PRECISIONS: Record<number, { precision: NonNullable<Location['locationPrecision']>; radiusKm: number }> = {
  1: { precision: 'SITE', radiusKm: 5 },
  2: { precision: 'NEAR_SETTLEMENT', radiusKm: 25 },
  3: { precision: 'ADM2', radiusKm: 50 },
  4: { precision: 'ADM1', radiusKm: 150 },
  5: { precision: 'LINEAR_OR_FUZZY', radiusKm: 150 },
  6: { precision: 'COUNTRY', radiusKm: 500 },
  7: { precision: 'WATER_OR_AIRSPACE', radiusKm: 300 },
}

/**
 * The location of the event of a row. The point 0/0, in the sea, stands for an unknown point.
 * @throws {RejectedRowError} if the point is out of range
 */
export function locationOf(row: Row, country: PlaceDraft): Location {
  const latitude = numberIn(row, 'latitude', { min: -90, max: 90 })
  const longitude = numberIn(row, 'longitude', { min: -180, max: 180 })
  const hasPoint = latitude !== undefined && longitude !== undefined && (latitude !== 0 || longitude !== 0)
  const wherePrecision = PRECISIONS[wherePrecisionOf(row) ?? 0]
  return {
    place: placeOf(row, country, hasPoint ? { latitude, longitude } : undefined),
    locationPrecision: wherePrecision?.precision ?? 'UNKNOWN',
    latitude: hasPoint ? latitude : null,
    longitude: hasPoint ? longitude : null,
    radiusKm: hasPoint ? (wherePrecision?.radiusKm ?? null) : null,
    locationText: row['where_description'] ?? row['where_coordinates'] ?? null,
  }
}

/**
 * The code of where_prec.
 * @throws {RejectedRowError} if the codebook has no such code
 */
export function wherePrecisionOf(row: Row): number | undefined {
  return integerIn(row, 'where_prec', { min: 1, max: 7 })
}

function placeOf(row: Row, country: PlaceDraft, point?: { latitude: number; longitude: number }): PlaceDraft {
  const precision = wherePrecisionOf(row) ?? 6
  const createPlace = (kind: PlaceDraft['kind'], name: string, within: PlaceDraft): PlaceDraft => ({
    id: deriveUuid(0, 'places', 'ucdp', within.id, kind, name),
    kind,
    name,
    externalIds: [],
    within,
  })
  const [adm1, adm2, site] = [row['adm_1'], row['adm_2'], row['where_coordinates']]
  const division = adm1 === undefined ? country : createPlace('ADM1', adm1, country)
  const district = adm2 === undefined ? division : createPlace('ADM2', adm2, division)
  if (precision >= 6 || site === undefined) return precision >= 6 ? country : district
  if (precision === 3) return district
  if (precision === 4) return division
  const kind = precision === 5 ? 'LINEAR_FEATURE' : 'SETTLEMENT'
  const place = createPlace(kind, site, precision === 5 ? division : district)
  return kind === 'SETTLEMENT' && point !== undefined ? { ...place, ...point } : place
}
