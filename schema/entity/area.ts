import { and, or, sql, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { EARTH_KM, KM_PER_DEGREE } from '../../database/values/geography/earth.ts'
import { builder } from '../builder/builder.ts'
import { badUserInput } from '../builder/errors.ts'

export const NearWhere = builder.inputType('NearWhere', {
  description: 'A circle on the surface of the Earth.',
  fields: (t) => ({
    latitude: t.float({
      required: true,
      description: 'The latitude of the centre in degrees north (WGS 84), -90 to 90.',
    }),
    longitude: t.float({
      required: true,
      description: 'The longitude of the centre in degrees east (WGS 84), -180 to 180.',
    }),
    km: t.float({ required: true, description: 'The radius in kilometres, greater than 0 and at most 20,038.' }),
  }),
})

export const BoxWhere = builder.inputType('BoxWhere', {
  description:
    'A box of latitudes and longitudes (WGS 84), edges included. ' +
    'If `west` is greater than `east`, the box crosses the 180th meridian.',
  fields: (t) => ({
    south: t.float({ required: true, description: 'The southern edge in degrees north, -90 to 90.' }),
    west: t.float({ required: true, description: 'The western edge in degrees east, -180 to 180.' }),
    north: t.float({
      required: true,
      description: 'The northern edge in degrees north, -90 to 90; not less than `south`.',
    }),
    east: t.float({ required: true, description: 'The eastern edge in degrees east, -180 to 180.' }),
  }),
})

type NearFilter = typeof NearWhere.$inferInput
type BoxFilter = typeof BoxWhere.$inferInput
export type AreaFilter = NearFilter | BoxFilter

/** Half the circumference of the Earth. */
const MAX_RADIUS_KM = 20_038

/** The condition that a point lies in an area. */
export type AreaCondition = (latitude: PgColumn, longitude: PgColumn) => SQL

/** @throws {GraphQLError} BAD_USER_INPUT if the box is invalid */
export function inBox({ south, west, north, east }: BoxFilter): AreaCondition {
  assertDegrees({ south, north }, 90)
  assertDegrees({ west, east }, 180)
  if (south > north) throw badUserInput(`\`south\` must not be greater than \`north\`; got ${south} and ${north}.`)
  return (latitude, longitude) => {
    const [from, to] = [sql`${longitude} >= ${west}::float8`, sql`${longitude} <= ${east}::float8`]
    return sql`(${latitude} between ${south}::float8 and ${north}::float8 and ${west <= east ? and(from, to) : sql`(${or(from, to)})`})`
  }
}

/**
 * Distances are great-circle distances on a sphere with the Earth's mean radius (haversine formula).
 * @throws {GraphQLError} BAD_USER_INPUT if the circle is invalid
 */
export function inCircle({ latitude: north, longitude: east, km }: NearFilter): AreaCondition {
  assertDegrees({ latitude: north }, 90)
  assertDegrees({ longitude: east }, 180)
  if (!(km > 0 && km <= MAX_RADIUS_KM)) {
    throw badUserInput(
      `\`km\` must be greater than 0 and at most ${MAX_RADIUS_KM}, half the circumference of the Earth; got ${km}.`,
    )
  }
  // Indexes support boxes only, so the bounding box of the circle is checked first. It is slightly enlarged, so that
  // rounding does not exclude points at the edge.
  const degrees = (km / KM_PER_DEGREE) * 1.000_001
  const [low, high] = [north - degrees, north + degrees]
  const sineOfHalfWidth = Math.sin(rad(degrees)) / Math.cos(rad(north))
  const containsPole = low <= -90 || high >= 90 || sineOfHalfWidth >= 1
  const halfWidth = containsPole ? 180 : (Math.asin(sineOfHalfWidth) * 180) / Math.PI
  const bounds = inBox({
    south: Math.max(low, -90),
    north: Math.min(high, 90),
    west: containsPole ? -180 : wrapped(east - halfWidth),
    east: containsPole ? 180 : wrapped(east + halfWidth),
  })
  return (latitude, longitude) => sql`(${bounds(latitude, longitude)} and ${2 * EARTH_KM}::float8 * asin(least(1, sqrt(
    power(sin(radians(${latitude} - ${north}::float8) / 2), 2)
      + cos(radians(${north}::float8)) * cos(radians(${latitude})) * power(sin(radians(${longitude} - ${east}::float8) / 2), 2)
  ))) <= ${km}::float8)`
}

/** @throws {GraphQLError} BAD_USER_INPUT if the area is invalid */
export function conditionOfArea(area: AreaFilter): AreaCondition {
  return 'km' in area ? inCircle(area) : inBox(area)
}

function assertDegrees(degreesByName: Record<string, number>, max: number): void {
  for (const [name, degrees] of Object.entries(degreesByName)) {
    if (!(Math.abs(degrees) <= max)) {
      throw badUserInput(`\`${name}\` must be between -${max} and ${max} degrees; got ${degrees}.`)
    }
  }
}

function rad(degrees: number): number {
  return (degrees * Math.PI) / 180
}

function wrapped(longitude: number): number {
  return longitude > 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude
}
