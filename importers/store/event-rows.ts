import { eventCodes } from '../../database/tables/code.ts'
import type { EventKindName } from '../../database/tables/event-kinds.ts'
import { eventExternalIds, type events } from '../../database/tables/event.ts'
import { eventCodings } from '../../database/tables/import.ts'
import { participations } from '../../database/tables/participation.ts'
import { quantities } from '../../database/tables/quantity.ts'
import { eventStorylines } from '../../database/tables/storyline.ts'
import type { EventDraft } from '../feed/draft.ts'
import type { StoredReferences } from './references.ts'

/** The table rows of one event, without mentions and history. */
export interface EventRows {
  event: typeof events.$inferInsert
  kind: EventKindName
  /** The columns of the details table of its kind. */
  details: Record<string, unknown>
  participations: (typeof participations.$inferInsert)[]
  quantities: (typeof quantities.$inferInsert)[]
  codes: (typeof eventCodes.$inferInsert)[]
  externalIds: (typeof eventExternalIds.$inferInsert)[]
  storylines: (typeof eventStorylines.$inferInsert)[]
  coding: (typeof eventCodings.$inferInsert)[]
}

/** The table rows of an event draft. */
export function rowsOf(draft: EventDraft, references: StoredReferences, datasetId: string): EventRows {
  const { id: eventId, kind, title, summary, realis, edtf, earliest, latest, timePrecision, timeBasis } = draft
  const occurredSort = earliest ?? '-infinity'
  return {
    kind,
    event: {
      id: eventId,
      kind,
      title,
      summary: summary ?? null,
      realis,
      polarity: 'POSITIVE',
      certainty: 'REPORTED',
      edtf,
      earliest: earliest ?? null,
      latest: latest ?? null,
      timePrecision,
      timeBasis,
      timeText: null,
      placeId: draft.place ? references.place(draft.place) : null,
      locationPrecision: draft.locationPrecision ?? null,
      latitude: draft.latitude ?? null,
      longitude: draft.longitude ?? null,
      radiusKm: draft.radiusKm ?? null,
      locationText: draft.locationText ?? null,
      mentionCount: draft.mentions.length,
      publisherCount: new Set(draft.mentions.map(({ article }) => references.publisher(article)).filter(Boolean)).size,
      datasetId,
    },
    details: draft.details ?? {},
    participations: withoutDuplicates(
      draft.participations.map(({ actor, role, side, label, basis }, ordinal) => ({
        eventId,
        actorId: references.actor(actor),
        role,
        ordinal,
        side: side ?? null,
        label: label ?? null,
        basis,
        occurredSort,
      })),
    ),
    quantities: draft.quantities.map(({ measure, of, side, low, best, high, approximation, unit }, ordinal) => ({
      eventId,
      ordinal,
      measure,
      of: of ?? null,
      side: side ?? null,
      low: low ?? null,
      best: best ?? null,
      high: high ?? null,
      approximation,
      unit: unit ?? null,
    })),
    codes: draft.codes.map(({ scheme, code }) => ({ eventId, scheme, code })),
    externalIds: draft.externalIds.map(({ scheme, value }) => ({ eventId, scheme, value })),
    storylines: draft.storylines.map(({ title: storyline }) => ({
      eventId,
      storylineId: references.storyline(storyline),
      occurredSort,
    })),
    coding: draft.coding ? [{ eventId, ...draft.coding }] : [],
  }
}

/** Removes duplicate participations, which arise when two actors of the feed were merged. */
function withoutDuplicates(rows: EventRows['participations']): EventRows['participations'] {
  return rows.filter(
    ({ actorId, role }, index) => rows.findIndex((row) => row.actorId === actorId && row.role === role) === index,
  )
}

const PART_TABLES = {
  participations,
  quantities,
  codes: eventCodes,
  externalIds: eventExternalIds,
  storylines: eventStorylines,
  coding: eventCodings,
} as const

/** The parts of an event, by their name in `EventRows`, with their tables. */
export const EVENT_PARTS = Object.entries(PART_TABLES) as [
  keyof typeof PART_TABLES,
  (typeof PART_TABLES)[keyof typeof PART_TABLES],
][]
