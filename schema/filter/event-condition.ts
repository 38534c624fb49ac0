import { and, gte, ne, not, or, sql, type SQL } from 'drizzle-orm'
import { escapeLike, inList, isGiven } from '../../database/sql/conditions.ts'
import { claimAttributions } from '../../database/tables/claim.ts'
import { eventCodes } from '../../database/tables/code.ts'
import { eventTexts } from '../../database/tables/event-text.ts'
import { events } from '../../database/tables/event.ts'
import { mentions } from '../../database/tables/mention.ts'
import { quantities, quantityValue } from '../../database/tables/quantity.ts'
import { eventStorylines } from '../../database/tables/storyline.ts'
import { matchesText } from '../../database/values/full-text.ts'
import { badUserInput } from '../builder/errors.ts'
import { uuidOf } from '../relay/node.ts'
import type { CodeWhere, EventFilter, QuantityWhere } from './event-filter.ts'
import { locatedAt } from './location.ts'
import { nestedFilters, type ResolvedFilter } from './lookup.ts'
import { hasParticipants } from './participants.ts'
import { inTimeWindow } from './time-window.ts'

const DEEPEST = 5
const MOST_FILTERS = 100

/**
 * A filter of events as a condition on the table `events`.
 * @param where what the client asked for, with the defaults of the three axes: see `withDefaults`
 * @param findings what it speaks of by other than ids
 * @throws {GraphQLError} BAD_USER_INPUT where it cannot be meant
 */
export function conditionOf(where: EventFilter, findings: ResolvedFilter): SQL | undefined {
  const parts: Record<keyof EventFilter, SQL | undefined> = {
    kinds: inList(events.kind, where.kinds),
    dataset: inList(
      events.datasetId,
      where.dataset?.flatMap((name) => findings.datasets.get(name) ?? []),
    ),
    realis: inList(events.realis, where.realis),
    polarity: inList(events.polarity, where.polarity),
    certainty: where.certainty ? certaintyIs(where.certainty) : undefined,
    occurred: where.occurred ? inTimeWindow(where.occurred) : undefined,
    participants: where.participants ? hasParticipants(where.participants, findings) : undefined,
    location: where.location ? locatedAt(where.location, findings.codes, findings.placesOf) : undefined,
    search: isGiven(where.search) ? found(where.search) : undefined,
    attributedTo: isGiven(where.attributedTo) ? saidBy(uuidOf('actor', where.attributedTo)) : undefined,
    code: where.code ? coded(where.code) : undefined,
    quantity: where.quantity ? counting(where.quantity) : undefined,
    publisher: where.publisher ? mentionedBy(where.publisher) : undefined,
    storyline: isGiven(where.storyline) ? inStoryline(uuidOf('storyline', where.storyline)) : undefined,
    minMentions: isGiven(where.minMentions) ? gte(events.mentionCount, where.minMentions) : undefined,
    updatedSince: isGiven(where.updatedSince) ? gte(events.updatedAt, where.updatedSince) : undefined,
    and: where.and ? and(...where.and.map((each) => conditionOf(each, findings))) : undefined,
    or: where.or ? anyHolds(where.or.map((each) => conditionOf(each, findings))) : undefined,
    not: where.not ? holdsNot(conditionOf(where.not, findings)) : undefined,
  }
  return and(...Object.values(parts))
}

const ALL_CERTAINTIES_BUT_RETRACTED = ['CONFIRMED', 'REPORTED', 'UNCLEAR', 'DENIED', 'DISPUTED'] as const

/**
 * A filter with what lists have where nothing else is asked for: what took place and was not retracted. An axis that is
 * named anywhere in the filter is left to it.
 */
export function withDefaults(where: EventFilter | null | undefined): EventFilter {
  const filters = where ? nestedFilters(where) : []
  const isOpen = (axis: 'realis' | 'polarity' | 'certainty') => filters.some((each) => isGiven(each[axis]))
  return {
    ...where,
    ...(!isOpen('realis') && { realis: ['ACTUAL'] }),
    ...(!isOpen('polarity') && { polarity: ['POSITIVE'] }),
    ...(!isOpen('certainty') && { certainty: [...ALL_CERTAINTIES_BUT_RETRACTED] }),
  }
}

