import { WEB_SEARCH } from '../../database/values/full-text.ts'
import { FILTER_LIST_BOUND, ID_LIST_BOUND, NAME_BOUND, SEARCH_BOUND } from '../builder/bound.ts'
import { builder } from '../builder/builder.ts'
import { enumType } from '../builder/enum-type.ts'
import { ActorKind } from '../entity/actor.ts'
import { BoxWhere, NearWhere } from '../entity/area.ts'
import { COUNTRY_FORMAT } from '../entity/country.ts'
import { ExternalIdBy } from '../entity/name.ts'
import { Certainty, Evidence, Polarity, Realis } from '../event/axes.ts'
import { CodeScheme } from '../event/code.ts'
import { EventKind } from '../event/kinds.ts'
import { LocationPrecision } from '../event/location.ts'
import { Role } from '../event/participation.ts'
import { Measure } from '../event/quantity.ts'
import { kindFilterFields, type KindFilters } from './kind-filter.ts'

const TimeReading = enumType('TimeReading', 'How an imprecise time is compared with a time window.', {
  POSSIBLY: 'The event may have taken place in the window: its span overlaps the window.',
  CERTAINLY: 'The event certainly took place in the window: its span lies within the window.',
})

export const TimeWindow = builder.inputType('TimeWindow', {
  description:
    'A time window: either `during`, or `from` and `to` (half-open; one of them may be omitted). Events of unknown time match no window.',
  fields: (t) => ({
    during: t.field({ type: 'EDTF', description: 'The span of an EDTF date, such as "2016-04" for the whole month.' }),
    from: t.field({ type: 'Moment', description: 'The start of the window (inclusive).' }),
    to: t.field({ type: 'Moment', description: 'The end of the window (exclusive).' }),
    reading: t.field({
      type: TimeReading,
      description: 'How imprecise times are compared with the window; default POSSIBLY.',
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

const ParticipantsWhere = builder.inputType('ParticipantsWhere', {
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

const LocationWhere = builder.inputType('LocationWhere', {
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

const CodeWhere = builder.inputType('CodeWhere', {
  description: 'A filter of events by their codes.',
  fields: (t) => ({
    scheme: t.field({ type: CodeScheme, required: true, description: 'The coding scheme.' }),
    prefix: t.string({
      description: 'The prefix of the code, such as 19 for all fighting in CAMEO; default any code of the scheme.',
    }),
  }),
})

const QuantityWhere = builder.inputType('QuantityWhere', {
  description:
    'A filter of events by a reported number: its best value, else its low one ("dozens" counts as 24), else its high one. All given conditions must match the same number.',
  fields: (t) => ({
    measure: t.field({ type: Measure, required: true, description: 'The measure.' }),
    atLeast: t.float({ description: 'The lowest value that matches.' }),
    atMost: t.float({ description: 'The highest value that matches.' }),
  }),
})

/** A filter of events. A null or omitted condition matches every event. */
export interface EventFilter extends KindFilters {
  ids?: string[] | null | undefined
  externalId?: typeof ExternalIdBy.$inferInput | null | undefined
  kinds?: (typeof EventKind.$inferType)[] | null | undefined
  dataset?: string[] | null | undefined
  realis?: (typeof Realis.$inferType)[] | null | undefined
  polarity?: (typeof Polarity.$inferType)[] | null | undefined
  evidence?: (typeof Evidence.$inferType)[] | null | undefined
  certainty?: (typeof Certainty.$inferType)[] | null | undefined
  occurred?: typeof TimeWindow.$inferInput | null | undefined
  participants?: typeof ParticipantsWhere.$inferInput | null | undefined
  location?: typeof LocationWhere.$inferInput | null | undefined
  search?: string | null | undefined
  attributedTo?: string | null | undefined
  code?: typeof CodeWhere.$inferInput | null | undefined
  quantity?: typeof QuantityWhere.$inferInput | null | undefined
  publisher?: string[] | null | undefined
  storyline?: string | null | undefined
  minMentions?: number | null | undefined
  minOrigins?: number | null | undefined
  updatedSince?: string | null | undefined
  and?: EventFilter[] | null | undefined
  or?: EventFilter[] | null | undefined
  not?: EventFilter | null | undefined
}

/** The fields of a filter that combine other filters. */
export type Operator = 'and' | 'or' | 'not'

/**
 * Returns a filter and the filters nested in it.
 * @param withNot whether those within `not` are included
 */
export function nestedFilters(where: EventFilter, { withNot }: { withNot: boolean }): EventFilter[] {
  const operands = [...(where.and ?? []), ...(where.or ?? []), ...(withNot && where.not ? [where.not] : [])]
  return [where, ...operands.flatMap((operand) => nestedFilters(operand, { withNot }))]
}

export const EventWhere = builder.inputRef<EventFilter>('EventWhere')

EventWhere.implement({
  description:
    'A filter of events. All given conditions must match. By default, lists contain events that took place (realis ACTUAL, polarity POSITIVE), that people have read or checked (evidence QUOTED or LISTED), and that are not retracted. A filter that names `realis`, `polarity` or `certainty`, here or within `and`, `or`, `not`, replaces the default of that field. A filter that names `evidence`, `dataset`, `ids` or `externalId`, here or within `and` or `or`, has no default of the evidence.',
  fields: (t) => ({
    ids: t.idList({
      bound: ID_LIST_BOUND,
      description:
        'Matches these events, of every evidence. An event that was merged into another is found by the id of that one.',
    }),
    externalId: t.field({
      type: ExternalIdBy,
      description:
        'Matches events with this identifier, such as a GDELT_EVENT number, of every evidence. Several events can have it.',
    }),
    kinds: t.field({ type: [EventKind], description: 'Matches events of these kinds.' }),
    dataset: t.stringList({
      description:
        'Matches events of these datasets, by name, of every evidence if no part of the filter names `evidence`.',
    }),
    realis: t.field({
      type: [Realis],
      description: 'Matches events of these values; default ACTUAL if no part of the filter names `realis`.',
    }),
    polarity: t.field({
      type: [Polarity],
      description: 'Matches events of these values; default POSITIVE if no part of the filter names `polarity`.',
    }),
    evidence: t.field({
      type: [Evidence],
      description:
        'Matches events of these values; default QUOTED and LISTED if no part of the filter outside of `not` names `evidence`, `dataset`, `ids` or `externalId`.',
    }),
    certainty: t.field({
      type: [Certainty],
      description:
        'Matches events of these values; default all but RETRACTED if no part of the filter names `certainty`.',
    }),
    occurred: t.field({ type: TimeWindow, description: 'Matches events in this time window.' }),
    participants: t.field({ type: ParticipantsWhere, description: 'Matches events by their participants.' }),
    location: t.field({ type: LocationWhere, description: 'Matches events by their locations.' }),
    search: t.string({
      bound: SEARCH_BOUND,
      description: `Matches these words in the title, the summary, the quotes, and the names of the participants and places of an event. ${WEB_SEARCH}`,
    }),
    attributedTo: t.id({
      description: 'Matches events with a claim that is attributed to this actor, at any link of the chain.',
    }),
    code: t.field({ type: CodeWhere, description: 'Matches events with a code.' }),
    quantity: t.field({ type: QuantityWhere, description: 'Matches events with a reported number.' }),
    publisher: t.idList({
      bound: ID_LIST_BOUND,
      description: 'Matches events that any of these publishers reports.',
    }),
    storyline: t.id({ description: 'Matches events of this storyline.' }),
    minMentions: t.int({ description: 'Matches events that at least this many articles report.' }),
    minOrigins: t.int({
      description:
        'Matches events that at least this many independent origins assert (`independentOriginCount`); 2 for those that are confirmed or, if another source denies them, disputed.',
    }),
    updatedSince: t.field({
      type: 'DateTime',
      description: 'Matches events that were stored or changed at this time or later.',
    }),
    ...kindFilterFields(t),
    and: t.field({
      type: [EventWhere],
      bound: FILTER_LIST_BOUND,
      description: 'All of these filters match; an empty list matches every event.',
    }),
    or: t.field({
      type: [EventWhere],
      bound: FILTER_LIST_BOUND,
      description: 'At least one of these filters matches; an empty list matches no event.',
    }),
    not: t.field({ type: EventWhere, description: 'This filter does not match.' }),
  }),
})
