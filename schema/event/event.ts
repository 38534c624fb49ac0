import { eventExternalIds, events, type EventRow } from '../../database/tables/event.ts'
import { asOfArgument } from '../builder/as-of-argument.ts'
import { builder } from '../builder/builder.ts'
import { enumType } from '../builder/enum-type.ts'
import { writeDateTime, writeMoment } from '../builder/scalars.ts'
import { mergeTarget } from '../entity/merged-into.ts'
import { ExternalId } from '../entity/name.ts'
import { LOAD_ORDER, rowBy, rowsBy } from '../loaders/loader.ts'
import { after } from '../loaders/maybe-promise.ts'
import { itself, referenced, related } from '../prefetch/relation.ts'
import { readByColumn } from '../prefetch/selected-columns.ts'
import { registerEntity } from '../relay/federation.ts'
import { idField, Node, readById, registerNode } from '../relay/node.ts'
import { notErased } from '../relay/tombstone.ts'
import { Dataset, datasetLoader } from '../source/dataset.ts'
import { Basis, Certainty, Evidence, Polarity, Realis } from './axes.ts'

export const eventLoader = rowBy(LOAD_ORDER.EVENT, events, events.id)
const idsOfEvent = rowsBy(LOAD_ORDER.PART_OF_EVENT, eventExternalIds, eventExternalIds.eventId, [
  eventExternalIds.scheme,
  eventExternalIds.value,
])

readByColumn(events, ['Event', 'TimeSpan'], ['id', 'kind'])

export const TimePrecision = enumType('TimePrecision', 'The precision of a time.', {
  INSTANT: 'Known to the second or the minute.',
  HOUR: 'Known to about an hour.',
  PART_OF_DAY: 'Known to a part of a day, such as the evening.',
  DAY: 'Known to the day.',
  WEEK: 'Known to the week.',
  MONTH: 'Known to the month.',
  YEAR: 'Known to the year.',
  RANGE: 'Known as a span with a start, an end, or both.',
  UNKNOWN: 'Unknown.',
})

/** A time of one of these precisions has bounds of its own, to the second. */
const WITHIN_DAYS = ['INSTANT', 'HOUR', 'PART_OF_DAY']

/** What tells how precise a bound is. */
const BOUND_COLUMNS = ['timePrecision', 'edtf'] as const

function writeBound(
  { timePrecision, edtf }: Pick<EventRow, (typeof BOUND_COLUMNS)[number]>,
  bound: string | null,
): string | null {
  if (bound === null) return null
  // A range can be of days or of times of day.
  const isWithinDays = WITHIN_DAYS.includes(timePrecision) || (timePrecision === 'RANGE' && edtf.includes('T'))
  return isWithinDays ? writeDateTime(bound) : writeMoment(bound)
}

const TimeSpan = builder.objectRef<EventRow>('TimeSpan').implement({
  description: 'When an event took place, at the precision at which it is known.',
  fields: (t) => ({
    edtf: t.expose('edtf', { type: 'EDTF', description: 'The time in EDTF (ISO 8601-2).' }),
    earliest: t.field({
      type: 'Moment',
      nullable: true,
      description:
        'The earliest possible start (UTC, inclusive); null if open or unknown. A day, such as 2016-04-05, if the time is known to the day or less precisely, else a date-time.',
      reads: ['earliest', ...BOUND_COLUMNS],
      resolve: (event) => writeBound(event, event.earliest),
    }),
    latest: t.field({
      type: 'Moment',
      nullable: true,
      description:
        'The moment before which it ended at the latest (UTC, exclusive); null if open or unknown. A day if the time is known to the day or less precisely: 2016-04-06 for an event of 2016-04-05. With `earliest`, it makes a time window.',
      reads: ['latest', ...BOUND_COLUMNS],
      resolve: (event) => writeBound(event, event.latest),
    }),
    precision: t.expose('timePrecision', { type: TimePrecision, description: 'The precision of the time.' }),
    basis: t.expose('timeBasis', {
      type: Basis,
      description: 'How the time was determined: stated in the text, relative to the publication date, or inferred.',
    }),
    text: t.exposeString('timeText', { nullable: true, description: "The article's own words; null if it has none." }),
  }),
})

