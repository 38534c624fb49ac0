import type { Database } from '../../../database/database.ts'
import { insertNewRows } from '../../../database/sql/insert.ts'
import { actors } from '../../../database/tables/actor.ts'
import { ACTOR_TABLES } from '../../../database/tables/entities.ts'
import { addActorNames } from '../../../ingest/derived/rename.ts'
import { allNamesOf, storeNames } from '../../../ingest/store/entity-names.ts'
import type { ActorDraft } from '../../feed/draft.ts'
import { cachedId, type ImportCache } from '../session.ts'
import { resolveDrafts } from './resolve-drafts.ts'

/**
 * Stores new actors. A stored actor gains the names and external ids of the draft, and what it lacks of the facts.
 * @param tx a transaction in which the countries of the actors are stored
 * @param datasetId UUID of the dataset of the feed, which external ids and names are attributed to
 * @param drafts may contain duplicates
 */
export async function storeActors(
  tx: Database,
  cache: ImportCache,
  datasetId: string,
  drafts: readonly ActorDraft[],
): Promise<void> {
  const entities = await resolveDrafts(
    tx,
    ACTOR_TABLES,
    datasetId,
    cache.actors,
    drafts,
    ({ kind, description, country }) => ({
      kind,
      description: description ?? null,
      countryId: country ? cachedId(cache.places.ids, country.id) : null,
    }),
  )
  const newActors = entities.filter(({ isNew }) => isNew)
  await insertNewRows(
    tx,
    actors,
    newActors.map(({ id, name, facts }) => ({ id, name, ...facts })),
  )
  await storeNames(tx, ACTOR_TABLES, entities, datasetId)
  await addActorNames(tx, allNamesOf(entities))
}
