import { repaired, numberOf } from './cells.ts'
import { PRECISION_BY_GEO_TYPE, type Countries } from './codebook.ts'
import type { Coding, GdeltEvent, StoredLocation, StoredPlace } from './gdelt-event.ts'
import type { RawRow } from './raw-rows.ts'
import type { Is } from './tally.ts'

/** Compares the place of a row with the location that the service has of it. */
export function compareLocation(row: RawRow, event: GdeltEvent, coding: Coding, countries: Countries, is: Is): void {
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
    const places = place ? withParents(place) : []
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

function withParents(place: StoredPlace): StoredPlace[] {
  return [place, ...(place.parents ?? []).flatMap((parent) => withParents(parent.place))]
}

/** Null without a type, a country and a point; 0/0 is no point. */
function locationOf(row: RawRow): object | null {
  const type = row('ActionGeo_Type')
  const [latitude, longitude] = [numberOf(row('ActionGeo_Lat')), numberOf(row('ActionGeo_Long'))]
  const text = repaired(row('ActionGeo_FullName')) || null
  const isPoint = latitude !== null && longitude !== null && !(latitude === 0 && longitude === 0)
  const isOfCountry = !isPoint && row('ActionGeo_CountryCode') !== ''
  const precision = PRECISION_BY_GEO_TYPE[type] ?? (isOfCountry ? 'COUNTRY' : 'UNKNOWN')
  if (precision === 'UNKNOWN' && !isPoint) return null
  return { precision, latitude: isPoint ? latitude : null, longitude: isPoint ? longitude : null, text }
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
