import { and, or, sql, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { builder } from '../builder/builder.ts'
import { badUserInput } from '../builder/errors.ts'

export const NearWhere = builder.inputType('NearWhere', {
  description: 'A circle on the globe.',
  fields: (t) => ({
    latitude: t.float({ required: true, description: 'Degrees north of its centre (WGS 84), -90 to 90.' }),
    longitude: t.float({ required: true, description: 'Degrees east of its centre (WGS 84), -180 to 180.' }),
    km: t.float({ required: true, description: 'Its radius in kilometres, more than 0 and at most 20,038.' }),
  }),
})

export const BoxWhere = builder.inputType('BoxWhere', {
  description:
    'A box of degrees (WGS 84), its edges included. One whose west is east of its east crosses the 180th meridian.',
  fields: (t) => ({
    south: t.float({ required: true, description: 'Its southern edge, -90 to 90.' }),
    west: t.float({ required: true, description: 'Its western edge, -180 to 180.' }),
    north: t.float({ required: true, description: 'Its northern edge, -90 to 90.' }),
    east: t.float({ required: true, description: 'Its eastern edge, -180 to 180.' }),
  }),
})

type NearFilter = typeof NearWhere.$inferInput
type BoxFilter = typeof BoxWhere.$inferInput
export type AreaFilter = NearFilter | BoxFilter

const EARTH_KM = 6371.0088
const KM_A_DEGREE = (EARTH_KM * Math.PI) / 180
const HALFWAY_ROUND_KM = 20_038

/** The condition that a point lies in an area. */
export type AreaCondition = (latitude: PgColumn, longitude: PgColumn) => SQL

/**
 * What lies in a box of degrees.
 * @throws {GraphQLError} BAD_USER_INPUT where it is none
 */
export function inBox({ south, west, north, east }: BoxFilter): AreaCondition {
  if (!(south >= -90 && north <= 90 && south <= north)) {
    throw badUserInput('A box needs a `south` of -90 or more, and a `north` from there to 90.')
  }
  if (!(Math.abs(west) <= 180 && Math.abs(east) <= 180)) {
    throw badUserInput('The `west` and the `east` of a box are -180 to 180.')
  }
  return (latitude, longitude) => {
    const [from, to] = [sql`${longitude} >= ${west}::float8`, sql`${longitude} <= ${east}::float8`]
    return sql`(${latitude} between ${south}::float8 and ${north}::float8 and ${west <= east ? and(from, to) : sql`(${or(from, to)})`})`
  }
}

/**
 * What lies in a circle on the globe: the great-circle distance on a sphere of the Earth's mean radius (haversine).
 * @throws {GraphQLError} BAD_USER_INPUT where it is none
 */
export function inCircle({ latitude: north, longitude: east, km }: NearFilter): AreaCondition {
  if (!(Math.abs(north) <= 90 && Math.abs(east) <= 180)) {
    throw badUserInput('A `latitude` is -90 to 90 and a `longitude` is -180 to 180.')
  }
  if (!(km > 0 && km <= HALFWAY_ROUND_KM)) {
    throw badUserInput(`\`km\` is more than 0 and at most ${HALFWAY_ROUND_KM}, half the way round the Earth.`)
  }
  // An index knows boxes: the smallest that holds the circle goes first. Rounding must not cut its edge off.
  const degrees = (km / KM_A_DEGREE) * 1.000_001
  const [low, high] = [north - degrees, north + degrees]
  const reach = Math.sin(rad(degrees)) / Math.cos(rad(north))
  const holdsPole = low <= -90 || high >= 90 || reach >= 1
  const around = holdsPole ? 180 : (Math.asin(reach) * 180) / Math.PI
  const bounds = inBox({
    south: Math.max(low, -90),
    north: Math.min(high, 90),
    west: holdsPole ? -180 : wrapped(east - around),
    east: holdsPole ? 180 : wrapped(east + around),
  })
  return (latitude, longitude) => sql`(${bounds(latitude, longitude)} and ${2 * EARTH_KM}::float8 * asin(least(1, sqrt(
    power(sin(radians(${latitude} - ${north}::float8) / 2), 2)
      + cos(radians(${north}::float8)) * cos(radians(${latitude})) * power(sin(radians(${longitude} - ${east}::float8) / 2), 2)
  ))) <= ${km}::float8)`
}

function rad(degrees: number): number {
  return (degrees * Math.PI) / 180
}

function wrapped(longitude: number): number {
  return longitude > 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude
}
