import type { Database } from '../../database/database.ts'
import { actors as actorsTable } from '../../database/tables/actor.ts'
import { places as placesTable } from '../../database/tables/place.ts'
import { followMerges, type Mergeable } from '../../ingest/resolve/stored-ids.ts'
import type { ActorDraft, ArticleDraft, EventDraft, MentionDraft, PlaceDraft } from '../feed/draft.ts'
import { storeActors } from './actors.ts'
import { storeArticles } from './articles.ts'
import { storePlaces } from './places.ts'
import { type ImportCache } from './session.ts'
import { storeStorylines } from './storylines.ts'

/** What drafts refer to, as it is stored. */
export interface StoredReferences {
  actor(draft: ActorDraft): string
  place(draft: PlaceDraft): string
  storyline(title: string): string
  /** The UUID of an article's publisher; null where nobody knows it. */
  publisher(draft: ArticleDraft): string | null
}

const MOST_KNOWN = 50_000
/**
 * Stores what events and mentions refer to, as far as it is new.
 * @param tx a transaction
 * @param known takes what is found and stored
 * @param events drafts of events
 * @param mentions drafts of mentions, those of the events included
 */
export async function storeReferences(
  tx: Database,
  known: ImportCache,
  events: readonly EventDraft[],
  mentions: readonly MentionDraft[],
): Promise<StoredReferences> {
  for (const map of Object.values(known) as Map<string, string>[]) if (map.size > MOST_KNOWN) map.clear()
  const actors = events.flatMap(({ participations }) => participations.map(({ actor }) => actor))
  const places = [...events.map(({ place }) => place), ...actors.map(({ country }) => country)]
  await refresh(tx, actorsTable, known.actors, actors)
  await refresh(tx, placesTable, known.places, places)
  await storePlaces(
    tx,
    known.places,
    places.filter((place) => place !== undefined),
  )
  await storeActors(tx, known, actors)
  await storeStorylines(
    tx,
    known.storylines,
    events.flatMap(({ storylines }) => storylines),
  )
  const publishers = await storeArticles(
    tx,
    mentions.map(({ article }) => article),
  )
  return {
    actor: ({ id }) => known.actors.get(id)!,
    place: ({ id }) => known.places.get(id)!,
    storyline: (title) => known.storylines.get(title)!,
    publisher: ({ id }) => publishers.get(id) ?? null,
  }
}

/** What is known from an earlier batch may have been merged since. */
async function refresh(
  tx: Database,
  table: Mergeable,
  known: Map<string, string>,
  drafts: readonly ({ id: string } | undefined)[],
): Promise<void> {
  const used = new Map(
    drafts.flatMap((draft) => {
      const stored = draft && known.get(draft.id)
      return stored === undefined ? [] : [[draft!.id, stored] as const]
    }),
  )
  const merged = await followMerges(tx, table, new Set(used.values()))
  if (merged.size === 0) return
  for (const [id, stored] of used) known.set(id, merged.get(stored) ?? stored)
}
