import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { actorExternalIds, actorNames, actors, actorSpellings } from './actor.ts'
import { placeExternalIds, placeNames, places, placeSpellings } from './place.ts'

/** The tables of actors or places: both have names and external ids, are found by them, and can be merged. */
export interface EntityTables {
  concept: 'actor' | 'place'
  plural: 'actors' | 'places'
  table: PgTable & { id: PgColumn; name: PgColumn; kind: PgColumn; mergedIntoId: PgColumn }
  /** The names besides the main name. */
  names: PgTable & { name: PgColumn }
  nameOwner: PgColumn
  /** All names in normalized form, for searches. */
  spellings: PgTable & { folded: PgColumn }
  spellingOwner: PgColumn
  externalIds: PgTable & { scheme: PgColumn; value: PgColumn }
  externalIdOwner: PgColumn
  /** The property of the rows of these tables that has the UUID of the actor or place. */
  owner: 'actorId' | 'placeId'
}

export const ACTOR_TABLES: EntityTables = {
  concept: 'actor',
  plural: 'actors',
  table: actors,
  names: actorNames,
  nameOwner: actorNames.actorId,
  spellings: actorSpellings,
  spellingOwner: actorSpellings.actorId,
  externalIds: actorExternalIds,
  externalIdOwner: actorExternalIds.actorId,
  owner: 'actorId',
}

export const PLACE_TABLES: EntityTables = {
  concept: 'place',
  plural: 'places',
  table: places,
  names: placeNames,
  nameOwner: placeNames.placeId,
  spellings: placeSpellings,
  spellingOwner: placeSpellings.placeId,
  externalIds: placeExternalIds,
  externalIdOwner: placeExternalIds.placeId,
  owner: 'placeId',
}
