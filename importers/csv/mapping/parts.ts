import { z } from 'zod'
import {
  ACTOR_KINDS,
  APPROXIMATIONS,
  BASES,
  LOCATION_PRECISIONS,
  MEASURES,
  PLACE_KINDS,
  RELATION_KINDS,
  ROLES,
  TIME_PRECISIONS,
} from '../../../database/tables/enums.ts'
import { composedText } from '../../../ingest/format/values.ts'
import { dateField, timeZone } from './date-format.ts'
import { listField, numberField, textField, wordField } from './fields.ts'

/** The aspects of claims that need no more than a quote. */
export const ASPECTS = ['OCCURRENCE', 'TIME', 'LOCATION', 'PARTICIPATION', 'QUANTITY', 'CONTEXT'] as const

export const time = z
  .strictObject({
    begin: dateField.describe('When the event took place, or when it began. Every row must have it.'),
    end: dateField
      .optional()
      .describe('When the event ended. If the cell is empty, the event has the time of `begin`.'),
    timeZone: timeZone.default('UTC').describe('The time zone of times without an offset, such as Asia/Baku.'),
    precision: wordField('TimePrecision', TIME_PRECISIONS)
      .optional()
      .describe('A precision coarser than the date. MONTH of a day is its month.'),
    basis: wordField('Basis', BASES)
      .default({ constant: 'EXPLICIT' })
      .describe('Whether the source states the time, or it was computed or concluded.'),
  })
  .meta({ id: 'SpreadsheetTime', description: 'The columns of the time.' })

export const location = z
  .strictObject({
    country: textField.optional().describe('The country: its usual English name or its ISO 3166-1 code.'),
    division: textField.optional().describe('The first-order division, such as a province.'),
    place: textField.optional().describe('The place within the country and division, such as a town.'),
    placeKind: wordField('PlaceKind', PLACE_KINDS)
      .default({ constant: 'SETTLEMENT' })
      .describe('The kind of the place.'),
    latitude: numberField.optional().describe('The latitude in degrees north (WGS 84).'),
    longitude: numberField.optional().describe('The longitude in degrees east (WGS 84).'),
    radiusKm: numberField.optional().describe('The uncertainty of the point, as a radius in kilometres.'),
    precision: wordField('LocationPrecision', LOCATION_PRECISIONS)
      .optional()
      .describe('The precision of the location. The default follows from the most exact of place, division, country.'),
    text: textField.optional().describe('The words of the source for the location.'),
  })
  .meta({ id: 'SpreadsheetLocation', description: 'The columns of the location.' })

const actorKind = wordField('ActorKind', ACTOR_KINDS)

export const participant = z
  .strictObject({
    name: listField.describe('The name of the actor. A row whose cell is empty has no such participant.'),
    role: wordField('Role', ROLES).describe(
      'The role of the actor. The kind of the event determines which are allowed.',
    ),
    kind: actorKind.describe('The kind of the actor. A STATE with the name of a country is the state of that country.'),
    country: textField
      .optional()
      .describe(
        'The country of the actor, which is a part of its name: two actors of one name can have two countries.',
      ),
    side: textField.optional().describe('The name of the side that the actor is on.'),
  })
  .meta({ id: 'SpreadsheetParticipant', description: 'The columns of one participant.' })

export const quantity = z
  .strictObject({
    measure: wordField('Measure', MEASURES).describe('The kind of quantity.'),
    of: textField.optional().describe('What is counted, such as deaths or tents.'),
    unit: textField.optional().describe('The unit, such as people or USD.'),
    side: textField.optional().describe('The side that the quantity belongs to.'),
    low: numberField.optional().describe('The lower bound.'),
    best: numberField.optional().describe('The best estimate.'),
    high: numberField.optional().describe('The upper bound.'),
    approximation: wordField('Approximation', APPROXIMATIONS)
      .optional()
      .describe(
        'How exact the number is. The default is EXACT if all bounds are equal, RANGE for two bounds, AT_LEAST for `low`, AT_MOST for `high`, ABOUT for `best`.',
      ),
  })
  .refine(({ low, best, high }) => low !== undefined || best !== undefined || high !== undefined, {
    error: 'must have at least one of `low`, `best`, `high`; got none.',
  })
  .meta({ id: 'SpreadsheetQuantity', description: 'The columns of one number.' })

