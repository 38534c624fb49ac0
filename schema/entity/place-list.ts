import { and, sql, type SQL } from 'drizzle-orm'
import { isGiven } from '../../database/sql/conditions.ts'
import { PLACE_TABLES } from '../../database/tables/entities.ts'
import { placeAncestors, places, type PlaceRow } from '../../database/tables/place.ts'
import { builder } from '../builder/builder.ts'
import { connectionOf, pageArguments } from '../relay/connection.ts'
import { uuidOf } from '../relay/node.ts'
import { BoxWhere, inBox, inCircle, NearWhere } from './area.ts'
import { COUNTRY_FORMAT } from './country.ts'
import { listEntities } from './entity-list.ts'
import { nameFields } from './name-search.ts'
import { Place, PlaceKind } from './place.ts'

const PlaceWhere = builder.inputType('PlaceWhere', {
  description: 'A filter for places. All given conditions must match; omitted ones are ignored.',
  fields: (t) => ({
    ...nameFields(t),
    kinds: t.field({ type: [PlaceKind], description: 'The place has one of these kinds.' }),
    within: t.id({ description: 'The place has this id or lies within the place with this id (by PART_OF edges).' }),
    country: t.id({
      description: `The place is this country or lies within it (by PART_OF edges): ${COUNTRY_FORMAT}.`,
    }),
    near: t.field({ type: NearWhere, description: 'The centre of the place lies in this circle.' }),
    box: t.field({ type: BoxWhere, description: 'The centre of the place lies in this box.' }),
  }),
})

function liesWithin(uuid: string | null): SQL {
  return sql`exists (select 1 from ${placeAncestors} where ${placeAncestors.placeId} = ${places.id} and ${placeAncestors.ancestorId} = ${uuid}::uuid)`
}

const { connection: PlaceConnection } = connectionOf(Place, 'places')

builder.queryField('places', (t) =>
  t.field({
    type: PlaceConnection,
    description:
      'Places that are not merged into others, ordered by name; with `search`, the most similar names come first.',
    args: {
      where: t.arg({ type: PlaceWhere, description: 'Which places to return. Default: all.' }),
      ...pageArguments,
    },
    resolve: (_root, args, context) => {
      const { within, near, box } = args.where ?? {}
      const condition = and(
        isGiven(within) ? liesWithin(uuidOf('place', within)) : undefined,
        near ? inCircle(near)(places.latitude, places.longitude) : undefined,
        box ? inBox(box)(places.latitude, places.longitude) : undefined,
      )
      return listEntities<PlaceRow>(args, { tables: PLACE_TABLES, condition, inCountry: liesWithin }, context)
    },
  }),
)
