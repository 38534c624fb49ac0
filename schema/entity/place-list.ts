import { and, isNull, sql } from 'drizzle-orm'
import { inList, isGiven } from '../../database/sql/conditions.ts'
import { placeAncestors, placeExternalIds, places, placeSpellings, type PlaceRow } from '../../database/tables/place.ts'
import { builder } from '../builder/builder.ts'
import { connectionOf, pageArguments } from '../relay/connection.ts'
import { assertListSizes } from '../relay/list-sizes.ts'
import { uuidOf } from '../relay/node.ts'
import { listPage } from '../relay/root-list.ts'
import { BoxWhere, inBox, inCircle, NearWhere } from './area.ts'
import { COUNTRY_FORMAT, findCountries, parseCountry } from './country.ts'
import { nameFields, searchByName, type Findable } from './name-search.ts'
import { Place, PlaceKind } from './place.ts'

const FINDABLE: Findable = {
  table: places,
  spellings: placeSpellings,
  owner: placeSpellings.placeId,
  ids: placeExternalIds,
  idOwner: placeExternalIds.placeId,
}

const PlaceWhere = builder.inputType('PlaceWhere', {
  description: 'Which places. What is left out does not matter; all that is given must hold.',
  fields: (t) => ({
    ...nameFields(t),
    kinds: t.field({ type: [PlaceKind], description: 'Of any of these kinds.' }),
    within: t.id({ description: 'This place, and those that lie within it by PART_OF edges.' }),
    country: t.id({ description: `This country, and the places within it by PART_OF edges: ${COUNTRY_FORMAT}.` }),
    near: t.field({ type: NearWhere, description: 'Its centre lies in this circle.' }),
    box: t.field({ type: BoxWhere, description: 'Its centre lies in this box.' }),
  }),
})

function liesWithin(id: string | null) {
  return sql`exists (select 1 from ${placeAncestors} where ${placeAncestors.placeId} = ${places.id} and ${placeAncestors.ancestorId} = ${id}::uuid)`
}

const { connection: PlaceConnection } = connectionOf(Place, 'places')

builder.queryField('places', (t) =>
  t.field({
    type: PlaceConnection,
    description:
      'Places that are not merged into others, by name; those whose names are the likest first where `search` is given.',
    args: { where: t.arg({ type: PlaceWhere, description: 'Which places; all where left out.' }), ...pageArguments },
    resolve: (_root, { where, ...page }, context) => {
      assertListSizes(where)
      const { kinds, within, country, near, box } = where ?? {}
      if (isGiven(country)) parseCountry(country, new Map())
      const located = and(
        isNull(places.mergedIntoId),
        inList(places.kind, kinds),
        isGiven(within) ? liesWithin(uuidOf('place', within)) : undefined,
        near ? inCircle(near)(places.latitude, places.longitude) : undefined,
        box ? inBox(box)(places.latitude, places.longitude) : undefined,
      )
      const rows = async () => {
        const codes = await findCountries(isGiven(country) ? [country] : [], context)
        const more = and(located, isGiven(country) ? liesWithin(parseCountry(country, codes)) : undefined)
        return searchByName(FINDABLE, where ?? {}, more)
      }
      return listPage<PlaceRow>(page, { rows, scope: ['places', where] }, context)
    },
  }),
)
