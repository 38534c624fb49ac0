import { z } from 'zod'
import { ATTRIBUTION_MODES, CERTAINTIES, CLAIM_ASPECTS, RELATION_KINDS } from '../../database/tables/enums.ts'
import { localKey, offset, polarity, positiveInteger, reference, text, verbatim } from './values.ts'

const quote = z
  .strictObject({
    exact: verbatim(300).min(1).describe('A short verbatim span of the article.'),
    prefix: verbatim(64).optional().describe('The text right before it.'),
    suffix: verbatim(64).optional().describe('The text right after it.'),
    start: offset.describe('Where it starts in the text, in UTF-16 units.'),
    end: offset.describe('Where it ends, itself not included, in UTF-16 units.'),
    sentence: positiveInteger.optional().describe('The number of the sentence, from 1.'),
  })
  .meta({
    id: 'Quote',
    description: 'A W3C Web Annotation selector: TextQuoteSelector and TextPositionSelector in one.',
  })

const attribution = z
  .strictObject({
    agent: reference.optional().describe('Who says so, an actor.'),
    label: text(300).optional().describe("The article's own words for who says so."),
    verb: text(100).optional().describe("The article's own verb, such as said or added."),
    mode: z
      .enum(ATTRIBUTION_MODES)
      .exclude(['PUBLICATION'])
      .meta({ title: 'AttributionMode' })
      .describe('How the words reach the article; only UNNAMED needs neither agent nor label.'),
  })
  .meta({ id: 'Attribution', description: 'One link of the chain of who says so.' })

export const claimDraft = z
  .strictObject({
    key: localKey.optional(),
    aspect: z.enum(CLAIM_ASPECTS).meta({ title: 'ClaimAspect' }).describe('Which part of the event it speaks about.'),
    detail: text(100).optional().describe("With aspect DETAIL: the event's own field that the claim speaks about."),
    relation: z
      .strictObject({
        kind: z.enum(RELATION_KINDS).meta({ title: 'RelationKind' }).describe('The kind of the relation.'),
        event: reference.describe('The event at its far end.'),
      })
      .optional()
      .describe("With aspect RELATION: which of the event's relations the claim speaks about."),
    certainty: z
      .enum(CERTAINTIES)
      .exclude(['DISPUTED'])
      .meta({ title: 'Certainty' })
      .describe('How sure whoever says so is; that an event is DISPUTED follows from its claims.'),
    polarity: polarity.describe('NEGATIVE where it says that it did not happen.'),
    hedge: text(300).optional().describe('The words with which the article holds back, verbatim.'),
    quote,
    attribution: z
      .array(attribution)
      .max(10)
      .default([])
      .describe(
        'Who says so, origin first. Left empty, the article says it itself; it closes every chain without being listed.',
      ),
  })
  .meta({ id: 'Claim', description: 'One assertion about an event, with its evidence and who makes it.' })

export type ClaimDraft = z.output<typeof claimDraft>
