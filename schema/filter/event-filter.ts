import { WEB_SEARCH } from '../../database/values/full-text.ts'
import { builder } from '../builder/builder.ts'
import { enumType } from '../builder/enum-type.ts'
import { ActorKind } from '../entity/actor.ts'
import { BoxWhere, NearWhere } from '../entity/area.ts'
import { COUNTRY_FORMAT } from '../entity/country.ts'
import { Certainty, Polarity, Realis } from '../event/axes.ts'
import { CodeScheme } from '../event/code.ts'
import { LocationPrecision } from '../event/event.ts'
import { EventKind } from '../event/kinds.ts'
import { Role } from '../event/participation.ts'
import { Measure } from '../event/quantity.ts'

const TimeReading = enumType('TimeReading', 'How an imprecise time is held against a window.', {
  POSSIBLY: 'It may have taken place within the window: the spans overlap.',
  CERTAINLY: 'It took place within the window, whatever the exact time: its span lies within.',
})

export const TimeWindow = builder.inputType('TimeWindow', {
  description:
    'A window of time: either `during`, or `from` and `to` (half open; either may be left out). Events of unknown time are in no window.',
  fields: (t) => ({
    during: t.field({ type: 'EDTF', description: 'The span of an EDTF text, such as "2016-04" for the whole month.' }),
    from: t.field({ type: 'Moment', description: 'Where the window begins, itself included.' }),
    to: t.field({ type: 'Moment', description: 'Where the window ends, itself not included.' }),
    reading: t.field({
      type: TimeReading,
      description: 'How imprecise times are held against it; POSSIBLY where left out.',
    }),
  }),
})

export const ParticipantWhere = builder.inputType('ParticipantWhere', {
  description: 'Which participants. All that is given must hold of the same participant.',
  fields: (t) => ({
    actor: t.id({ description: 'This actor.' }),
    actors: t.idList({ description: 'Any of these actors.' }),
    name: t.string({
      description:
        'The words of this occur one after the other in one of the names of the actor, aliases and transliterations included; case, accents and script are forgiven.',
    }),
    kind: t.field({ type: [ActorKind], description: 'An actor of any of these kinds.' }),
    country: t.id({ description: `An actor that is or belongs to this country: ${COUNTRY_FORMAT}.` }),
    roles: t.field({ type: [Role], description: 'In any of these roles.' }),
    office: t.id({
      description:
        'In this office: the one that the report names, else one that the actor held on the day of the event.',
    }),
  }),
})

const ParticipantsWhere = builder.inputType('ParticipantsWhere', {
  description: 'What must hold of the participants of an event. All that is given must hold.',
  fields: (t) => ({
    some: t.field({ type: ParticipantWhere, description: 'At least one participant is such.' }),
    every: t.field({ type: ParticipantWhere, description: 'All participants are such; there may be none.' }),
    none: t.field({ type: ParticipantWhere, description: 'No participant is such.' }),
  }),
})

export const LocationWhere = builder.inputType('LocationWhere', {
  description:
    'Where. All that is given must hold. The point of an event is its own coordinates, else those of its place; an event without either is near nothing and in no box.',
  fields: (t) => ({
    within: t.id({
      description:
        'In this place or in one that lies within it, by PART_OF edges; what is only claimed or administered is not.',
    }),
    country: t.id({
      description: `In this country, by PART_OF edges: ${COUNTRY_FORMAT}. A place on a border is in both.`,
    }),
    near: t.field({ type: NearWhere, description: 'The point lies in this circle.' }),
    box: t.field({ type: BoxWhere, description: 'The point lies in this box.' }),
    maxRadiusKm: t.float({
      description: 'Known to within this many kilometres; events whose radiusKm is not given are left out.',
    }),
    precision: t.field({ type: [LocationPrecision], description: 'Known as closely as any of these.' }),
  }),
})

export const CodeWhere = builder.inputType('CodeWhere', {
  description: 'A code of a coding scheme.',
  fields: (t) => ({
    scheme: t.field({ type: CodeScheme, required: true, description: 'The scheme.' }),
    prefix: t.string({
      description:
        'What the code begins with, such as 19 for all fighting in CAMEO; any code of the scheme where left out.',
    }),
  }),
})

export const QuantityWhere = builder.inputType('QuantityWhere', {
  description:
    'A reported number: its best value, else its low one ("dozens" counts as 24), else its high one. All that is given must hold of the same number.',
  fields: (t) => ({
    measure: t.field({ type: Measure, required: true, description: 'What it measures.' }),
    atLeast: t.float({ description: 'It is this or more.' }),
    atMost: t.float({ description: 'It is this or less.' }),
  }),
})

/** What a client asks of events; null and what is left out do not restrict. */
export interface EventFilter {
  kinds?: (typeof EventKind.$inferType)[] | null | undefined
  dataset?: string[] | null | undefined
  realis?: (typeof Realis.$inferType)[] | null | undefined
  polarity?: (typeof Polarity.$inferType)[] | null | undefined
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
  updatedSince?: string | null | undefined
  and?: EventFilter[] | null | undefined
  or?: EventFilter[] | null | undefined
  not?: EventFilter | null | undefined
}

export const EventWhere = builder.inputRef<EventFilter>('EventWhere')

EventWhere.implement({
  description:
    'Which events. All that is given must hold. Left to themselves, lists have what took place (realis ACTUAL, polarity POSITIVE) and was not retracted; naming one of these axes, here or within `and`, `or`, `not`, opens it.',
  fields: (t) => ({
    kinds: t.field({ type: [EventKind], description: 'Of any of these kinds.' }),
    dataset: t.stringList({ description: 'Of any of these datasets, by their short names.' }),
    realis: t.field({
      type: [Realis],
      description: 'Of any of these; ACTUAL where no part of the filter names `realis`.',
    }),
    polarity: t.field({
      type: [Polarity],
      description: 'Of any of these; POSITIVE where no part of the filter names `polarity`.',
    }),
    certainty: t.field({
      type: [Certainty],
      description: 'As sure as any of these; all but RETRACTED where no part of the filter names `certainty`.',
    }),
    occurred: t.field({ type: TimeWindow, description: 'Within this window of time.' }),
    participants: t.field({ type: ParticipantsWhere, description: 'With such participants.' }),
    location: t.field({ type: LocationWhere, description: 'At such a place.' }),
    search: t.string({
      description: `Found by these words in its title, its summary, its quotes, or the names of its participants and places. ${WEB_SEARCH}`,
    }),
    attributedTo: t.id({ description: 'Some claim about it is attributed to this actor, at any link of the chain.' }),
    code: t.field({ type: CodeWhere, description: 'With such a code.' }),
    quantity: t.field({ type: QuantityWhere, description: 'With such a number.' }),
    publisher: t.idList({ description: 'Reported by any of these publishers.' }),
    storyline: t.id({ description: 'Of this storyline.' }),
    minMentions: t.int({ description: 'Reported by at least this many articles.' }),
    updatedSince: t.field({ type: 'DateTime', description: 'Stored or changed at this moment or later.' }),
    and: t.field({ type: [EventWhere], description: 'All of these hold; an empty list does not restrict.' }),
    or: t.field({ type: [EventWhere], description: 'At least one of these holds; an empty list matches nothing.' }),
    not: t.field({ type: EventWhere, description: 'This does not hold.' }),
  }),
})
