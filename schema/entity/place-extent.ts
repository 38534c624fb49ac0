import { sql } from 'drizzle-orm'
import { readRows } from '../../database/sql/rows.ts'
import { placeAncestors, places, type PlaceRow } from '../../database/tables/place.ts'
import { extentOfCountry, type Circle } from '../../database/values/geography/country-extents.ts'
import { EARTH_KM } from '../../database/values/geography/earth.ts'
import { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import { enumType } from '../builder/enum-type.ts'
import { createLoader, LOAD_ORDER, sharedByMoments } from '../loaders/loader.ts'
import { after, type MaybePromise } from '../loaders/maybe-promise.ts'
import { idsOfPlace, Place } from './place.ts'

interface Extent extends Circle {
  basis: 'BORDERS' | 'POINTS'
  pointCount: number | null
}

/** Fewer points say too little of an area. */
const MIN_POINTS = 3

/** The kinds of places whose extent follows from the points within them. */
const WITH_POINTS: ReadonlySet<PlaceRow['kind']> = new Set(['ADM1', 'ADM2', 'DISPUTED_REGION'])

/**
 * Loads the extents of places by the points of the places within them. The same points give the same circle: they are added
 * in their order, and the radius is measured from the rounded centre.
 */
const extentByPoints = sharedByMoments(
  createLoader<string, Extent | null>(LOAD_ORDER.PART_OF_PLACE, async (placeIds, { db }) => {
    const found = await readRows<Omit<Extent, 'basis'> & { id: string }>(
      db,
      sql`with points as (
        select distinct a.ancestor_id as id, p.latitude, p.longitude, radians(p.latitude) as phi, radians(p.longitude) as lambda
        from ${placeAncestors} a join ${places} p on p.id = a.place_id
        where a.ancestor_id = any(${sql.param(placeIds)}::uuid[]) and p.latitude is not null and p.merged_into_id is null
      ), means as (
        select id, count(*)::int as point_count, avg(cos(phi) * cos(lambda) order by latitude, longitude) as x,
          avg(cos(phi) * sin(lambda) order by latitude, longitude) as y, avg(sin(phi) order by latitude, longitude) as z
        from points group by id having count(*) >= ${MIN_POINTS}
      ), centres as (
        select id, point_count, round(degrees(atan2(z, sqrt(x * x + y * y)))::numeric, 2)::float8 as latitude,
          round(degrees(atan2(y, x))::numeric, 2)::float8 as longitude
        from means
      )
      select c.id::text as id, c.latitude, c.longitude, c.point_count as "pointCount",
        ceil(max(${2 * EARTH_KM}::float8 * asin(least(1, sqrt(power(sin(radians(p.latitude - c.latitude) / 2), 2)
          + cos(radians(c.latitude)) * cos(p.phi) * power(sin(radians(p.longitude - c.longitude) / 2), 2))))))::float8 as "radiusKm"
      from centres c join points p on p.id = c.id group by 1, 2, 3, 4`,
    )
    const extents = new Map(found.map(({ id, ...circle }) => [id, { ...circle, basis: 'POINTS' as const }]))
    return placeIds.map((id) => extents.get(id) ?? null)
  }),
)

const ExtentBasis = enumType('ExtentBasis', 'What the extent of a place follows from.', {
  BORDERS: 'The borders of a country as Natural Earth draws them at 1:50 million.',
  POINTS: 'The points of the known places within the place. The place itself can reach further.',
})

const PlaceExtent = builder.objectRef<Extent>('PlaceExtent').implement({
  description:
    'A circle that stands for an area in lists and on maps whose shape is not known here. It is a bound, not a location: events of the place took place anywhere within it.',
  fields: (t) => ({
    latitude: t.exposeFloat('latitude', {
      description:
        'The latitude of the centre in degrees north (WGS 84): of the largest part of a country, or of the mean of the points.',
    }),
    longitude: t.exposeFloat('longitude', { description: 'The longitude of the centre in degrees east (WGS 84).' }),
    radiusKm: t.exposeFloat('radiusKm', {
      description:
        'The largest distance from the centre to the borders, those of islands and territories overseas included, or to a point, in kilometres.',
    }),
    basis: t.expose('basis', { type: ExtentBasis, description: 'What the circle follows from.' }),
    pointCount: t.exposeInt('pointCount', {
      nullable: true,
      description: `The number of different points, at least ${MIN_POINTS}; null if the circle follows from borders.`,
    }),
  }),
})

builder.objectField(Place, 'extent', (t) =>
  t.field({
    type: PlaceExtent,
    nullable: true,
    description:
      'A circle around the area of a country, a division or a disputed region. Null for other kinds of places, for countries that Natural Earth does not draw, and for areas with fewer than three known points.',
    reads: ['id', 'kind'],
    loads: [
      { loader: idsOfPlace, keyOf: ({ id, kind }) => (kind === 'COUNTRY' ? id : undefined) },
      { loader: extentByPoints, keyOf: ({ id, kind }) => (WITH_POINTS.has(kind) ? id : undefined) },
    ],
    resolve: ({ id, kind }, _args, context) => {
      if (kind === 'COUNTRY') return extentByBorders(id, context)
      return WITH_POINTS.has(kind) ? extentByPoints(context).load(id) : null
    },
  }),
)

function extentByBorders(placeId: string, context: Context): MaybePromise<Extent | null> {
  return after(idsOfPlace(context).load(placeId), (ids) => {
    const codes = ids.flatMap(({ scheme, value }) => (scheme.startsWith('ISO3166_A') ? value : []))
    const circle = codes.map(extentOfCountry).find((each) => each !== undefined)
    return circle ? { ...circle, basis: 'BORDERS' as const, pointCount: null } : null
  })
}
