import type { Database } from '../../database/database.ts'
import { insertNewRows } from '../../database/sql/insert.ts'
import { placeExternalIds, placeNames, placeParents, places } from '../../database/tables/place.ts'
import { deriveUuid } from '../../database/values/ids.ts'
import { addPlaceNames } from '../../ingest/derived/rename.ts'
import type { PlaceDraft } from '../feed/draft.ts'
import { findExisting, newDrafts } from './find-existing.ts'

/**
 * Stores places that are new, with what they are part of. One that is stored keeps its name and gains external ids.
 * @param tx a transaction
 * @param known takes the UUIDs as stored, by those of the drafts
 * @param drafts any number of them, some more than once
 */
export async function storePlaces(
  tx: Database,
  known: Map<string, string>,
  drafts: readonly PlaceDraft[],
): Promise<void> {
  const wanted = newDrafts(known, drafts.flatMap(withParents))
  if (wanted.length === 0) return
  const stored = await findExisting(tx, placeExternalIds, places, wanted)
  for (const { id } of wanted) known.set(id, stored.get(id) ?? id)
  const added = wanted.filter(({ id }) => !stored.has(id))
  await insertNewRows(
    tx,
    places,
    added.map(({ id, kind, name, latitude, longitude }) => ({ id, kind, name, latitude, longitude })),
  )
  const idOf = ({ id }: PlaceDraft) => known.get(id)!
  const names = added.flatMap(({ id, aliases = [] }) =>
    aliases.map((name) => ({ placeId: id, name, kind: 'ALIAS' as const })),
  )
  await insertNewRows(tx, placeNames, names)
  await insertNewRows(
    tx,
    placeExternalIds,
    wanted.flatMap((draft) => draft.externalIds.map((each) => ({ ...each, placeId: idOf(draft) }))),
  )
  await insertNewRows(
    tx,
    placeParents,
    added.flatMap(({ id, within }) => {
      if (within === undefined || idOf(within) === id) return []
      const parentId = idOf(within)
      return [
        {
          id: deriveUuid(0, 'place-parent', id, 'PART_OF', parentId, ''),
          placeId: id,
          parentId,
          kind: 'PART_OF' as const,
        },
      ]
    }),
  )
  if (added.length === 0) return
  await addPlaceNames(tx, [
    ...added.map(({ id, name }) => ({ id, name })),
    ...names.map(({ placeId, name }) => ({ id: placeId, name })),
  ])
}

function withParents(draft: PlaceDraft): PlaceDraft[] {
  return draft.within ? [...withParents(draft.within), draft] : [draft]
}
