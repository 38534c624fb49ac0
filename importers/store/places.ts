import type { Database } from '../../database/database.ts'
import { insertNewRows } from '../../database/sql/insert.ts'
import { placeExternalIds, placeNames, placeParents, places } from '../../database/tables/place.ts'
import { deriveUuid } from '../../database/values/ids.ts'
import { addPlaceNames } from '../../ingest/derived/rename.ts'
import type { PlaceDraft } from '../feed/draft.ts'
import { findExisting, uncachedDrafts } from './find-existing.ts'
import { cachedId, type ImportCache } from './session.ts'

/**
 * Stores new places and the places that contain them. A stored place keeps its name and gains the external ids of the
 * draft.
 * @param tx a transaction
 * @param cache receives the stored UUIDs
 * @param drafts may contain duplicates
 */
export async function storePlaces(tx: Database, cache: ImportCache, drafts: readonly PlaceDraft[]): Promise<void> {
  const uncached = uncachedDrafts(cache.places, drafts.flatMap(withParents))
  if (uncached.length === 0) return
  const existingIds = await findExisting(tx, placeExternalIds, places, uncached)
  for (const { id } of uncached) cache.places.set(id, existingIds.get(id) ?? id)
  const newPlaces = uncached.filter(({ id }) => !existingIds.has(id))
  await insertNewRows(
    tx,
    places,
    newPlaces.map(({ id, kind, name, latitude, longitude }) => ({ id, kind, name, latitude, longitude })),
  )
  const nameRows = newPlaces.flatMap(({ id, aliases = [] }) =>
    aliases.map((name) => ({ placeId: id, name, kind: 'ALIAS' as const })),
  )
  await insertNewRows(tx, placeNames, nameRows)
  await insertNewRows(
    tx,
    placeExternalIds,
    uncached.flatMap(({ id, externalIds }) => {
      const placeId = cachedId(cache.places, id)
      return externalIds.map((externalId) => ({ ...externalId, placeId }))
    }),
  )
  await insertNewRows(
    tx,
    placeParents,
    newPlaces.flatMap(({ id: placeId, within }) => {
      if (within === undefined) return []
      const parentId = cachedId(cache.places, within.id)
      if (parentId === placeId) return []
      const id = deriveUuid(0, 'place-parent', placeId, 'PART_OF', parentId, '')
      return [{ id, placeId, parentId, kind: 'PART_OF' as const }]
    }),
  )
  if (newPlaces.length === 0) return
  await addPlaceNames(tx, [
    ...newPlaces.map(({ id, name }) => ({ id, name })),
    ...nameRows.map(({ placeId, name }) => ({ id: placeId, name })),
  ])
}

function withParents(draft: PlaceDraft): PlaceDraft[] {
  return draft.within ? [...withParents(draft.within), draft] : [draft]
}
