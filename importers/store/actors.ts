import type { Database } from '../../database/database.ts'
import { insertNewRows } from '../../database/sql/insert.ts'
import { actorExternalIds, actorNames, actors } from '../../database/tables/actor.ts'
import { addActorNames } from '../../ingest/derived/rename.ts'
import type { ActorDraft } from '../feed/draft.ts'
import { findExisting, uncachedDrafts } from './find-existing.ts'
import { cachedId, type ImportCache } from './session.ts'

/**
 * Stores new actors. A stored actor keeps its name and gains the external ids of the draft.
 * @param tx a transaction in which the countries of the actors are stored
 * @param cache receives the stored UUIDs
 * @param drafts may contain duplicates
 */
export async function storeActors(tx: Database, cache: ImportCache, drafts: readonly ActorDraft[]): Promise<void> {
  const uncached = uncachedDrafts(cache.actors, drafts)
  if (uncached.length === 0) return
  const existingIds = await findExisting(tx, actorExternalIds, actors, uncached)
  for (const { id } of uncached) cache.actors.set(id, existingIds.get(id) ?? id)
  const newActors = uncached.filter(({ id }) => !existingIds.has(id))
  await insertNewRows(
    tx,
    actors,
    newActors.map(({ id, kind, name, description, country }) => ({
      id,
      kind,
      name,
      description,
      countryId: country ? cachedId(cache.places, country.id) : null,
    })),
  )
  const nameRows = newActors.flatMap(({ id, names = [] }) => names.map((name) => ({ ...name, actorId: id })))
  await insertNewRows(tx, actorNames, nameRows)
  await insertNewRows(
    tx,
    actorExternalIds,
    uncached.flatMap(({ id, externalIds }) => {
      const actorId = cachedId(cache.actors, id)
      return externalIds.map((externalId) => ({ ...externalId, actorId }))
    }),
  )
  await addActorNames(tx, [
    ...newActors.map(({ id, name }) => ({ id, name })),
    ...nameRows.map(({ actorId, name }) => ({ id: actorId, name })),
  ])
}
