import { deriveUuid } from '../../database/values/ids.ts'
import type { EventDraft, PlaceDraft } from '../feed/draft.ts'
import { RejectedRowError } from '../feed/importer.ts'
import { numberIn, type Row } from './row.ts'

type Location = Pick<EventDraft, 'place' | 'locationPrecision' | 'latitude' | 'longitude' | 'radiusKm' | 'locationText'>

/**
 * UCDP's where_prec, and how far from its point an event may lie, in km. That 2 is within 25 km is the codebook's; the
 * others are a convention of ours.
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
 * Where a row of UCDP GED locates its event.
 * @param row by column names
 * @param country in which it is
 * @throws {RejectedRowError} where the point is not on the globe
 */
export function locationOf(row: Row, country: PlaceDraft): Location {
  const [latitude, longitude] = [numberIn(row, 'latitude'), numberIn(row, 'longitude')]
  if (latitude !== null && Math.abs(latitude) > 90) throw new RejectedRowError('latitude', 'is not on the globe')
  if (longitude !== null && Math.abs(longitude) > 180) throw new RejectedRowError('longitude', 'is not on the globe')
  const isPoint = latitude !== null && longitude !== null
  const where = PRECISIONS[numberIn(row, 'where_prec') ?? 0]
  return {
    place: placeOf(row, country, isPoint ? { latitude, longitude } : undefined),
    locationPrecision: where?.precision ?? 'UNKNOWN',
    latitude: isPoint ? latitude : null,
    longitude: isPoint ? longitude : null,
    radiusKm: isPoint ? (where?.radiusKm ?? null) : null,
    locationText: row['where_description'] ?? row['where_coordinates'] ?? null,
  }
}

function placeOf(row: Row, country: PlaceDraft, point?: { latitude: number; longitude: number }): PlaceDraft {
  const precision = numberIn(row, 'where_prec') ?? 6
  const named = (kind: PlaceDraft['kind'], name: string, within: PlaceDraft): PlaceDraft => ({
    id: deriveUuid(0, 'places', 'ucdp', within.id, kind, name),
    kind,
    name,
    externalIds: [],
    within,
  })
  const [first, second, site] = [row['adm_1'], row['adm_2'], row['where_coordinates']]
  const division = first === undefined ? country : named('ADM1', first, country)
  const district = second === undefined ? division : named('ADM2', second, division)
  if (precision >= 6 || site === undefined) return precision >= 6 ? country : district
  if (precision === 3) return district
  if (precision === 4) return division
  const kind = precision === 5 ? 'LINEAR_FEATURE' : 'SETTLEMENT'
  const place = named(kind, site, precision === 5 ? division : district)
  return kind === 'SETTLEMENT' && point !== undefined ? { ...place, ...point } : place
}
