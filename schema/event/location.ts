import { eventLocations, type EventLocationRow } from '../../database/tables/event-location.ts'
import type { EventRow } from '../../database/tables/event.ts'
import { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import { enumType } from '../builder/enum-type.ts'
import { Place, placeLoader } from '../entity/place.ts'
import { LOAD_ORDER, rowsBy } from '../loaders/loader.ts'
import { after, type MaybePromise } from '../loaders/maybe-promise.ts'
import { load, relatedOrNull } from '../prefetch/relation.ts'
import { Event } from './event.ts'

export const LocationPrecision = enumType(
  'LocationPrecision',
  "The precision of a location (after UCDP's where_prec).",
  {
    SITE: 'The exact site.',
    SETTLEMENT: 'The city, town or village.',
    NEAR_SETTLEMENT: 'Near a city, town or village.',
    ADM2: 'The second-order division of a country.',
    ADM1: 'The first-order division of a country, or a region.',
    LINEAR_OR_FUZZY: 'Along a line, such as a front, or in an area without clear bounds.',
    COUNTRY: 'The country.',
    WATER_OR_AIRSPACE: 'On water or in the air.',
    UNKNOWN: 'Unknown.',
  },
)

/** A location of an event; the number of rows is looked up if it is selected. */
type Location = Pick<
  EventLocationRow,
  'eventId' | 'placeId' | 'locationPrecision' | 'latitude' | 'longitude' | 'radiusKm' | 'locationText'
> & { rowCount?: number }

/** The locations of events that have several, or that other events were merged into. */
export const storedLocations = rowsBy(LOAD_ORDER.PART_OF_EVENT, eventLocations, eventLocations.eventId, [
  eventLocations.ordinal,
])

/** The columns that `ownLocation` reads. */
export const OWN_LOCATION = [
  'id',
  'locationPrecision',
  'placeId',
  'latitude',
  'longitude',
  'radiusKm',
  'locationText',
] as const

/** The location of an event that has only one, or the first of several; null if the event has none of its own. */
function ownLocation(event: Pick<EventRow, (typeof OWN_LOCATION)[number]>): Location | null {
  const { id, locationPrecision, placeId, latitude, longitude, radiusKm, locationText } = event
  if (locationPrecision === null) return null
  return { eventId: id, locationPrecision, placeId, latitude, longitude, radiusKm, locationText }
}

/** The locations of an event, the first as its row has it. */
export function locationsOf(event: Parameters<typeof ownLocation>[0], context: Context): MaybePromise<Location[]> {
  return after(storedLocations(context).load(event.id), (stored): Location[] => {
    const own = ownLocation(event)
    return stored.length > 0 || own === null ? stored : [own]
  })
}

export const EventLocation = builder.objectRef<Location>('EventLocation').implement({
  description: 'Where an event took place, at the precision at which it is known.',
  fields: (t) => ({
    place: t.field({
      type: Place,
      nullable: true,
      description: 'The place; null if it is not a stored place.',
      ...relatedOrNull(placeLoader, 'placeId'),
    }),
    precision: t.expose('locationPrecision', {
      type: LocationPrecision,
      description: 'The precision of the location, for its place and its coordinates.',
    }),
    latitude: t.exposeFloat('latitude', {
      nullable: true,
      description: 'The latitude in degrees north (WGS 84); null if not stated.',
    }),
    longitude: t.exposeFloat('longitude', {
      nullable: true,
      description: 'The longitude in degrees east (WGS 84); null if not stated.',
    }),
    radiusKm: t.exposeFloat('radiusKm', {
      nullable: true,
      description: 'The maximal distance from the coordinates, in kilometres; null if not stated.',
    }),
    text: t.exposeString('locationText', {
      nullable: true,
      description: "The article's own words; null if it has none.",
    }),
    rowCount: t.int({
      description:
        'The number of rows of feeds that state this location (see `Event.codings`); 1 if only a report or an editor states it.',
      loads: [
        { loader: storedLocations, keyOf: ({ eventId, rowCount }) => (rowCount === undefined ? eventId : undefined) },
      ],
      resolve: ({ eventId, rowCount }, _args, context) =>
        rowCount ?? after(storedLocations(context).load(eventId), ([first]) => first?.rowCount ?? 1),
    }),
  }),
})

builder.interfaceField(Event, 'location', (t) =>
  t.field({
    type: EventLocation,
    nullable: true,
    description: 'Where it took place or would take place: the first of `locations`; null if the sources do not say.',
    reads: OWN_LOCATION,
    loads: [
      { loader: storedLocations, keyOf: ({ id, locationPrecision }) => (locationPrecision === null ? id : undefined) },
    ],
    resolve: (event, _args, context) =>
      ownLocation(event) ?? after(locationsOf(event, context), ([first]) => first ?? null),
  }),
)

builder.interfaceField(Event, 'locations', (t) =>
  t.field({
    type: [EventLocation],
    description:
      'All places that the sources give for the event: a feed can write one row for each place that an article names, and merged events keep their places. First that of the event itself, which for a feed is the one that most rows state; then by the number of rows, then by the id of the place. A filter matches if one of them meets all of its conditions.',
    reads: OWN_LOCATION,
    loads: [load(storedLocations, 'id')],
    resolve: (event, _args, context) => locationsOf(event, context),
  }),
)
