import type { Database } from '../../database/database.ts'
import { actors as actorsTable } from '../../database/tables/actor.ts'
import { places as placesTable } from '../../database/tables/place.ts'
import { followMerged, type Mergeable } from '../../ingest/resolve/stored-ids.ts'
import type { ActorDraft, ArticleDraft, EventDraft, PlaceDraft, ReportDraft } from '../feed/draft.ts'
import { storeActors } from './actors.ts'
import { storeArticles } from './articles.ts'
import { storePlaces } from './places.ts'
import { storeStorylines } from './storylines.ts'

/** What drafts refer to, as it is stored. */
export interface References {
  actor(draft: ActorDraft): string
  place(draft: PlaceDraft): string
  storyline(title: string): string
  /** The UUID of an article's publisher; null where nobody knows it. */
  publisher(draft: ArticleDraft): string | null
}

/** What is stored already, by the UUIDs of drafts; one for the whole of an import. */
export interface Known {
  actors: Map<string, string>
  places: Map<string, string>
  storylines: Map<string, string>
}

const MOST_KNOWN = 50_000

/** Nothing is known yet. */
export const nothingKnown = (): Known => ({ actors: new Map(), places: new Map(), storylines: new Map() })

/**
 * Stores what events and reports refer to, as far as it is new.
 * @param tx a transaction
 * @param known takes what is found and stored
 * @param events drafts of events
 * @param reports drafts of reports, those of the events included
 */
export const storeReferences = async (
  tx: Database,
  known: Known,
  events: readonly EventDraft[],
  reports: readonly ReportDraft[],
): Promise<References> => {
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
    reports.map(({ article }) => article),
  )
  return {
    actor: ({ id }) => known.actors.get(id)!,
    place: ({ id }) => known.places.get(id)!,
    storyline: (title) => known.storylines.get(title)!,
    publisher: ({ id }) => publishers.get(id) ?? null,
  }
}

/** What is known from an earlier batch may have been merged since. */
const refresh = async (
  tx: Database,
  table: Mergeable,
  known: Map<string, string>,
  drafts: readonly ({ id: string } | undefined)[],
): Promise<void> => {
  const used = new Map(
    drafts.flatMap((draft) => {
      const stored = draft && known.get(draft.id)
      return stored === undefined ? [] : [[draft!.id, stored] as const]
    }),
  )
  const merged = await followMerged(tx, table, new Set(used.values()))
  if (merged.size === 0) return
  for (const [id, stored] of used) known.set(id, merged.get(stored) ?? stored)
}
