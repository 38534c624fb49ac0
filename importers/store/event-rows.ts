import { deriveUuid } from '../../database/values/ids.ts'
import { certaintyWithoutClaims, evidenceByMethod } from '../../ingest/derived/evidence.ts'
import { EVENT_PARTS, partRowsOf } from '../../ingest/parts/catalogue.ts'
import { firstLocation } from '../../ingest/parts/codings.ts'
import { sortTimeOf } from '../../ingest/parts/event-columns.ts'
import type { CertainRelation, EventPart, IdentifiedClaim, PartRows, PartsDraft } from '../../ingest/parts/part.ts'
import type { EventRows } from '../../ingest/parts/read-events.ts'
import type { EventDraft, RelationDraft } from '../feed/draft.ts'
import type { FeedSource } from '../feed/feed-source.ts'
import { bestMentions } from './mentions.ts'
import type { StoredReferences } from './references.ts'

/** The parts that every row of a feed adds to. */
export function partsOfEveryRow(): EventPart[] {
  return EVENT_PARTS.filter(({ isAddedByEveryRow }) => isAddedByEveryRow)
}

/** Makes the rows of a feed's event. */
export function rowsOf(
  draft: EventDraft,
  references: StoredReferences,
  { datasetId, method }: Pick<FeedSource, 'datasetId' | 'method'>,
): EventRows {
  const evidence = evidenceByMethod(method)
  const { relations, ...content } = draft
  const { id, kind, title, summary, realis, edtf, earliest, latest, timePrecision, timeBasis } = draft
  const mentions = bestMentions(draft.mentions.map((mention) => ({ eventId: id, mention }))).map(
    ({ mention: { article, ...columns } }) => ({
      ...columns,
      articleId: article.id,
      publisherId: references.publisher(article),
    }),
  )
  const codings = codingsOf(draft, references)
  const claims = claimsOf(draft, references)
  return {
    event: {
      id,
      kind,
      title,
      summary: summary ?? null,
      realis,
      polarity: 'POSITIVE',
      certainty: claims?.length ? CERTAINTY_OF_QUOTES : certaintyWithoutClaims(evidence),
      evidence,
      edtf,
      earliest: earliest ?? null,
      latest: latest ?? null,
      timePrecision,
      timeBasis,
      timeText: null,
      ...(firstLocation(codings) ?? {
        placeId: draft.place ? references.place(draft.place) : null,
        locationPrecision: draft.locationPrecision ?? null,
        latitude: draft.latitude ?? null,
        longitude: draft.longitude ?? null,
        radiusKm: draft.radiusKm ?? null,
        locationText: draft.locationText ?? null,
      }),
      mentionCount: mentions.length,
      publisherCount: new Set(mentions.map(({ publisherId }) => publisherId).filter(Boolean)).size,
      datasetId,
    },
    details: draft.details ?? {},
    parts: partRows(draft, {
      ...content,
      participations: draft.participations.map(({ actor, ...others }) => ({
        ...others,
        actor: references.actor(actor),
      })),
      storylines: draft.storylines.map((storyline) => references.storyline(storyline.title)),
      mentions,
      codings,
      ...(claims && { claims }),
      ...(relations && { relations: relationsOf(relations, id, references, certaintyWithoutClaims(evidence)) }),
    }),
  }
}

/** Quotes of feeds assert their events, and no text proves that two of them are independent. */
const CERTAINTY_OF_QUOTES = 'REPORTED'

/** The number of quotes of a row. */
const MAX_QUOTES = 20

/** The ids of the claims that rows of feeds make of an event: they follow from its id and the position of the quote. */
export function claimIdsOf(eventId: string): string[] {
  return Array.from({ length: MAX_QUOTES }, (_each, position) => deriveUuid(0, 'claim', eventId, String(position)))
}

/**
 * The claims of the quotes of a draft; undefined if its feed has no quotes. Of the article, the row cites the first
 * version: its text is not at hand.
 */
function claimsOf(
  { id: eventId, realis, quotes }: EventDraft,
  references: StoredReferences,
): IdentifiedClaim[] | undefined {
  if (quotes === undefined || quotes.length === 0) return quotes && []
  const ids = claimIdsOf(eventId)
  return quotes.flatMap(({ article, aspect, exact, attribution }, position): IdentifiedClaim[] => {
    const id = ids[position]
    if (id === undefined) throw new Error(`Event ${eventId} has more than ${MAX_QUOTES} quotes.`)
    if (references.isErased(article)) return []
    return [
      {
        id,
        articleId: article.id,
        articleVersion: 1,
        aspect,
        certainty: 'REPORTED',
        polarity: 'POSITIVE',
        realis,
        isVerified: false,
        quote: { exact },
        attribution: attribution.map(({ actor, ...link }) => ({ ...link, agent: actor && references.actor(actor) })),
      },
    ]
  })
}

/** The relations of a draft. Rows that became one event by a merge may be related to the same event, or to each other. */
function relationsOf(
  relations: readonly RelationDraft[],
  ownId: string,
  references: StoredReferences,
  certainty: CertainRelation['certainty'],
): CertainRelation[] {
  const stored = relations.flatMap(({ kind, eventId }): CertainRelation[] => {
    const event = references.event(eventId)
    return event === undefined || event === ownId ? [] : [{ kind, event, certainty, basis: 'EXPLICIT' }]
  })
  return [...new Map(stored.map((relation) => [`${relation.kind} ${relation.event}`, relation])).values()]
}

function codingsOf({ codings = [] }: Pick<EventDraft, 'codings'>, references: StoredReferences) {
  return codings.map(({ place, ...coding }) => ({ ...coding, placeId: place ? references.place(place) : null }))
}

/** Makes the rows of the parts of a feed's event that every row adds to. */
export function rowsOfEveryRow(
  { participations: _actors, storylines: _titles, mentions: _articles, relations: _events, ...draft }: EventDraft,
  references: StoredReferences,
): PartRows {
  return partRows(draft, { ...draft, codings: codingsOf(draft, references) }, partsOfEveryRow())
}

/** References in the parts are UUIDs. */
function partRows(
  { id, earliest }: Pick<EventDraft, 'id' | 'earliest'>,
  draft: PartsDraft,
  parts?: readonly EventPart[],
): PartRows {
  return partRowsOf({ eventId: id, occurredSort: sortTimeOf(earliest), draft, uuidOf: (_concept, id) => id }, parts)
}
