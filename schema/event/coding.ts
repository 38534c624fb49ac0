import { eventCodings, type EventCodingRow } from '../../database/tables/coding.ts'
import { events } from '../../database/tables/event.ts'
import { builder } from '../builder/builder.ts'
import { enumType } from '../builder/enum-type.ts'
import { ExternalId } from '../entity/name.ts'
import { LOAD_ORDER, loadReferenced, rowsBy } from '../loaders/loader.ts'
import { after } from '../loaders/maybe-promise.ts'
import { load, related } from '../prefetch/relation.ts'
import { cameoCode, EventCode } from './code.ts'
import { Event, eventLoader } from './event.ts'
import { EventLocation, locationsOf, OWN_LOCATION, storedLocations } from './location.ts'

const QUAD_CLASSES = ['VERBAL_COOPERATION', 'MATERIAL_COOPERATION', 'VERBAL_CONFLICT', 'MATERIAL_CONFLICT'] as const

const QuadClass = enumType<(typeof QUAD_CLASSES)[number]>('QuadClass', 'The four classes of CAMEO events.', {
  VERBAL_COOPERATION: 'Verbal cooperation: CAMEO root codes 01 to 05.',
  MATERIAL_COOPERATION: 'Material cooperation: CAMEO root codes 06 to 09.',
  VERBAL_CONFLICT: 'Verbal conflict: CAMEO root codes 10 to 14.',
  MATERIAL_CONFLICT: 'Material conflict: CAMEO root codes 15 to 20.',
})

const CodingKey = enumType('CodingKey', 'What the rows of a feed that describe one event have in common.', {
  CONTACT:
    'The rows are of one contact: the same article, day, kind, realis and actors. The actors have no order, except who visits whom; an actor that the row does not name is the same as another that it does not name. The rows can differ in which actor comes first, in the place and in the code.',
  ACT: 'The rows are of one act: the same article, day, code, first actor, second actor and place. They can differ in where the text places the actors, in the words for them and in the counts.',
  ROW: 'The row names no article, so nothing tells which other row is of the same event.',
})

export const codingsOfEvent = rowsBy(LOAD_ORDER.PART_OF_EVENT, eventCodings, eventCodings.eventId, [
  eventCodings.rowNumber,
])

export const EventCoding = builder.objectRef<EventCodingRow>('EventCoding').implement({
  description:
    'One row of a feed that describes the event (GDELT): what that row says, and its coverage when the feed first listed it.',
  fields: (t) => ({
    externalId: t.field({
      type: ExternalId,
      description: 'The id of the row, which is one of `Event.externalIds`.',
      loads: [],
      resolve: ({ rowNumber }) => ({ scheme: 'GDELT_EVENT' as const, value: String(rowNumber) }),
    }),
    key: t.expose('key', { type: CodingKey, description: 'Why the row is one event with the other rows.' }),
    code: t.field({
      type: EventCode,
      description: 'The CAMEO code of the row.',
      ...related(cameoCode, 'code'),
    }),
    actor1Label: t.exposeString('actor1Label', {
      nullable: true,
      description:
        'The first actor in the words of the feed: the one that acts, or the host in 043; null if not named.',
    }),
    actor2Label: t.exposeString('actor2Label', {
      nullable: true,
      description: 'The second actor in the words of the feed; null if not named.',
    }),
    actor1Place: t.exposeString('actor1PlaceText', {
      nullable: true,
      description: 'Where the text names the first actor, in the words of the feed; null if the feed has no place.',
    }),
    actor2Place: t.exposeString('actor2PlaceText', {
      nullable: true,
      description: 'Where the text names the second actor, in the words of the feed; null if the feed has no place.',
    }),
    location: t.field({
      type: EventLocation,
      nullable: true,
      description: 'The location of the row, one of `Event.locations`; null if the row has none.',
      loads: [load(eventLoader, 'eventId'), load(storedLocations, 'eventId')],
      readsRows: [{ table: events, columns: OWN_LOCATION }],
      resolve: (coding, _args, context) =>
        after(loadReferenced(eventLoader(context), coding.eventId), (event) =>
          after(
            locationsOf(event, context),
            (locations) =>
              locations.find((location) => LOCATION_COLUMNS.every((name) => location[name] === coding[name])) ?? null,
          ),
        ),
    }),
    addedAt: t.expose('addedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the feed added the row; null if unknown.',
    }),
    goldsteinScale: t.exposeFloat('goldsteinScale', {
      nullable: true,
      description:
        'The expected effect of this type of event on the stability of a country (Goldstein scale), -10 to 10. It depends only on the code.',
    }),
    quadClass: t.field({
      type: QuadClass,
      nullable: true,
      description: 'The class of the event: verbal or material, cooperation or conflict.',
      resolve: ({ quadClass }) => (quadClass === null ? null : (QUAD_CLASSES[quadClass - 1] ?? null)),
    }),
    isRootEvent: t.exposeBoolean('isRootEvent', {
      nullable: true,
      description: 'Whether the event is in the first paragraph of the article.',
    }),
    averageTone: t.exposeFloat('averageTone', {
      nullable: true,
      description: 'The average tone of the documents of the first fifteen minutes, -100 to 100.',
    }),
    mentionCount: t.exposeInt('mentionCount', {
      nullable: true,
      description:
        'The number of mentions in the first fifteen minutes. `Event.mentionCount` counts the stored mentions.',
    }),
    sourceCount: t.exposeInt('sourceCount', {
      nullable: true,
      description: 'The number of sources that mentioned the event in the first fifteen minutes.',
    }),
    articleCount: t.exposeInt('articleCount', {
      nullable: true,
      description: 'The number of documents that mentioned the event in the first fifteen minutes.',
    }),
  }),
})

const LOCATION_COLUMNS = [
  'placeId',
  'locationPrecision',
  'latitude',
  'longitude',
  'radiusKm',
  'locationText',
] as const satisfies (keyof EventCodingRow)[]

builder.interfaceField(Event, 'codings', (t) =>
  t.field({
    type: [EventCoding],
    description:
      'The rows of feeds that describe the event, by number; empty if no feed coded it. The first row gives title, time and participations. The codings do not affect `certainty`.',
    ...related(codingsOfEvent, 'id'),
  }),
)
