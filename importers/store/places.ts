import type { Database } from '../../database/database.ts'
import { insertNewRows } from '../../database/sql/insert.ts'
import { PLACE_TABLES } from '../../database/tables/entities.ts'
import { placeParents, places } from '../../database/tables/place.ts'
import { deriveUuid } from '../../database/values/ids.ts'
import { addPlaceNames } from '../../ingest/derived/rename.ts'
import { allNamesOf, storeNames } from '../../ingest/store/entity-names.ts'
import type { PlaceDraft } from '../feed/draft.ts'
import { resolveDrafts } from './resolve-drafts.ts'
import { cachedId, type ImportCache } from './session.ts'

/**
 * Stores new places and the places that contain them. A stored place keeps its name and gains the external ids of the
 * draft.
 * @param datasetId UUID of the dataset of the feed, which external ids and names are attributed to
 * @param drafts may contain duplicates
 */
export async function storePlaces(
  tx: Database,
  cache: ImportCache,
  datasetId: string,
  drafts: readonly PlaceDraft[],
): Promise<void> {
  const entities = await resolveDrafts(tx, PLACE_TABLES, cache.places, drafts.flatMap(withParents).map(withNames))
  const newPlaces = entities.filter(({ isNew }) => isNew)
  await insertNewRows(
    tx,
    places,
    newPlaces.map(({ id, kind, name, latitude, longitude }) => ({ id, kind, name, latitude, longitude })),
  )
  await storeNames(tx, PLACE_TABLES, entities, datasetId)
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
  if (newPlaces.length > 0) await addPlaceNames(tx, allNamesOf(newPlaces))
}

function withParents(draft: PlaceDraft): PlaceDraft[] {
  return draft.within ? [...withParents(draft.within), draft] : [draft]
}

function withNames({ aliases = [], ...draft }: PlaceDraft) {
  return { ...draft, names: aliases.map((name) => ({ name, kind: 'ALIAS' as const })) }
}
