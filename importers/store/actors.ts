import type { Database } from '../../database/database.ts'
import { insertNewRows } from '../../database/sql/insert.ts'
import { actorExternalIds, actorNames, actors } from '../../database/tables/actor.ts'
import { addActorNames } from '../../ingest/derived/rename.ts'
import type { ActorDraft } from '../feed/draft.ts'
import { findExisting, newDrafts } from './find-existing.ts'
import { type ImportCache } from './session.ts'

/**
 * Stores actors that are new. One that is stored keeps its name and gains external ids.
 * @param tx a transaction in which their countries are stored
 * @param known takes the UUIDs as stored, by those of the drafts
 * @param drafts any number of them, some more than once
 */
export async function storeActors(tx: Database, known: ImportCache, drafts: readonly ActorDraft[]): Promise<void> {
  const wanted = newDrafts(known.actors, drafts)
  if (wanted.length === 0) return
  const stored = await findExisting(tx, actorExternalIds, actors, wanted)
  for (const { id } of wanted) known.actors.set(id, stored.get(id) ?? id)
  const added = wanted.filter(({ id }) => !stored.has(id))
  await insertNewRows(
    tx,
    actors,
    added.map(({ id, kind, name, description, country }) => ({
      id,
      kind,
      name,
      description,
      countryId: country ? known.places.get(country.id)! : null,
    })),
  )
  const names = added.flatMap(({ id, names: given = [] }) => given.map((each) => ({ ...each, actorId: id })))
  await insertNewRows(tx, actorNames, names)
  await insertNewRows(
    tx,
    actorExternalIds,
    wanted.flatMap(({ id, externalIds }) => externalIds.map((each) => ({ ...each, actorId: known.actors.get(id)! }))),
  )
  await addActorNames(tx, [
    ...added.map(({ id, name }) => ({ id, name })),
    ...names.map(({ actorId, name }) => ({ id: actorId, name })),
  ])
}
