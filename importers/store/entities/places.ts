import type { Database } from '../../../database/database.ts'
import { insertNewRows } from '../../../database/sql/insert.ts'
import { PLACE_TABLES } from '../../../database/tables/entities.ts'
import { placeParents, places } from '../../../database/tables/place.ts'
import { deriveUuid } from '../../../database/values/ids.ts'
import { addPlaceNames } from '../../../ingest/derived/rename.ts'
import { allNamesOf, storeNames } from '../../../ingest/store/entity-names.ts'
import type { PlaceDraft } from '../../feed/draft.ts'
import { cachedId, type ImportCache } from '../session.ts'
import { resolveDrafts } from './resolve-drafts.ts'

/**
 * Stores new places and the places that contain them. A stored place gains the names, external
 * ids and parents of the drafts.
 * @param datasetId UUID of the dataset of the feed, which external ids and names are attributed to
 * @param drafts may contain duplicates
 */
export async function storePlaces(
  tx: Database,
  cache: ImportCache,
  datasetId: string,
  drafts: readonly PlaceDraft[],
): Promise<void> {
  const entities = await resolveDrafts(
    tx,
    PLACE_TABLES,
    datasetId,
    cache.places,
    drafts.flatMap(withParents).map(withNames),
    ({ kind, latitude = null, longitude = null }) => ({ kind, latitude, longitude }),
  )
  const newPlaces = entities.filter(({ isNew }) => isNew)
  await insertNewRows(
    tx,
    places,
    newPlaces.map(({ id, name, facts }) => ({ id, name, ...facts })),
  )
  await storeNames(tx, PLACE_TABLES, entities, datasetId)
  // All that rows say: which row comes first must not decide where a place lies.
  const edges = drafts.flatMap(withParents).flatMap(({ id: draftId, within }) => {
    if (within === undefined) return []
    const [placeId, parentId] = [cachedId(cache.places.ids, draftId), cachedId(cache.places.ids, within.id)]
    return placeId === parentId ? [] : [[`${placeId} ${parentId}`, { placeId, parentId }] as const]
  })
  const openIds = new Set(entities.filter(({ isOpen }) => isOpen).map(({ id }) => id))
  await insertNewRows(
    tx,
    placeParents,
    [...new Map(edges).values()]
      .filter(({ placeId }) => openIds.has(placeId))
      .map(({ placeId, parentId }) => ({
        id: deriveUuid(0, 'place-parent', placeId, 'PART_OF', parentId, ''),
        placeId,
        parentId,
        kind: 'PART_OF' as const,
      })),
  )
  if (entities.length > 0) await addPlaceNames(tx, allNamesOf(entities))
}

function withParents(draft: PlaceDraft): PlaceDraft[] {
  return draft.within ? [...withParents(draft.within), draft] : [draft]
}

function withNames({ aliases = [], ...draft }: PlaceDraft) {
  return { ...draft, names: aliases.map((name) => ({ name, kind: 'ALIAS' as const })) }
}
