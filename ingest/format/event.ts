import { z } from 'zod'
import {
  APPROXIMATIONS,
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
  claimCertainty,
  composedText,
  edtf,
  externalId,
  latitude,
  localKey,
  longitude,
  moment,
  polarity,
  quotedWords,
  reference,
  REPORTED_CERTAINTIES,
  text,
} from './values.ts'

export const time = z
  .strictObject({
    edtf,
    precision: z
      .enum(TIME_PRECISIONS)
      .meta({ title: 'TimePrecision' })
      .optional()
      .describe(
        'The precision, if EDTF cannot express it: HOUR, PART_OF_DAY or WEEK. Otherwise omit it; it follows from the EDTF text. An instant with a coarser precision covers all of it, such as the hour 15:00 to 16:00, a quarter of the day from 12:00 to 18:00, or the week from Monday; so does a day with WEEK.',
      ),
    earliest: moment
      .optional()
      .describe('The earliest possible begin, if it is later than the begin of the EDTF date.'),
    latest: moment.optional().describe('The latest possible end, if it is earlier than the end of the EDTF date.'),
    basis,
    text: quotedWords.optional(),
  })
  .meta({ id: 'Time', description: 'The time at which an event took place or is to take place.' })

const location = z
  .strictObject({
    place: reference.optional().describe('The place, at any level: a site, a town, a country.'),
    precision: z
      .enum(LOCATION_PRECISIONS)
      .meta({ title: 'LocationPrecision' })
      .describe("The precision of the location (after UCDP's where_prec)."),
    latitude: latitude.optional(),
    longitude: longitude.optional(),
    radiusKm: z
      .number()
      .min(0)
      .max(20_038)
      .optional()
      .describe(
        'The uncertainty of the coordinates, as a radius in kilometres: 0 to 20038, half the circumference of the earth.',
      ),
    text: quotedWords.optional(),
  })
  .meta({ id: 'Location', description: 'The location at which an event took place or is to take place.' })

const participation = z
  .strictObject({
    actor: reference.describe('The actor that takes part.'),
    role: z
      .enum(ROLES)
      .meta({ title: 'Role' })
      .describe('The role of the actor. The kind of the event determines which roles are allowed.'),
    side: composedText(100).optional().describe('The name of the side that the actor is on, if the event has sides.'),
    office: reference
      .optional()
      .describe(
        'The office in which the actor took part. The default is the office that the actor held on the day of the event.',
      ),
    label: text(300).optional().describe('The words of the article for the actor.'),
    basis: basis.default('EXPLICIT').describe('EXPLICIT if the text names the actor in this role, otherwise INFERRED.'),
  })
  .meta({ id: 'Participation', description: 'The participation of one actor in the event, in one role.' })

/** Sums of many such numbers stay exact enough to be compared, and finite. */
const amount = z.number().min(0).max(1e18)

const quantity = z
  .strictObject({
    measure: z.enum(MEASURES).meta({ title: 'Measure' }).describe('The kind of quantity.'),
    of: text(200).optional().describe('What is counted, such as soldiers or tents.'),
    side: composedText(100).optional().describe('The name of the side that the quantity belongs to.'),
    low: amount.optional().describe('The lower bound.'),
    best: amount.optional().describe('The best estimate; omitted if the text gives none, as in "dozens".'),
    high: amount.optional().describe('The upper bound.'),
    approximation: z
      .enum(APPROXIMATIONS)
      .meta({ title: 'Approximation' })
      .describe('How exactly the text states the number.'),
    unit: text(50).optional().describe('The unit, such as hours or USD.'),
    text: quotedWords.optional(),
    claim: localKey
      .optional()
      .describe('The key of the claim that states the number. It must be a claim of the same event.'),
  })
  .meta({
    id: 'Quantity',
    description:
      'A number, as it was reported: 0 or more. People and things (FATALITIES, INJURED, PERSONNEL, EQUIPMENT, DISPLACED) are counted in integers up to 10,000,000,000.',
  })

const relation = z
  .strictObject({
    kind: z
      .enum(RELATION_KINDS)
      .meta({ title: 'RelationKind' })
      .describe('The kind of the relation, read from this event to the other.'),
    event: reference.describe('The other event, the target of the relation.'),
    certainty: claimCertainty(REPORTED_CERTAINTIES)
      .meta({ title: 'Certainty' })
      .optional()
      .describe(
        'The certainty of the relation; the default is REPORTED. Omit it if claims are about the relation: it is then derived from them.',
      ),
    basis: basis.default('EXPLICIT').describe('EXPLICIT if the text states the relation, otherwise INFERRED.'),
  })
  .meta({ id: 'Relation', description: 'A directed relation from the event to another event.' })

const code = z
  .strictObject({
    scheme: z.enum(CODE_SCHEMES).meta({ title: 'CodeScheme' }).describe('The scheme that the code belongs to.'),
    code: text(100).describe('The code, as text: the CAMEO code "041" is not 41.'),
    label: text(300).optional().describe('The meaning of the code.'),
  })
  .meta({ id: 'Code', description: 'A code of the event in a coding scheme of conflict research.' })

export const eventParts = z.strictObject({
  key: localKey,
  title: composedText(300).describe('What happened, in one line, in the words of the annotator.'),
  summary: composedText(2000)
    .optional()
    .describe('A summary of what is known and what was inferred, in the words of the annotator.'),
  realis: z
    .enum(REALIS)
    .meta({ title: 'Realis' })
    .describe('Whether the event took place, is planned, is demanded, or is hypothetical.'),
  polarity: polarity.describe('NEGATIVE if the text states that the event did not happen.'),
  occurred: time,
  location: location.optional(),
  participations: z.array(participation).max(100).default([]).describe('The actors that take part, and their roles.'),
  claims: z
    .array(claimDraft)
    .min(1)
    .max(100)
    .describe('The statements about the event, with their quotes and sources.'),
  quantities: z.array(quantity).max(50).default([]).describe('The numbers that are reported, such as fatalities.'),
  relations: z.array(relation).max(100).default([]).describe('The relations to other events.'),
  codes: z.array(code).max(20).default([]).describe('The codes of the event in coding schemes such as CAMEO.'),
  externalIds: z.array(externalId).max(20).default([]).describe('The identifiers of the event in other data sources.'),
  storylines: z.array(reference).max(20).default([]).describe('The storylines that the event belongs to.'),
})

const KIND = 'The kind of the event.'

function eventOfTypedKind(kind: TypedKindName) {
  return eventParts
    .extend({ kind: z.literal(kind).describe(KIND), details: detailsOf(kind).prefault({}) })
    .meta({ id: `${kind}_EVENT`, description: `An event of the kind ${kind}.` })
}

const typedEvents = (Object.keys(TYPED_KINDS) as TypedKindName[]).map(eventOfTypedKind)

export const eventDraft = z.discriminatedUnion('kind', [
  eventParts
    .extend({ kind: z.enum(GENERIC_KINDS).describe(KIND) })
    .meta({ id: 'GENERIC_EVENT', description: 'An event of a kind that has no fields of its own.' }),
  ...typedEvents,
])

export type EventDraft = z.output<typeof eventDraft>
