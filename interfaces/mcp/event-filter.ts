import { isEnumType } from 'graphql'
import { z } from 'zod'
import { schema } from '../../schema/schema.ts'

/** The values of an enum of the schema, as an input of a tool. */
export function enumOf(name: string) {
  const type = schema.getType(name)
  if (!isEnumType(type)) throw new Error(`${name} is not an enum of the schema.`)
  return z.enum(type.getValues().map((value) => value.name))
}

const MAX_TEXT = 500
const MAX_ITEMS = 5
/** Of an enum. */
const MAX_VALUES = 30

const name = z.string().min(1).max(300)
const names = z.array(name).max(MAX_ITEMS)
const country = z.string().max(64)

/** The filter of events that several tools share: the parts of `EventWhere` that questions need most. */
export const FILTER_FIELDS = {
  text: z
    .string()
    .max(MAX_TEXT)
    .optional()
    .describe('words in titles, quotes, names; web-search syntax: "a b", or, -word'),
  during: z.string().max(200).optional().describe('EDTF: 2016-04-05, 2016-04, 2016-04-02/2016-04-05'),
  certainlyDuring: z.boolean().optional().describe('imprecise times must lie wholly within `during`'),
  kinds: z.array(enumOf('EventKind')).max(MAX_VALUES).optional(),
  excludeKinds: z.array(z.string().max(40)).max(30).optional(),
  participants: names.optional().describe('each took part: a name in any spelling, or an id act_…'),
  participantCountries: z.array(country).max(MAX_ITEMS).optional().describe('any took part; ISO 3166-1, such as AM'),
  country: country.optional().describe('where it happened; ISO 3166-1'),
  place: z.string().max(64).optional().describe('id plc_… of find_names; also places within it'),
  certainty: z.array(enumOf('Certainty')).max(MAX_VALUES).optional().describe('default: all but RETRACTED'),
  realis: z.array(enumOf('Realis')).max(MAX_VALUES).optional().describe('default: ACTUAL, what took place'),
  polarity: z
    .array(enumOf('Polarity'))
    .max(MAX_VALUES)
    .optional()
    .describe('NEGATIVE: said not to have happened; default POSITIVE'),
  minFatalities: z.number().optional(),
  includeCoded: z.boolean().optional().describe('also events that only a machine coded'),
}

type FilterInput = z.infer<z.ZodObject<typeof FILTER_FIELDS>>

/** Returns the `EventWhere` of an input. */
export function whereOf(input: FilterInput): object {
  const { text, during, certainlyDuring, kinds, excludeKinds, participants, participantCountries } = input
  const { country: isoCode, place, certainty, realis, polarity, minFatalities, includeCoded } = input
  return {
    ...(text && { search: text }),
    ...(during && { occurred: { during, reading: certainlyDuring ? 'CERTAINLY' : 'POSSIBLY' } }),
    ...(kinds && { kinds }),
    ...(excludeKinds && { not: { kinds: excludeKinds } }),
    ...(participants && { and: participants.map((each) => tookPart(actorOf(each))) }),
    ...(participantCountries && { or: participantCountries.map((each) => tookPart({ country: each })) }),
    ...((isoCode || place) && { location: { ...(isoCode && { country: isoCode }), ...(place && { within: place }) } }),
    ...(certainty && { certainty }),
    ...(realis && { realis }),
    ...(polarity && { polarity }),
    ...(minFatalities !== undefined && { quantity: { measure: 'FATALITIES', atLeast: minFatalities } }),
    ...(includeCoded && { evidence: ['QUOTED', 'LISTED', 'CODED'] }),
  }
}

function tookPart(participant: object): object {
  return { participants: { some: participant } }
}

function actorOf(nameOrId: string): object {
  return nameOrId.startsWith('act_') ? { actor: nameOrId } : { name: nameOrId }
}
