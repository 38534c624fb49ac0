import { z } from 'zod'
import { EVENT_KINDS } from '../../database/tables/event-kinds.ts'
import { claimDraft } from './claim.ts'
import { eventParts, time } from './event.ts'
import { reference } from './values.ts'

const parts = eventParts.shape

/** A claim as a correction has it: one that is stored and is to be so, or one more. */
const correctedClaim = claimDraft.extend({
  claim: reference.optional(),
  article: reference.optional(),
})

export type CorrectedClaim = z.output<typeof correctedClaim>

/**
 * What of an event can be put right. What is left out stays; a list that is given is all of it. References are ids: what
 * is not stored yet comes in with a report.
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
