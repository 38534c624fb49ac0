import { WEB_SEARCH } from '../../database/values/full-text.ts'
import { FILTER_LIST_BOUND, ID_LIST_BOUND, SEARCH_BOUND } from '../builder/bound.ts'
import { builder } from '../builder/builder.ts'
import { ExternalIdBy } from '../entity/name.ts'
import { Certainty, Evidence, Polarity, Realis } from '../event/axes.ts'
import { EventKind } from '../event/kinds.ts'
import { CodeWhere, LocationWhere, ParticipantsWhere, QuantityWhere, TimeWindow } from './condition-inputs.ts'
import { kindFilterFields, type KindFilters } from './kind-filter.ts'
import { IntRange } from './ranges.ts'

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
  reportedAfterDays?: typeof IntRange.$inferInput | null | undefined
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
    occurred: t.field({ type: TimeWindow, description: 'Matches events by their time.' }),
    reportedAfterDays: t.field({
      type: IntRange,
      description:
        'Matches events by the number of days between them and their first report, as in `Event.reportedAfterDays`; those whose number is unknown do not match. `{ atLeast: 365 }` finds dates that a machine may have misread.',
    }),
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
