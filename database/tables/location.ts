import { sql } from 'drizzle-orm'
import { check, doublePrecision, text, uuid, type PgColumn } from 'drizzle-orm/pg-core'
import { oneOf } from './columns.ts'
import { LOCATION_PRECISIONS } from './enums.ts'
import { places } from './place.ts'

/** The columns of a location; `locationPrecision` is null if there is none. */
export function locationColumns() {
  return {
    placeId: uuid().references(() => places.id),
    locationPrecision: text({ enum: LOCATION_PRECISIONS }),
    latitude: doublePrecision(),
    longitude: doublePrecision(),
    radiusKm: doublePrecision(),
    locationText: text(),
  }
}

/** The rules of these columns. */
export function locationChecks(name: string, t: Record<keyof ReturnType<typeof locationColumns>, PgColumn>) {
  return [
    check(`${name}_location_precision`, oneOf(t.locationPrecision, LOCATION_PRECISIONS)),
    check(
      `${name}_located`,
      sql`${t.locationPrecision} is not null or (${t.placeId} is null and ${t.latitude} is null and ${t.radiusKm} is null and ${t.locationText} is null)`,
    ),
    check(`${name}_coordinates`, sql`(${t.latitude} is null) = (${t.longitude} is null)`),
    check(`${name}_latitude`, sql`${t.latitude} between -90 and 90`),
    check(`${name}_longitude`, sql`${t.longitude} between -180 and 180`),
    check(`${name}_radius_km`, sql`${t.radiusKm} >= 0`),
  ]
}