export const code = z
  .strictObject({
    code: textField.describe('The code, as text. Codes are shown with the name of the dataset before them.'),
    labels: z
      .record(composedText(50), composedText(300))
      .optional()
      .describe('The meaning of codes: the code, then its label.'),
  })
  .meta({ id: 'SpreadsheetCode', description: 'The column of a code.' })

/** A row could make an event a part of itself by way of rows that are read later, so the kind SUBEVENT_OF is missing. */
export const ROW_RELATIONS = RELATION_KINDS.filter((kind) => kind !== 'SUBEVENT_OF')

export const relation = z
  .strictObject({
    kind: wordField('RelationKind', ROW_RELATIONS).describe(
      'The kind of the relation, read from this row to the other: FOLLOWS means that this event happened later.',
    ),
    to: listField.describe(
      'The id of the other row, as its `id` columns have it; several columns are joined by a vertical bar. The other row may be in a later file.',
    ),
  })
  .meta({ id: 'SpreadsheetRelation', description: 'The column of the rows that this one is related to.' })

/** How a source can present what a person or organization says. */
export const SPEECH_MODES = ['DIRECT_SPEECH', 'INDIRECT_SPEECH', 'UNNAMED'] as const

const attribution = z
  .strictObject({
    name: textField.optional().describe('The name of the actor that makes the statement.'),
    kind: actorKind
      .default({ constant: 'PERSON' })
      .describe('The kind of the actor. A STATE with the name of a country is the state of that country.'),
    country: textField.optional().describe('The country of the actor, as for participants.'),
    label: textField.optional().describe('The words of the article for the source of the statement.'),
    verb: textField.optional().describe('The verb of the article, such as said or added.'),
    mode: wordField('AttributionMode', SPEECH_MODES)
      .default({ constant: 'INDIRECT_SPEECH' })
      .describe('How the article presents the statement. UNNAMED needs neither `name` nor `label`.'),
  })
  .meta({
    id: 'SpreadsheetAttribution',
    description:
      'The columns of one link in the chain of sources of a quote. A row without name and label has no such link.',
  })

export const source = z
  .strictObject({
    url: listField.optional().describe('The URL of the article. The publisher is then the domain of its host.'),
    publisher: textField.optional().describe('The publisher of an article without a URL.'),
    title: textField.optional().describe('The headline of the article. Without a URL, it identifies the article.'),
    publishedOn: dateField.optional().describe('The day of publication.'),
    language: textField.optional().describe('The BCP 47 tag of the language of the article, such as en.'),
    quote: textField
      .optional()
      .describe(
        'A verbatim passage of the article, of at most 300 characters, that states what happened. It becomes a claim. Quotes of spreadsheets are NOT_VERIFIED, since the text is not at hand.',
      ),
    aspect: wordField('ClaimAspect', ASPECTS)
      .default({ constant: 'OCCURRENCE' })
      .describe('The part of the event that the quote is about.'),
    attribution: z
      .array(attribution)
      .max(5)
      .default([])
      .describe('Who says what the quote states, the original source first. Without it, the article itself says it.'),
  })
  .refine(({ attribution: links, quote }) => links.length === 0 || quote !== undefined, {
    path: ['attribution'],
    error: 'must be left out, because the source has no `quote` that it could attribute.',
  })
  .refine(({ url, title, publisher }) => (url ?? title ?? publisher) !== undefined, {
    error: 'must have `url`, `title` or `publisher`, to identify the article; got none.',
  })
  .refine(
    ({ url, title, publishedOn, quote }) =>
      url?.separator === undefined || (title ?? publishedOn ?? quote) === undefined,
    {
      error:
        'must have no `title`, `publishedOn` or `quote`, because `url.separator` lets a row have several articles.',
    },
  )
  .meta({ id: 'SpreadsheetSource', description: 'The columns of one source: an article that reports the event.' })
