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

const MAX_DEPTH = 5
const MAX_FILTERS = 100

/**
 * Returns the condition on the table `events` for a filter.
 * @param where a filter with the default axes: see `withDefaults`
 * @throws {GraphQLError} BAD_USER_INPUT if an id, a window or an area is invalid
 */
export function conditionOf(where: EventFilter, resolved: ResolvedFilter): SQL | undefined {
  const parts: Record<keyof EventFilter, SQL | undefined> = {
    kinds: inList(events.kind, where.kinds),
    dataset: inList(
      events.datasetId,
      where.dataset?.flatMap((name) => resolved.datasets.get(name) ?? []),
    ),
    realis: inList(events.realis, where.realis),
    polarity: inList(events.polarity, where.polarity),
    certainty: where.certainty ? certaintyIs(where.certainty) : undefined,
    occurred: where.occurred ? inTimeWindow(where.occurred) : undefined,
    participants: where.participants ? hasParticipants(where.participants, resolved) : undefined,
    location: where.location ? locatedAt(where.location, resolved.codes, resolved.placesOf) : undefined,
    search: isGiven(where.search) ? matchesSearch(where.search) : undefined,
    attributedTo: isGiven(where.attributedTo) ? attributedTo(uuidOf('actor', where.attributedTo)) : undefined,
    code: where.code ? hasCode(where.code) : undefined,
    quantity: where.quantity ? hasQuantity(where.quantity) : undefined,
    publisher: where.publisher ? mentionedBy(where.publisher) : undefined,
    storyline: isGiven(where.storyline) ? inStoryline(uuidOf('storyline', where.storyline)) : undefined,
    minMentions: isGiven(where.minMentions) ? gte(events.mentionCount, where.minMentions) : undefined,
    updatedSince: isGiven(where.updatedSince) ? gte(events.updatedAt, where.updatedSince) : undefined,
    and: where.and ? and(...where.and.map((operand) => conditionOf(operand, resolved))) : undefined,
    or: where.or ? anyMatches(where.or.map((operand) => conditionOf(operand, resolved))) : undefined,
    not: where.not ? doesNotMatch(conditionOf(where.not, resolved)) : undefined,
  }
  return and(...Object.values(parts))
}

const ALL_CERTAINTIES_BUT_RETRACTED = ['CONFIRMED', 'REPORTED', 'UNCLEAR', 'DENIED', 'DISPUTED'] as const

/**
 * Adds the default axes to a filter: events that took place and are not retracted. An axis that the filter names at any
 * depth gets no default.
 */
export function withDefaults(where: EventFilter | null | undefined): EventFilter {
  const filters = where ? nestedFilters(where) : []
  const isNamed = (axis: 'realis' | 'polarity' | 'certainty') => filters.some((filter) => isGiven(filter[axis]))
  return {
    ...where,
    ...(!isNamed('realis') && { realis: ['ACTUAL'] }),
    ...(!isNamed('polarity') && { polarity: ['POSITIVE'] }),
    ...(!isNamed('certainty') && { certainty: [...ALL_CERTAINTIES_BUT_RETRACTED] }),
  }
}

/** Whether a filter has the default value on all three axes. */
export function hasDefaultAxes({ realis, polarity, certainty }: EventFilter): boolean {
  return (
    hasExactly(realis, ['ACTUAL']) &&
    hasExactly(polarity, ['POSITIVE']) &&
    hasExactly(certainty, ALL_CERTAINTIES_BUT_RETRACTED)
  )
}

function hasExactly(values: readonly string[] | null | undefined, expected: readonly string[]): boolean {
  const distinct = new Set(values)
  return distinct.size === expected.length && expected.every((value) => distinct.has(value))
}

/**
 * Returns the number of filters in a filter, including itself.
 * @throws {GraphQLError} BAD_USER_INPUT if they are nested too deep or too many, so that the query could be slow
 */
export function assertFilterSize(where: EventFilter, depth = 0): number {
  if (depth > MAX_DEPTH) throw badUserInput(`\`and\`, \`or\` and \`not\` must be nested at most ${MAX_DEPTH} deep.`)
  const operands = [...(where.and ?? []), ...(where.or ?? []), ...(where.not ? [where.not] : [])]
  const count = operands.reduce((sum, operand) => sum + assertFilterSize(operand, depth + 1), 1)
  if (count > MAX_FILTERS) {
    throw badUserInput(
      `A filter must contain at most ${MAX_FILTERS} filters in \`and\`, \`or\` and \`not\`; got ${count}.`,
    )
  }
  return count
}

/** PostgreSQL estimates `<> 'RETRACTED'` better than a list of the five other values. */
function certaintyIs(certainties: NonNullable<EventFilter['certainty']>): SQL | undefined {
  return hasExactly(certainties, ALL_CERTAINTIES_BUT_RETRACTED)
    ? ne(events.certainty, 'RETRACTED')
    : inList(events.certainty, certainties)
}

function anyMatches(conditions: (SQL | undefined)[]): SQL | undefined {
  if (conditions.length === 0) return sql`false`
  return conditions.includes(undefined) ? undefined : or(...conditions)
}

/** A condition that is null for an event does not match it, so its negation does. */
function doesNotMatch(condition: SQL | undefined): SQL {
  return condition ? not(sql`coalesce(${condition}, false)`) : sql`false`
}

function matchesSearch(text: string): SQL {
  return sql`exists (select 1 from ${eventTexts} where ${eventTexts.eventId} = ${events.id} and ${matchesText(eventTexts.words, text)})`
}

function attributedTo(actorId: string): SQL {
  return sql`exists (select 1 from ${claimAttributions} where ${claimAttributions.eventId} = ${events.id} and ${claimAttributions.agentId} = ${actorId})`
}

function hasCode({ scheme, prefix }: typeof CodeWhere.$inferInput): SQL {
  return sql`exists (select 1 from ${eventCodes} where ${eventCodes.eventId} = ${events.id} and ${eventCodes.scheme} = ${scheme} and ${eventCodes.code} like ${`${escapeLike(prefix ?? '')}%`})`
}

function hasQuantity({ measure, atLeast, atMost }: typeof QuantityWhere.$inferInput): SQL {
  const value = quantityValue(quantities)
  const condition = and(
    sql`${quantities.measure} = ${measure}`,
    isGiven(atLeast) ? sql`${value} >= ${atLeast}::float8` : undefined,
    isGiven(atMost) ? sql`${value} <= ${atMost}::float8` : undefined,
  )
  return sql`exists (select 1 from ${quantities} where ${quantities.eventId} = ${events.id} and ${condition})`
}

function mentionedBy(publisherIds: readonly string[]): SQL {
  const uuids = publisherIds.map((id) => uuidOf('publisher', id))
  return sql`exists (select 1 from ${mentions} where ${mentions.eventId} = ${events.id} and ${inList(mentions.publisherId, uuids)})`
}

function inStoryline(id: string): SQL {
  return sql`exists (select 1 from ${eventStorylines} where ${eventStorylines.eventId} = ${events.id} and ${eventStorylines.storylineId} = ${id})`
}
