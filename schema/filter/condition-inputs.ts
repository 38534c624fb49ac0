import { ID_LIST_BOUND, NAME_BOUND } from '../builder/bound.ts'
import { builder } from '../builder/builder.ts'
import { enumType } from '../builder/enum-type.ts'
import { ActorKind } from '../entity/actor.ts'
import { BoxWhere, NearWhere } from '../entity/area.ts'
import { COUNTRY_FORMAT } from '../entity/country.ts'
import { CodeScheme } from '../event/code.ts'
import { TimePrecision } from '../event/event.ts'
import { LocationPrecision } from '../event/location.ts'
import { Role } from '../event/participation.ts'
import { Measure } from '../event/quantity.ts'

const TimeReading = enumType('TimeReading', 'How an imprecise time is compared with a time window.', {
  POSSIBLY: 'The event may have taken place in the window: its span overlaps the window.',
  CERTAINLY: 'The event certainly took place in the window: its span lies within the window.',
})

export const TimeWindow = builder.inputType('TimeWindow', {
  description:
    'A filter of times: a window, which is either `during`, or `from` and `to` (half-open; one of them may be omitted), or precisions, or both. All given conditions must match. Events of unknown time match no window.',
  fields: (t) => ({
    during: t.field({ type: 'EDTF', description: 'The span of an EDTF date, such as "2016-04" for the whole month.' }),
    from: t.field({ type: 'Moment', description: 'The start of the window (inclusive).' }),
    to: t.field({ type: 'Moment', description: 'The end of the window (exclusive).' }),
    reading: t.field({
      type: TimeReading,
      description: 'How imprecise times are compared with the window; default POSSIBLY.',
    }),
    precision: t.field({
      type: [TimePrecision],
      description: 'Matches times of these precisions, such as DAY for those that are known to the day.',
    }),
  }),
})

export const ParticipantWhere = builder.inputType('ParticipantWhere', {
  description: 'A filter of participants. All given conditions must match the same participant.',
  fields: (t) => ({
    actor: t.id({ description: 'Matches this actor.' }),
    actors: t.idList({ bound: ID_LIST_BOUND, description: 'Matches any of these actors.' }),
    name: t.string({
      bound: NAME_BOUND,
      description:
        'Matches actors with a name that contains these words in this order, including aliases and transliterations. Case, accents and script are ignored.',
    }),
    kind: t.field({ type: [ActorKind], description: 'Matches actors of these kinds.' }),
    country: t.id({ description: `Matches actors that are or belong to this country: ${COUNTRY_FORMAT}.` }),
    roles: t.field({ type: [Role], description: 'Matches participants in any of these roles.' }),
    office: t.id({
      description:
        'Matches participants in this office: the one that the report names, else one that the actor held on the day of the event.',
    }),
  }),
})

export const ParticipantsWhere = builder.inputType('ParticipantsWhere', {
  description: 'A filter of events by their participants. All given conditions must match.',
  fields: (t) => ({
    some: t.field({ type: ParticipantWhere, description: 'At least one participant matches.' }),
    every: t.field({
      type: ParticipantWhere,
      description: 'All participants match. An event without participants matches too.',
    }),
    none: t.field({ type: ParticipantWhere, description: 'No participant matches.' }),
  }),
})

export const LocationWhere = builder.inputType('LocationWhere', {
  description:
    'A filter of events by their locations. One location of the event must meet all given conditions. Its point is its own coordinates, else those of its place; a location without a point matches neither `near` nor `box`.',
  fields: (t) => ({
    within: t.id({
      description:
        'Matches this place and the places within it, by PART_OF edges; places that it only claims or administers do not match.',
    }),
    country: t.id({
      description: `Matches places in this country, by PART_OF edges: ${COUNTRY_FORMAT}. A place on a border is in both countries.`,
    }),
    near: t.field({ type: NearWhere, description: 'Matches points in this circle.' }),
    box: t.field({ type: BoxWhere, description: 'Matches points in this box.' }),
    maxRadiusKm: t.float({
      description: 'Matches locations with a `radiusKm` of at most this, 0 or more; those without one do not match.',
    }),
    precision: t.field({ type: [LocationPrecision], description: 'Matches locations of these precisions.' }),
  }),
})

export const CodeWhere = builder.inputType('CodeWhere', {
  description: 'A filter of events by their codes.',
  fields: (t) => ({
    scheme: t.field({ type: CodeScheme, required: true, description: 'The coding scheme.' }),
    prefix: t.string({
      description: 'The prefix of the code, such as 19 for all fighting in CAMEO; default any code of the scheme.',
    }),
  }),
})

export const QuantityWhere = builder.inputType('QuantityWhere', {
  description:
    'A filter of events by a reported number: its best value, else its low one ("dozens" counts as 24), else its high one. All given conditions must match the same number.',
  fields: (t) => ({
    measure: t.field({ type: Measure, required: true, description: 'The measure.' }),
    atLeast: t.float({ description: 'The lowest value that matches.' }),
    atMost: t.float({ description: 'The highest value that matches.' }),
  }),
})
