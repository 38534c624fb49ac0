import { z } from 'zod'
import {
  APPROXIMATIONS,
  CERTAINTIES,
  CODE_SCHEMES,
  LOCATION_PRECISIONS,
  MEASURES,
  REALIS,
  RELATION_KINDS,
  ROLES,
  TIME_PRECISIONS,
} from '../../database/tables/enums.ts'
import { GENERIC_KINDS, TYPED_KINDS, type TypedKindName } from '../../database/tables/event-kinds.ts'
import { claimDraft } from './claim.ts'
import { detailsOf } from './kind-details.ts'
import {
  basis,
  edtf,
  externalId,
  latitude,
  localKey,
  longitude,
  moment,
  polarity,
  quotedWords,
  reference,
  text,
} from './values.ts'

/** When an event was, as a document has it. */
export const time = z
  .strictObject({
    edtf,
    precision: z
      .enum(TIME_PRECISIONS)
      .meta({ title: 'TimePrecision' })
      .optional()
      .describe('Stated only where EDTF cannot: HOUR, PART_OF_DAY or WEEK. Otherwise it follows from the EDTF text.'),
    earliest: moment.optional().describe('Narrows the span of the EDTF text: it began no earlier than this.'),
    latest: moment.optional().describe('Narrows the span of the EDTF text: it was over by this.'),
    basis,
    text: quotedWords.optional(),
  })
  .meta({ id: 'Time', description: 'When it took place, or would.' })

const location = z
  .strictObject({
    place: reference.optional().describe('The place.'),
    precision: z
      .enum(LOCATION_PRECISIONS)
      .meta({ title: 'LocationPrecision' })
      .describe("How closely it is located (after UCDP's where_prec)."),
    latitude: latitude.optional(),
    longitude: longitude.optional(),
    radiusKm: z
      .number()
      .min(0)
      .max(20_038)
      .optional()
      .describe('How far off the coordinates may be, in kilometres; at most half way round the earth.'),
    text: quotedWords.optional(),
  })
  .meta({ id: 'Location', description: 'Where it took place, or would, as closely as is known.' })

const participation = z
  .strictObject({
    actor: reference.describe('Who takes part.'),
    role: z
      .enum(ROLES)
      .meta({ title: 'Role' })
      .describe('As what; which roles mean something follows from the kind of the event.'),
    side: text(100).optional().describe('On which side, where sides are told apart.'),
    office: reference
      .optional()
      .describe("The office in which the actor took part. Left out, it is the one held on the event's day."),
    label: text(300).optional().describe("The article's own words for the actor."),
    basis: basis.default('EXPLICIT').describe('Whether the text names the actor in this role, or it was inferred.'),
  })
  .meta({ id: 'Participation', description: 'That an actor takes part in an event, and as what.' })

const quantity = z
  .strictObject({
    measure: z.enum(MEASURES).meta({ title: 'Measure' }).describe('What sort of number it is.'),
    of: text(200).optional().describe('What is counted.'),
    side: text(100).optional().describe('Of which side.'),
    low: z.number().optional().describe('The lowest that it may be.'),
    best: z.number().optional().describe('The best estimate; left out where the text gives none, as in "dozens".'),
    high: z.number().optional().describe('The highest that it may be.'),
    approximation: z.enum(APPROXIMATIONS).meta({ title: 'Approximation' }).describe('How exact the text is.'),
    unit: text(50).optional().describe('The unit, such as hours or USD.'),
    text: quotedWords.optional(),
    claim: localKey.optional().describe('The key of the claim, of the same event, that states the number.'),
  })
  .meta({ id: 'Quantity', description: 'A number as it was reported.' })

const relation = z
  .strictObject({
    kind: z.enum(RELATION_KINDS).meta({ title: 'RelationKind' }).describe('What the event is to the other.'),
    event: reference.describe('The other event.'),
    certainty: z
      .enum(CERTAINTIES)
      .exclude(['DISPUTED', 'RETRACTED'])
      .meta({ title: 'Certainty' })
      .optional()
      .describe(
        'Left out where claims speak about the relation (it follows from them) or where it is simply REPORTED.',
      ),
    basis: basis.default('EXPLICIT').describe('Whether the text says so, or it was inferred.'),
  })
  .meta({ id: 'Relation', description: 'A directed tie from the event to another.' })

const code = z
  .strictObject({
    scheme: z.enum(CODE_SCHEMES).meta({ title: 'CodeScheme' }).describe('Whose code it is.'),
    code: text(20).describe('The code as text: CAMEO\'s "041" is not 41.'),
    label: text(300).optional().describe('What the code means.'),
  })
  .meta({ id: 'Code', description: "A code of one of the field's schemes." })

export const eventParts = z.strictObject({
  key: localKey,
  title: text(300).describe("What happened, in a line, in the annotator's own words."),
  summary: text(2000).optional().describe("What is known of it, in the annotator's own words, and what was inferred."),
  realis: z
    .enum(REALIS)
    .meta({ title: 'Realis' })
    .describe('Whether it took place, is planned, is asked for, or is only thought of.'),
  polarity: polarity.describe('NEGATIVE where the text says that it did not happen.'),
  occurred: time,
  location: location.optional(),
  participations: z.array(participation).max(100).default([]).describe('Who takes part.'),
  claims: z.array(claimDraft).min(1).max(100).describe('Who says what about it, in which words.'),
  quantities: z.array(quantity).max(50).default([]).describe('The numbers that are reported of it.'),
  relations: z.array(relation).max(100).default([]).describe('Its ties to other events.'),
  codes: z.array(code).max(20).default([]).describe("How it is coded in the field's schemes."),
  externalIds: z.array(externalId).max(20).default([]).describe('Under which numbers feeds have it.'),
  storylines: z.array(reference).max(20).default([]).describe('The storylines that it belongs to.'),
})

const KIND = 'The kind of the event.'

function eventOfOwnKind(kind: TypedKindName) {
  return eventParts
    .extend({ kind: z.literal(kind).describe(KIND), details: detailsOf(kind).prefault({}) })
    .meta({ id: `${kind}_EVENT`, description: `An event of the kind ${kind}.` })
}

const [firstOwnKind, ...otherOwnKinds] = (Object.keys(TYPED_KINDS) as TypedKindName[]).map(eventOfOwnKind)

export const eventDraft = z.discriminatedUnion('kind', [
  eventParts
    .extend({ kind: z.enum(GENERIC_KINDS).describe(KIND) })
    .meta({ id: 'GENERIC_EVENT', description: 'An event of a kind without fields of its own.' }),
  firstOwnKind!,
  ...otherOwnKinds,
])

export type EventDraft = z.output<typeof eventDraft>
