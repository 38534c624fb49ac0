import type { ActorRow } from '../../database/tables/actor.ts'
import { countryNamesByCode } from '../../database/values/country-names.ts'
import { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import { after, type MaybePromise } from '../loaders/maybe-promise.ts'
import { load } from '../prefetch/relation.ts'
import { addKey } from '../relay/federation.ts'
import { actorLoader, idsOfActor, Person, State } from './actor.ts'
import { rowByExternalIds, type ExternalIdKey } from './external-id.ts'
import { idsOfPlace, Place, placeLoader } from './place.ts'

builder.objectField(Person, 'wikidataId', (t) =>
  t.string({
    nullable: true,
    description:
      'The item of Wikidata about the person, such as Q567; null if unknown. A key of the type in a federated graph.',
    loads: [load(idsOfActor, 'id')],
    resolve: ({ id }, _args, context) => after(idsOfActor(context).load(id), (ids) => valueOf('WIKIDATA', ids)),
  }),
)

builder.objectField(State, 'isoCode', (t) =>
  t.string({
    nullable: true,
    description:
      'The country code of two letters (ISO 3166-1 alpha-2), such as AM; null if unknown. A key of the type in a federated graph.',
    loads: [load(idsOfActor, 'id')],
    resolve: ({ id }, _args, context) => after(idsOfActor(context).load(id), isoCodeOf),
  }),
)

builder.objectField(Place, 'geonamesId', (t) =>
  t.string({
    nullable: true,
    description:
      'The number of the place in GeoNames, such as 174982; null if unknown. A key of the type in a federated graph.',
    loads: [load(idsOfPlace, 'id')],
    resolve: ({ id }, _args, context) => after(idsOfPlace(context).load(id), (ids) => valueOf('GEONAMES', ids)),
  }),
)

addKey(Person, 'wikidataId', (value, context) => actorOfKind('PERSON', [{ scheme: 'WIKIDATA', value }], context))

addKey(State, 'isoCode', (code, context) => actorOfKind('STATE', isoKeys(code), context))

addKey(Place, 'geonamesId', (value, context) =>
  rowByExternalIds('place', [{ scheme: 'GEONAMES', value }], placeLoader, context),
)

function actorOfKind(
  kind: ActorRow['kind'],
  keys: readonly ExternalIdKey[],
  context: Context,
): MaybePromise<ActorRow | null> {
  return after(rowByExternalIds('actor', keys, actorLoader, context), (row) => (row?.kind === kind ? row : null))
}

/** Feeds name a state by its code of three letters, without that of two. */
function isoKeys(value: string): ExternalIdKey[] {
  const names = countryNamesByCode(value)
  const ofTwoLetters = { scheme: 'ISO3166_A2', value } as const
  return names?.iso2 === value ? [ofTwoLetters, { scheme: 'ISO3166_A3', value: names.iso3 }] : [ofTwoLetters]
}

function isoCodeOf(ids: readonly ExternalIdKey[]): string | null {
  return valueOf('ISO3166_A2', ids) ?? countryNamesByCode(valueOf('ISO3166_A3', ids) ?? '')?.iso2 ?? null
}

/** The first of several identifiers in a scheme, which an object has after a merge. */
function valueOf(scheme: ExternalIdKey['scheme'], ids: readonly ExternalIdKey[]): string | null {
  return ids.find((id) => id.scheme === scheme)?.value ?? null
}
