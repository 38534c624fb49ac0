import type { Database } from '../../database/database.ts'
import { actors as actorsTable } from '../../database/tables/actor.ts'
import { events as eventsTable } from '../../database/tables/event.ts'
import { places as placesTable } from '../../database/tables/place.ts'
import { findErased } from '../../ingest/resolve/erased.ts'
import { followMerges, type Mergeable } from '../../ingest/resolve/stored-ids.ts'
import type { ActorDraft, ArticleDraft, EventDraft, MentionDraft, PlaceDraft } from '../feed/draft.ts'
import { storeArticles } from './articles.ts'
import { storeActors } from './entities/actors.ts'
import { storePlaces } from './entities/places.ts'
import { cachedId, type ImportCache } from './session.ts'
import { storeStorylines } from './storylines.ts'

/** The UUIDs of the stored rows that drafts refer to. */
export interface StoredReferences {
  actor(draft: ActorDraft): string
  place(draft: PlaceDraft): string
  storyline(title: string): string
  /** The UUID of an article's publisher; null if the publisher is unknown. */
  publisher(draft: ArticleDraft): string | null
  /** UUIDs of the articles that were stored without the publisher that they have now. */
  articlesWithNewPublisher: readonly string[]
  /** The UUID of a related event, or of the one that it was merged into; undefined if it was erased. */
  event(id: string): string | undefined
  /** True for an article that rows quote, but that was erased: its quotes are not stored again. */
  isErased(draft: ArticleDraft): boolean
}

const MAX_CACHED = 50_000

/**
 * Stores the new actors, places, storylines and articles that events and mentions refer to.
 * @param datasetId UUID of the dataset of the feed
 * @param mentions all mentions, including those of the events
 * @param otherPlaces places that the codings of the events and others refer to
 * @param quotedArticles UUIDs of the articles that rows quote
 */
export async function storeReferences(
  tx: Database,
  cache: ImportCache,
  datasetId: string,
  events: readonly EventDraft[],
  mentions: readonly MentionDraft[],
  otherPlaces: readonly PlaceDraft[] = [],
  quotedArticles: ReadonlySet<string> = new Set(),
): Promise<StoredReferences> {
  for (const { ids, known } of [cache.actors, cache.places]) {
    if (Math.max(ids.size, known.size) <= MAX_CACHED) continue
    ids.clear()
    known.clear()
  }
  if (cache.storylineParents.size > MAX_CACHED) {
    cache.storylines.clear()
    cache.storylineParents.clear()
  }
  const actors = events.flatMap(({ participations, quotes = [] }) => [
    ...participations.map(({ actor }) => actor),
    ...quotes.flatMap(({ attribution }) => attribution.flatMap(({ actor }) => actor ?? [])),
  ])
  const places = [...events.map(({ place }) => place), ...actors.map(({ country }) => country), ...otherPlaces].filter(
    (place) => place !== undefined,
  )
  await refreshCache(tx, actorsTable, cache.actors.ids, actors)
  await refreshCache(tx, placesTable, cache.places.ids, places)
  await storePlaces(tx, cache, datasetId, places)
  await storeActors(tx, cache, datasetId, actors)
  await storeStorylines(
    tx,
    cache,
    events.flatMap(({ storylines }) => storylines),
  )
  const { publisherIds, withNewPublisher } = await storeArticles(
    tx,
    mentions.map(({ article }) => article),
    quotedArticles,
  )
  const erased = quotedArticles.size > 0 ? await findErased(tx, quotedArticles) : new Map<string, string>()
  const relatedIds = events.flatMap(({ relations = [] }) => relations.map(({ eventId }) => eventId))
  const eventTargets = await followMerges(tx, eventsTable, relatedIds)
  const erasedEvents = relatedIds.length > 0 ? await findErased(tx, relatedIds) : new Map<string, string>()
  return {
    event: (id) => (erasedEvents.has(id) ? undefined : (eventTargets.get(id) ?? id)),
    actor: ({ id }) => cachedId(cache.actors.ids, id),
    place: ({ id }) => cachedId(cache.places.ids, id),
    storyline: (title) => cachedId(cache.storylines, title),
    publisher: ({ id }) => publisherIds.get(id) ?? null,
    articlesWithNewPublisher: withNewPublisher,
    isErased: ({ id }) => erased.has(id),
  }
}

/** Updates cached ids: between two batches, another client may have merged the cached rows. */
async function refreshCache(
  tx: Database,
  table: Mergeable,
  cachedIds: Map<string, string>,
  drafts: readonly { id: string }[],
): Promise<void> {
  const usedIds = new Map(
    drafts.flatMap(({ id }) => {
      const storedId = cachedIds.get(id)
      return storedId === undefined ? [] : [[id, storedId] as const]
    }),
  )
  const mergeTargets = await followMerges(tx, table, new Set(usedIds.values()))
  if (mergeTargets.size === 0) return
  for (const [id, storedId] of usedIds) cachedIds.set(id, mergeTargets.get(storedId) ?? storedId)
}
