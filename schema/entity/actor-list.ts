import { sql } from 'drizzle-orm'
import { actors, type ActorRow } from '../../database/tables/actor.ts'
import { ACTOR_TABLES } from '../../database/tables/entities.ts'
import { builder } from '../builder/builder.ts'
import { connectionOf, pageArguments } from '../relay/connection.ts'
import { Actor, ActorKind } from './actor.ts'
import { COUNTRY_FORMAT } from './country.ts'
import { listEntities } from './entity-list.ts'
import { nameFields } from './name-search.ts'

const ActorWhere = builder.inputType('ActorWhere', {
  description: 'A filter for actors. All given conditions must match; omitted ones are ignored.',
  fields: (t) => ({
    ...nameFields(t),
    kinds: t.field({ type: [ActorKind], description: 'The actor has one of these kinds.' }),
    country: t.id({ description: `The actor is this country or belongs to it: ${COUNTRY_FORMAT}.` }),
  }),
})

const { connection: ActorConnection } = connectionOf(Actor, 'actors')

builder.queryField('actors', (t) =>
  t.field({
    type: ActorConnection,
    description:
      'Actors that are not merged into others, ordered by name; with `search`, the most similar names come first.',
    args: {
      where: t.arg({ type: ActorWhere, description: 'Which actors to return. Default: all.' }),
      ...pageArguments,
    },
    resolve: (_root, args, context) =>
      listEntities<ActorRow>(
        args,
        {
          tables: ACTOR_TABLES,
          inCountry: (uuid) => sql`${actors.countryId} = ${uuid}::uuid`,
        },
        context,
      ),
  }),
)