/** Whether a filter has on the three axes what lists have where nothing else is asked for. */
export function hasDefaultAxes({ realis, polarity, certainty }: EventFilter): boolean {
  return (
    isJust(realis, ['ACTUAL']) && isJust(polarity, ['POSITIVE']) && isJust(certainty, ALL_CERTAINTIES_BUT_RETRACTED)
  )
}

function isJust(given: readonly string[] | null | undefined, words: readonly string[]): boolean {
  return new Set(given).size === words.length && words.every((word) => given!.includes(word))
}

/**
 * Refuses a filter that could not be answered in reasonable time.
 * @throws {GraphQLError} BAD_USER_INPUT where `and`, `or` and `not` are nested too deep, or there are too many
 */
export function assertFilterSize(where: EventFilter, depth = 0): number {
  if (depth > DEEPEST) throw badUserInput(`\`and\`, \`or\` and \`not\` go at most ${DEEPEST} deep.`)
  const within = [...(where.and ?? []), ...(where.or ?? []), ...(where.not ? [where.not] : [])]
  const count = within.reduce((sum, each) => sum + assertFilterSize(each, depth + 1), 1)
  if (count > MOST_FILTERS) throw badUserInput(`A filter has at most ${MOST_FILTERS} filters within it.`)
  return count
}

/** Nearly every event: said as what is left out, for the sake of whoever plans the statement. */
function certaintyIs(wanted: NonNullable<EventFilter['certainty']>): SQL | undefined {
  return isJust(wanted, ALL_CERTAINTIES_BUT_RETRACTED)
    ? ne(events.certainty, 'RETRACTED')
    : inList(events.certainty, wanted)
}

function anyHolds(conditions: (SQL | undefined)[]): SQL | undefined {
  return conditions.length === 0 ? sql`false` : conditions.some((each) => !each) ? undefined : or(...conditions)
}

/** What is null of an event does not hold of it. */
function holdsNot(condition: SQL | undefined): SQL {
  return condition ? not(sql`coalesce(${condition}, false)`) : sql`false`
}

function found(text: string): SQL {
  return sql`exists (select 1 from ${eventTexts} where ${eventTexts.eventId} = ${events.id} and ${matchesText(eventTexts.words, text)})`
}

function saidBy(actorId: string): SQL {
  return sql`exists (select 1 from ${claimAttributions} where ${claimAttributions.eventId} = ${events.id} and ${claimAttributions.agentId} = ${actorId})`
}

function coded({ scheme, prefix }: typeof CodeWhere.$inferInput): SQL {
  return sql`exists (select 1 from ${eventCodes} where ${eventCodes.eventId} = ${events.id} and ${eventCodes.scheme} = ${scheme} and ${eventCodes.code} like ${`${escapeLike(prefix ?? '')}%`})`
}

function counting({ measure, atLeast, atMost }: typeof QuantityWhere.$inferInput): SQL {
  const value = quantityValue(quantities)
  const such = and(
    sql`${quantities.measure} = ${measure}`,
    isGiven(atLeast) ? sql`${value} >= ${atLeast}::float8` : undefined,
    isGiven(atMost) ? sql`${value} <= ${atMost}::float8` : undefined,
  )
  return sql`exists (select 1 from ${quantities} where ${quantities.eventId} = ${events.id} and ${such})`
}

function mentionedBy(publisherIds: readonly string[]): SQL {
  const uuids = publisherIds.map((id) => uuidOf('publisher', id))
  return sql`exists (select 1 from ${mentions} where ${mentions.eventId} = ${events.id} and ${inList(mentions.publisherId, uuids)})`
}

function inStoryline(id: string): SQL {
  return sql`exists (select 1 from ${eventStorylines} where ${eventStorylines.eventId} = ${events.id} and ${eventStorylines.storylineId} = ${id})`
}