/** The name of the object type of each kind. The modules of the kinds fill it, since they import this one. */
export const typeNames = new Map<string, string>()

export const Event = builder.interfaceRef<EventRow>('Event').implement({
  description:
    'An event that took place, is planned, is asked for, or is hypothetical, according to its sources. One happening is one event, however many articles report it.',
  interfaces: [Node],
  resolveType: ({ kind }) => typeNames.get(kind),
  fields: (t) => ({
    id: t.id(idField('event')),
    title: t.exposeString('title', { description: 'What happened, in one line.' }),
    summary: t.exposeString('summary', {
      nullable: true,
      description: 'What happened, in a few sentences; null if there is no summary.',
    }),
    realis: t.expose('realis', {
      type: Realis,
      description: 'Whether the event took place, is planned, is asked for, or is hypothetical.',
    }),
    polarity: t.expose('polarity', {
      type: Polarity,
      description: 'Whether the sources say that the event happened or that it did not happen.',
    }),
    certainty: t.expose('certainty', {
      type: Certainty,
      description:
        'The certainty of the event, derived from its claims and their origins (see `origins`); without claims REPORTED, or UNVERIFIED if it is CODED.',
    }),
    evidence: t.expose('evidence', {
      type: Evidence,
      description: 'What the event rests on: a verified quote, the work of people, or only the coding of a machine.',
    }),
    occurred: t.field({
      type: TimeSpan,
      description: 'When it took place or would take place.',
      ...itself,
    }),
    externalIds: t.field({
      type: [ExternalId],
      description: 'The ids of the event in other datasets, including those of events merged into it.',
      ...related(idsOfEvent, 'id'),
    }),
    mentionCount: t.exposeInt('mentionCount', { description: 'The number of articles that report the event.' }),
    publisherCount: t.exposeInt('publisherCount', {
      description: 'The number of known publishers of those articles.',
    }),
    independentOriginCount: t.exposeInt('independentOriginCount', {
      description:
        'How many origins assert the event of which it is proven that they are independent of each other; 1 if sources assert it and none is proven, or a dataset lists it; 0 if none asserts it. Under `asOf`, the number that was derived then. See `origins`.',
    }),
    version: t.exposeInt('version', {
      description: 'The current version: the number of revisions, including the first.',
    }),
    dataset: t.field({
      type: Dataset,
      description: 'The dataset that the event comes from.',
      ...referenced(datasetLoader, 'datasetId'),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the event was first stored.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When the event was last changed.' }),
  }),
})

builder.interfaceField(Event, 'mergedInto', (t) =>
  t.field({
    type: Event,
    nullable: true,
    description:
      'The event that this one was merged into (the final target of a chain of merges); null if it was not merged. A merged event is RETRACTED, and its claims belong to the target.',
    ...mergeTarget(eventLoader),
  }),
)

registerNode('event', eventLoader, ({ kind }) => {
  const name = typeNames.get(kind)
  if (name === undefined) throw new Error(`No object type is declared for the kind ${kind}.`)
  return name
})
registerEntity(Event, 'event', eventLoader)

builder.queryField('event', (t) =>
  t.field({
    type: Event,
    nullable: true,
    description:
      'One event; null if no event has this id, or none had it at the moment. One that was erased is NOT_FOUND, with the day.',
    args: {
      id: t.arg.id({
        required: true,
        description: 'The id of the event. One with a moment returns the state of that moment, without `asOf`.',
      }),
      ...asOfArgument,
    },
    resolve: (_root, { id }, context) =>
      readById('event', id, context, (uuid, at) =>
        after(eventLoader(at).load(uuid), (event) => notErased(at, uuid, event)),
      ),
  }),
)
