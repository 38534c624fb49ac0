import { and, isNull, sql } from 'drizzle-orm'
import { inList, isGiven } from '../../database/sql/conditions.ts'
import { actorExternalIds, actors, actorSpellings, type ActorRow } from '../../database/tables/actor.ts'
import { builder } from '../builder/builder.ts'
import { connectionOf, pageArguments } from '../relay/connection.ts'
import { assertListSizes } from '../relay/list-sizes.ts'
import { listPage } from '../relay/root-list.ts'
import { Actor, ActorKind } from './actor.ts'
import { COUNTRY_FORMAT, findCountries, parseCountry } from './country.ts'
import { nameFields, searchByName, type Findable } from './name-search.ts'

const FINDABLE: Findable = {
  table: actors,
  spellings: actorSpellings,
  owner: actorSpellings.actorId,
  ids: actorExternalIds,
  idOwner: actorExternalIds.actorId,
}

const ActorWhere = builder.inputType('ActorWhere', {
  description: 'Which actors. What is left out does not matter; all that is given must hold.',
  fields: (t) => ({
    ...nameFields(t),
    kinds: t.field({ type: [ActorKind], description: 'Of any of these kinds.' }),
    country: t.id({ description: `That are or belong to this country: ${COUNTRY_FORMAT}.` }),
  }),
})

const { connection: ActorConnection } = connectionOf(Actor, 'actors')

builder.queryField('actors', (t) =>
  t.field({
    type: ActorConnection,
    description:
      'Actors that are not merged into others, by name; those whose names are the likest first where `search` is given.',
    args: { where: t.arg({ type: ActorWhere, description: 'Which actors; all where left out.' }), ...pageArguments },
    resolve: (_root, { where, ...page }, context) => {
      assertListSizes(where)
      const country = where?.country
      if (isGiven(country)) parseCountry(country, new Map())
      const rows = async () => {
        const codes = await findCountries(isGiven(country) ? [country] : [], context)
        const more = and(
          isNull(actors.mergedIntoId),
          inList(actors.kind, where?.kinds),
          isGiven(country) ? sql`${actors.countryId} = ${parseCountry(country, codes)}::uuid` : undefined,
        )
        return searchByName(FINDABLE, where ?? {}, more)
      }
      return listPage<ActorRow>(page, { rows, scope: ['actors', where] }, context)
    },
  }),
)
