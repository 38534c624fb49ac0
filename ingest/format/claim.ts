import { z } from 'zod'
import {
  ATTRIBUTION_MODES,
  CLAIM_ASPECTS,
  type QUOTE_FATES,
  REALIS,
  RELATION_KINDS,
} from '../../database/tables/enums.ts'
import {
  claimCertainty,
  localKey,
  offset,
  polarity,
  positiveInteger,
  reference,
  REPORTED_CERTAINTIES,
  text,
  verbatim,
} from './values.ts'

const quote = z
  .strictObject({
    exact: verbatim(300)
      .min(1)
      .describe(
        'A short verbatim passage of the article: whole words, nothing changed or left out. If the text is given, the server finds the passage in it and stores it as the text has it; only white space and typographic variants of quotation marks, apostrophes and dashes may differ.',
      ),
    prefix: verbatim(64)
      .optional()
      .describe('The text directly before the passage. Required only if the text has the passage more than once.'),
    suffix: verbatim(64)
      .optional()
      .describe('The text directly after the passage. Required only if the text has the passage more than once.'),
    start: offset
      .optional()
      .describe(
        'The offset in the text at which the passage starts, in UTF-16 code units, counted from 0. The default is the place where the server finds the passage; null if the text is not given.',
      ),
    end: offset
      .optional()
      .describe(
        'The offset in the text at which the passage ends, in UTF-16 code units; exclusive. Give both offsets or neither.',
      ),
    sentence: positiveInteger.optional().describe('The number of the sentence, counted from 1.'),
  })
  .meta({
    id: 'Quote',
    description:
      'A verbatim passage of the article and its position: a TextQuoteSelector and a TextPositionSelector of the W3C Web Annotation model in one. The position may be omitted.',
  })

const attribution = z
  .strictObject({
    agent: reference.optional().describe('The actor that makes the statement.'),
    label: text(300).optional().describe('The words of the article for the source of the statement.'),
    verb: text(100).optional().describe('The verb of the article, such as said or added.'),
    mode: z
      .enum(ATTRIBUTION_MODES)
      .exclude(['PUBLICATION'])
      .meta({ title: 'AttributionMode' })
      .describe(
        'How the article presents the statement. With UNNAMED both `agent` and `label` may be omitted; otherwise one of them is required.',
      ),
  })
  .meta({ id: 'Attribution', description: 'One link in the chain of sources of a claim.' })

export const claimDraft = z
  .strictObject({
    key: localKey.optional(),
    aspect: z
      .enum(CLAIM_ASPECTS)
      .meta({ title: 'ClaimAspect' })
      .describe('The part of the event that the claim is about.'),
    detail: text(100)
      .optional()
      .describe(
        'The field that the claim is about: a field that only events of this kind have. For aspect DETAIL only.',
      ),
    relation: z
      .strictObject({
        kind: z.enum(RELATION_KINDS).meta({ title: 'RelationKind' }).describe('The kind of the relation.'),
        event: reference.describe('The target event of the relation.'),
      })
      .optional()
      .describe('The relation of the event that the claim is about. For aspect RELATION only.'),
    certainty: claimCertainty(REPORTED_CERTAINTIES)
      .meta({ title: 'Certainty' })
      .describe(
        'What the source says: REPORTED: that it is so; UNCLEAR: that it does not know; DENIED: that it is not so. CONFIRMED and DISPUTED are not allowed: no report says of itself that it is confirmed. The certainty of an event is derived from the origins of its claims.',
      ),
    polarity: polarity.describe('NEGATIVE if the claim states that the event did not happen.'),
    realis: z
      .enum(REALIS)
      .meta({ title: 'Realis' })
      .optional()
      .describe(
        'Whether the claim states that the event took place, is planned, is demanded, or is hypothetical; the default is the realis of the event. A claim of another realis does not assert the event: "is scheduled" is SCHEDULED, also of a meeting that took place later.',
      ),
    hedge: text(300).optional().describe('The words by which the article expresses doubt, verbatim.'),
    quote,
    attribution: z
      .array(attribution)
      .max(10)
      .default([])
      .describe(
        'The chain of sources, the original source first. An empty list means that the article itself makes the claim. The article is always the last link and is not listed.',
      ),
  })
  .meta({ id: 'Claim', description: 'One statement about an event, with the quote that contains it and its sources.' })

export type ClaimDraft = z.output<typeof claimDraft>

/** The result of locating a quote again in a later version of its article, and the number of that version. */
export interface QuoteFate {
  fate: (typeof QUOTE_FATES)[number]
  version: number
}
