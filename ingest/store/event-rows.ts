import type { claimAttributions, claims } from '../../database/tables/claim.ts'
import type { events } from '../../database/tables/event.ts'
import type { participations } from '../../database/tables/participation.ts'
import type { quantities } from '../../database/tables/quantity.ts'
import type { eventRelations } from '../../database/tables/relation.ts'
import { deriveUuid } from '../../database/values/ids.ts'
import { decidingClaims, deriveCertainty, type Certainty } from '../derived/certainty.ts'
import type { ClaimDraft } from '../format/claim.ts'
import type { EventDraft } from '../format/event.ts'
import type { UuidOf } from '../format/references.ts'
import { spanOf } from '../format/time.ts'
import { isAbout } from '../validate/event.ts'

/** The properties that all events of a report share. */
export interface ReportSource {
  datasetId: string
  articleId: string
  publisherId: string | null
  /** The name of the publisher of the report, for the history. */
  by: string
}

/** An event of a report with the values that the rows of its parts need. */
export interface PreparedEvent {
  draft: EventDraft
  eventId: string
  certainty: Certainty
  /** The time by which lists sort the event. The rows of its parts have a copy. */
  occurredSort: string
}

/** @returns the event with the values that the rows of its parts share */
export function prepareEvent(draft: EventDraft, uuidOf: UuidOf, { articleId }: ReportSource): PreparedEvent {
  const { earliest } = spanOf(draft.occurred)
  return {
    draft,
    eventId: uuidOf('event', draft.key),
    certainty: certaintyOf(draft, articleId),
    occurredSort: earliest ?? '-infinity',
  }
}

/** @returns the row of `events`; counts of mentions are those of a report of one article */
export function eventRow(
  { draft, eventId, certainty }: PreparedEvent,
  uuidOf: UuidOf,
  { datasetId, publisherId }: ReportSource,
): typeof events.$inferInsert {
  const { kind, title, summary, realis, polarity, occurred, location } = draft
  const { earliest, latest, precision } = spanOf(occurred)
  return {
    id: eventId,
    kind,
    title,
    summary,
    realis,
    polarity,
    certainty,
    datasetId,
    edtf: occurred.edtf,
    earliest,
    latest,
    timePrecision: precision,
    timeBasis: occurred.basis,
    timeText: occurred.text,
    ...locationColumns(location, uuidOf),
    mentionCount: 1,
    publisherCount: publisherId === null ? 0 : 1,
  }
}

/** @returns the location in the columns of `events`; all null without a location */
export function locationColumns(location: EventDraft['location'], uuidOf: UuidOf) {
  return {
    placeId: location?.place === undefined ? null : uuidOf('place', location.place),
    locationPrecision: location?.precision ?? null,
    latitude: location?.latitude ?? null,
    longitude: location?.longitude ?? null,
    radiusKm: location?.radiusKm ?? null,
    locationText: location?.text ?? null,
  }
}

/** @returns the rows of `participations`, in the order of the report */
export function participationRows(
  { draft, eventId, occurredSort }: PreparedEvent,
  uuidOf: UuidOf,
): (typeof participations.$inferInsert)[] {
  return draft.participations.map(({ actor, office, role, side, label, basis }, ordinal) => ({
    eventId,
    actorId: uuidOf('actor', actor),
    role,
    ordinal,
    side,
    officeId: office === undefined ? null : uuidOf('office', office),
    label,
    basis,
    occurredSort,
  }))
}

/** The certainty of a relation is derived from the claims about it, unless the draft states it. */
export function relationRows(
  { draft, eventId }: PreparedEvent,
  uuidOf: UuidOf,
  { articleId }: ReportSource,
): (typeof eventRelations.$inferInsert)[] {
  return draft.relations.map((relation) => {
    const about = draft.claims.filter((claim) => isAbout(claim, relation))
    const derived = deriveCertainty(
      'POSITIVE',
      about.map((claim) => assertionOf(claim, articleId)),
    )
    return {
      eventId,
      kind: relation.kind,
      targetId: uuidOf('event', relation.event),
      certainty: relation.certainty ?? derived,
      basis: relation.basis,
    }
  })
}

/** The UUID of a claim is derived from the UUID of its event and its position in the event. */
function claimIdOf(eventId: string, position: number): string {
  return deriveUuid(0, 'claim', eventId, String(position))
}

/** @returns the rows of `claims`; the id of a claim follows from its event and its position */
export function claimRows(
  { draft, eventId }: PreparedEvent,
  uuidOf: UuidOf,
  { articleId }: ReportSource,
): (typeof claims.$inferInsert)[] {
  return draft.claims.map(({ aspect, detail, relation, certainty, polarity, hedge, quote }, ordinal) => ({
    eventId,
    id: claimIdOf(eventId, ordinal),
    ordinal,
    aspect,
    detail,
    relationKind: relation?.kind,
    relationTargetId: relation && uuidOf('event', relation.event),
    certainty,
    polarity,
    hedge,
    articleId,
    quoteExact: quote.exact,
    quotePrefix: quote.prefix,
    quoteSuffix: quote.suffix,
    quoteStart: quote.start,
    quoteEnd: quote.end,
    quoteSentence: quote.sentence,
  }))
}

/** @returns the rows of `claim_attributions`: the chain of sources of every claim */
export function attributionRows(
  { draft, eventId, occurredSort }: PreparedEvent,
  uuidOf: UuidOf,
): (typeof claimAttributions.$inferInsert)[] {
  return draft.claims.flatMap(({ attribution }, position) =>
    attribution.map(({ agent, label, verb, mode }, ordinal) => ({
      eventId,
      claimId: claimIdOf(eventId, position),
      ordinal,
      agentId: agent === undefined ? null : uuidOf('actor', agent),
      label,
      verb,
      mode,
      occurredSort,
    })),
  )
}

/** @returns the rows of `quantities`, each with the claim that states it */
export function quantityRows({ draft, eventId }: PreparedEvent): (typeof quantities.$inferInsert)[] {
  return draft.quantities.map(({ claim, ...quantity }, ordinal) => {
    const position = draft.claims.findIndex(({ key }) => key !== undefined && key === claim)
    return { ...quantity, eventId, ordinal, claimId: position < 0 ? null : claimIdOf(eventId, position) }
  })
}

/** Derives the certainty of an event from its claims. All of them must come from one article. */
export function certaintyOf({ polarity, claims: drafts }: EventDraft, articleId: string): Certainty {
  return deriveCertainty(
    polarity,
    decidingClaims(drafts).map((claim) => assertionOf(claim, articleId)),
  )
}

function assertionOf({ certainty, polarity, attribution: [first] }: ClaimDraft, articleId: string) {
  return {
    certainty,
    polarity,
    article: articleId,
    origin: first?.agent ?? first?.label ?? articleId,
  }
}
