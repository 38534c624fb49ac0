import { z } from 'zod'
import { CLAIM_CERTAINTIES } from '../../database/tables/enums.ts'
import { EVENT_KINDS } from '../../database/tables/event-kinds.ts'
import { claimDraft, type QuoteFate } from './claim.ts'
import { eventParts, time, type EventDraft } from './event.ts'
import { claimCertainty, positiveInteger, reference } from './values.ts'

const parts = eventParts.shape

/**
 * A claim of a correction: a stored claim, by its id in `claim`, with new content; or a new claim. `version` is the
 * version of the article.
 */
const correctedClaim = claimDraft.extend({
  certainty: claimCertainty(CLAIM_CERTAINTIES),
  claim: reference.optional(),
  article: reference.optional(),
  version: positiveInteger.optional(),
})

/** `isVerified` and `quoteFate` are known of stored claims, and of others after their quotes were located. */
export type CorrectedClaim = z.output<typeof correctedClaim> & {
  isVerified?: boolean
  quoteFate?: QuoteFate | undefined
}

/**
 * The correctable fields of an event. An omitted field stays as it is; a given list replaces the stored one. References
 * are ids: only a report can bring in new actors, places and storylines.
 */
export const correction = z.strictObject({
  kind: z.enum(EVENT_KINDS).optional(),
  title: parts.title.optional(),
  summary: parts.summary.nullable(),
  realis: parts.realis.optional(),
  polarity: parts.polarity.unwrap().optional(),
  occurred: time.optional(),
  location: parts.location.nullable(),
  details: z.unknown().optional(),
  participations: parts.participations.unwrap().optional(),
  claims: z.array(correctedClaim).min(1).max(100).optional(),
  quantities: z
    .array(parts.quantities.unwrap().element.extend({ claim: reference.optional() }))
    .max(50)
    .optional(),
  relations: parts.relations.unwrap().optional(),
  codes: parts.codes.unwrap().optional(),
  externalIds: parts.externalIds.unwrap().optional(),
  storylines: parts.storylines.unwrap().optional(),
})

export type Correction = z.output<typeof correction>

/** A stored event in the shape of an event of a report. References are public ids, and claims carry their own ids. */
export type StoredEvent = Omit<EventDraft, 'claims' | 'details'> & {
  claims: CorrectedClaim[]
  details?: Record<string, unknown>
}
