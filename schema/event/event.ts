import { eventExternalIds, events, type EventRow } from '../../database/tables/event.ts'
import { asOfArgument } from '../builder/as-of-argument.ts'
import { builder } from '../builder/builder.ts'
import { enumType } from '../builder/enum-type.ts'
import { followMerge } from '../entity/merged-into.ts'
import { ExternalId } from '../entity/name.ts'
import { Place, placeLoader } from '../entity/place.ts'
import { LOAD_ORDER, rowBy, rowsBy } from '../loaders/loader.ts'
import { registerEntity } from '../relay/federation.ts'
import { idField, Node, registerNode, uuidOf } from '../relay/node.ts'
import { Dataset, datasetLoader } from '../source/dataset.ts'
import { Basis, Certainty, Polarity, Realis } from './axes.ts'

export const eventLoader = rowBy(LOAD_ORDER.EVENT, events, events.id)
const idsOfEvent = rowsBy(LOAD_ORDER.PART_OF_EVENT, eventExternalIds, eventExternalIds.eventId, [
  eventExternalIds.scheme,
  eventExternalIds.value,
])

const TimePrecision = enumType('TimePrecision', 'How closely a time is known.', {
  INSTANT: 'To the second or the minute.',
  HOUR: 'To about an hour.',
  PART_OF_DAY: 'To a part of a day, such as the evening.',
  DAY: 'To the day.',
  WEEK: 'To a week.',
  MONTH: 'To the month.',
  YEAR: 'To the year.',
  RANGE: 'To a span with a start, an end, or both.',
  UNKNOWN: 'Not at all.',
})

const TimeSpan = builder.objectRef<EventRow>('TimeSpan').implement({
  description: 'When something took place, as precisely as it is known and no more.',
  fields: (t) => ({
    edtf: t.expose('edtf', { type: 'EDTF', description: 'The time as EDTF text (ISO 8601-2).' }),
    earliest: t.expose('earliest', {
      type: 'DateTime',
      nullable: true,
      description: 'It began no earlier than this (UTC); null where that is open or unknown.',
    }),
    latest: t.expose('latest', {
      type: 'DateTime',
      nullable: true,
      description: 'It was over before this (UTC, half open); null where that is open or unknown.',
    }),
    precision: t.expose('timePrecision', { type: TimePrecision, description: 'How closely it is known.' }),
    basis: t.expose('timeBasis', { type: Basis, description: 'How it was come by.' }),
    text: t.exposeString('timeText', { nullable: true, description: "The article's own words, where it has any." }),
  }),
})

export const LocationPrecision = enumType(
  'LocationPrecision',
  "How closely a location is known (after UCDP's where_prec).",
  {
    SITE: 'The very spot.',
    SETTLEMENT: 'The city, town or village.',
    NEAR_SETTLEMENT: 'Near a city, town or village.',
    ADM2: 'The second-order division of a country.',
    ADM1: 'The first-order division of a country, or a region.',
    LINEAR_OR_FUZZY: 'Along a line, such as a front, or in an area without clear bounds.',
    COUNTRY: 'The country.',
    WATER_OR_AIRSPACE: 'On the water or in the air.',
    UNKNOWN: 'Not known.',
  },
)

const Location = builder.objectRef<EventRow>('Location').implement({
  description: 'Where something took place, as precisely as it is known and no more.',
  fields: (t) => ({
    place: t.field({
      type: Place,
      nullable: true,
      description: 'The place, where it is one that is known.',
      resolve: ({ placeId }, _args, context) => (placeId ? placeLoader(context).load(placeId) : null),
    }),
    precision: t.field({
      type: LocationPrecision,
      description: 'How closely it is known; no coordinate goes without it.',
      resolve: ({ locationPrecision }) => locationPrecision!,
    }),
    latitude: t.exposeFloat('latitude', { nullable: true, description: 'Degrees north (WGS 84), where given.' }),
    longitude: t.exposeFloat('longitude', { nullable: true, description: 'Degrees east (WGS 84), where given.' }),
    radiusKm: t.exposeFloat('radiusKm', {
      nullable: true,
      description: 'How far from the coordinates it may have been, in kilometres, where given.',
    }),
    text: t.exposeString('locationText', { nullable: true, description: "The article's own words, where it has any." }),
  }),
})

/** The object type of each kind; filled by the kinds themselves, which stand above this room. */
export const typeNames = new Map<string, string>()

export const Event = builder.interfaceRef<EventRow>('Event').implement({
  description:
    'Something that is said to have happened, to be planned, asked for or thought of. One event per happening, however many report it.',
  interfaces: [Node],
  resolveType: ({ kind }) => typeNames.get(kind),
  fields: (t) => ({
    id: t.id(idField('event')),
    title: t.exposeString('title', { description: 'What happened, in a few words.' }),
    summary: t.exposeString('summary', { nullable: true, description: 'What happened, in a few sentences.' }),
    realis: t.expose('realis', {
      type: Realis,
      description: 'Whether it took place, is planned, asked for or only thought of.',
    }),
    polarity: t.expose('polarity', {
      type: Polarity,
      description: 'Whether the text says that it happened or that it did not.',
    }),
    certainty: t.expose('certainty', { type: Certainty, description: 'How sure it is; derived from its claims.' }),
    occurred: t.field({ type: TimeSpan, description: 'When it took place, or would.', resolve: (event) => event }),
    location: t.field({
      type: Location,
      nullable: true,
      description: 'Where it took place, or would; null where nothing is said of it.',
      resolve: (event) => (event.locationPrecision ? event : null),
    }),
    externalIds: t.field({
      type: [ExternalId],
      description: 'What other datasets call it; rows merged into one event all lead to it.',
      resolve: ({ id }, _args, context) => idsOfEvent(context).load(id),
    }),
    mentionCount: t.exposeInt('mentionCount', { description: 'How many articles report it.' }),
    publisherCount: t.exposeInt('publisherCount', {
      description: 'How many publishers those articles are of, as far as known.',
    }),
    version: t.exposeInt('version', { description: 'How many revisions it has had, the first included.' }),
    dataset: t.field({
      type: Dataset,
      description: 'Where it comes from.',
      resolve: async ({ datasetId }, _args, context) => (await datasetLoader(context).load(datasetId))!,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was first stored.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last changed.' }),
  }),
})

builder.interfaceField(Event, 'mergedInto', (t) =>
  t.field({
    type: Event,
    nullable: true,
    description:
      'The event that it was found to be the same as, which stands for it in the end. It is RETRACTED then, and what was said of it is said of that one.',
    resolve: (event, _args, context) => followMerge(event, eventLoader(context)),
  }),
)

registerNode('event', eventLoader, ({ kind }) => typeNames.get(kind)!)
registerEntity(Event, 'event', eventLoader)

builder.queryField('event', (t) =>
  t.field({
    type: Event,
    nullable: true,
    description: 'One event, or null where there is none of that id, or was none yet.',
    args: { id: t.arg.id({ required: true, description: 'The id of the event.' }), ...asOfArgument },
    resolve: (_root, { id }, context) => eventLoader(context).load(uuidOf('event', id)),
  }),
)
