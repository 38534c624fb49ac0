import { z } from 'zod'
import { GENERIC_KINDS, OWN_KINDS, type OwnKindName } from '../schema/tables/event-kinds.ts'
import {
  APPROXIMATIONS,
  ATTRIBUTION_MODES,
  BASES,
  CERTAINTIES,
  CLAIM_ASPECTS,
  CODE_SCHEMES,
  LOCATION_PRECISIONS,
  MEASURES,
  POLARITIES,
  REALIS,
  RELATION_KINDS,
  ROLES,
  TIME_PRECISIONS,
} from '../schema/tables/vocabulary.ts'
import { detailsOf } from './details.ts'
import {
  edtf,
  externalId,
  latitude,
  localKey,
  longitude,
  moment,
  offset,
  positiveInteger,
  reference,
  text,
  verbatim,
} from './values.ts'

const time = z
  .strictObject({
    edtf,
    precision: z
      .enum(TIME_PRECISIONS)
      .optional()
      .describe('Stated only where EDTF cannot: HOUR, PART_OF_DAY or WEEK. Otherwise it follows from the EDTF text.'),
    earliest: moment.optional().describe('Narrows the span of the EDTF text: it began no earlier than this.'),
    latest: moment.optional().describe('Narrows the span of the EDTF text: it was over by this.'),
    basis: z.enum(BASES),
    text: text(300).optional().describe("The article's own words."),
  })
  .describe('When it took place, or would.')

const location = z.strictObject({
  place: reference.optional(),
  precision: z.enum(LOCATION_PRECISIONS),
  latitude: latitude.optional(),
  longitude: longitude.optional(),
  radiusKm: z.number().min(0).max(20_038).optional(),
  text: text(300).optional().describe("The article's own words."),
})

const participation = z.strictObject({
  actor: reference,
  role: z.enum(ROLES),
  side: text(100).optional(),
  office: reference
    .optional()
    .describe("The office in which the actor took part. Left out, it is the one held on the event's day."),
  label: text(300).optional().describe("The article's own words for the actor."),
  basis: z.enum(BASES).default('EXPLICIT'),
})

const quote = z
  .strictObject({
    exact: verbatim(300).min(1).describe('A short verbatim span of the article.'),
    prefix: verbatim(64).optional().describe('The text right before it.'),
    suffix: verbatim(64).optional().describe('The text right after it.'),
    start: offset.describe('Where it starts in the text, in UTF-16 units.'),
    end: offset.describe('Where it ends, itself not included, in UTF-16 units.'),
    sentence: positiveInteger.optional().describe('The number of the sentence, from 1.'),
  })
  .describe('A W3C Web Annotation selector: TextQuoteSelector and TextPositionSelector in one.')

const attribution = z.strictObject({
  agent: reference.optional().describe('Who says so, an actor.'),
  label: text(300).optional().describe("The article's own words for who says so."),
  verb: text(100).optional().describe("The article's own verb, such as said or added."),
  mode: z.enum(ATTRIBUTION_MODES).exclude(['PUBLICATION']),
})

const claim = z.strictObject({
  key: localKey.optional(),
  aspect: z.enum(CLAIM_ASPECTS),
  detail: text(100).optional().describe("With aspect DETAIL: the event's own field that the claim speaks about."),
  relation: z
    .strictObject({ kind: z.enum(RELATION_KINDS), event: reference })
    .optional()
    .describe("With aspect RELATION: which of the event's relations the claim speaks about."),
  certainty: z.enum(CERTAINTIES).exclude(['DISPUTED']),
  polarity: z.enum(POLARITIES).default('POSITIVE'),
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

const quantity = z.strictObject({
  measure: z.enum(MEASURES),
  of: text(200).optional().describe('What is counted.'),
  side: text(100).optional(),
  low: z.number().optional(),
  best: z.number().optional(),
  high: z.number().optional(),
  approximation: z.enum(APPROXIMATIONS),
  unit: text(50).optional(),
  text: text(300).optional().describe("The article's own words."),
  claim: localKey.optional().describe('The key of the claim, of the same event, that states the number.'),
})

const relation = z.strictObject({
  kind: z.enum(RELATION_KINDS),
  event: reference,
  certainty: z
    .enum(CERTAINTIES)
    .exclude(['DISPUTED', 'RETRACTED'])
    .optional()
    .describe('Left out where claims speak about the relation (it follows from them) or where it is simply REPORTED.'),
  basis: z.enum(BASES).default('EXPLICIT'),
})

const anyEvent = z.strictObject({
  key: localKey,
  title: text(300),
  summary: text(2000).optional(),
  realis: z.enum(REALIS),
  polarity: z.enum(POLARITIES).default('POSITIVE'),
  occurred: time,
  location: location.optional(),
  participations: z.array(participation).max(100).default([]),
  claims: z.array(claim).min(1).max(100),
  quantities: z.array(quantity).max(50).default([]),
  relations: z.array(relation).max(100).default([]),
  codes: z
    .array(z.strictObject({ scheme: z.enum(CODE_SCHEMES), code: text(20), label: text(300).optional() }))
    .max(20)
    .default([]),
  externalIds: z.array(externalId).max(20).default([]),
  storylines: z.array(reference).max(20).default([]),
})

const eventOfOwnKind = (kind: OwnKindName) =>
  anyEvent.extend({ kind: z.literal(kind), details: detailsOf(kind).prefault({}) })

const [firstOwnKind, ...otherOwnKinds] = (Object.keys(OWN_KINDS) as OwnKindName[]).map(eventOfOwnKind)

export const eventDraft = z.discriminatedUnion('kind', [
  anyEvent.extend({ kind: z.enum(GENERIC_KINDS) }),
  firstOwnKind!,
  ...otherOwnKinds,
])

export type EventDraft = z.output<typeof eventDraft>
export type ClaimDraft = EventDraft['claims'][number]
