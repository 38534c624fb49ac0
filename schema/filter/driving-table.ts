import { and, eq, sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { inList, isGiven } from '../../database/sql/conditions.ts'
import { claimAttributions } from '../../database/tables/claim.ts'
import { eventCountries } from '../../database/tables/event-country.ts'
import { eventTexts } from '../../database/tables/event-text.ts'
import { events } from '../../database/tables/event.ts'
import { mentions } from '../../database/tables/mention.ts'
import { participations } from '../../database/tables/participation.ts'
import { eventStorylines } from '../../database/tables/storyline.ts'
import { matchesText } from '../../database/values/full-text.ts'
import { parseCountry } from '../entity/country.ts'
import { uuidOf } from '../relay/node.ts'
import { conditionOf } from './event-condition.ts'
import type { EventFilter } from './event-filter.ts'
import type { ResolvedFilter } from './lookup.ts'

/**
 * A table that has an event at most once under the condition, with the event's sort time: where a list is about one actor
 * or one country, its index gives the events in order, however many others there are.
 */
export interface DrivingTable {
  table: PgTable
  on: SQL
  sort: SQLWrapper
  id: SQLWrapper
}

/** From where events are read: the table of events, guided by another or not, and under which condition. */
export interface QueryPlan {
  drivingTable?: DrivingTable | undefined
  where: SQL | undefined
  /** The same events, guided by each of several parents: lists read the first ones of each, and put them together. */
  fan?: { parentIds: readonly string[]; drivingTable: DrivingTable; where: SQL | undefined } | undefined
}

/** Of more parents than these the planner makes more than a list for each. */
const MOST_PARENTS = 16

type Links = PgTable & { eventId: PgColumn; occurredSort: PgColumn }

/**
 * The events that a table ties to something.
 * @param links the table
 * @param such which of its rows: no event more than once
 */
export function drivenBy(links: Links, such: SQL): DrivingTable {
  return {
    table: links,
    on: and(eq(links.eventId, events.id), such)!,
    sort: links.occurredSort,
    id: links.eventId,
  }
}

/**
 * The events in which an actor takes part.
 * @param actor its UUID
 * @param roles in which roles; any where not given
 */
export function drivenByActor(actor: SQLWrapper | string, roles?: readonly string[] | null): DrivingTable {
  const { eventId, actorId, role } = participations
  // In several roles at once it is still one event: that of the first role stands for all.
  const amongRoles = roles ? sql`and first.role = any(${sql.param(roles)}::text[])` : sql``
  return drivenBy(
    participations,
    and(
      sql`${actorId} = ${actor}`,
      inList(role, roles),
      sql`not exists (select 1 from participations first where first.event_id = ${eventId} and first.actor_id = ${actorId} and first.role < ${role} ${amongRoles})`,
    )!,
  )
}

/**
 * From where the events of a filter are read.
 * @param where a filter with the defaults of the axes
 * @param findings what it speaks of by other than ids
 */
export function planQuery(where: EventFilter, findings: ResolvedFilter): QueryPlan {
  const guided = chooseDrivingTable(where, findings)
  if (guided) return { drivingTable: guided.drivingTable, where: conditionOf(guided.rest, findings) }
  const fanned = planPerKeyScan(where, findings)
  return {
    where: conditionOf(where, findings),
    fan: fanned && {
      parentIds: fanned.parentIds,
      drivingTable: fanned.drivingTable,
      where: conditionOf(fanned.rest, findings),
    },
  }
}

/** The part of a filter that names several actors or publishers, where it leaves few events. */
function planPerKeyScan(
  where: EventFilter,
  findings: ResolvedFilter,
): (DrivenFilter & { parentIds: string[] }) | undefined {
  const { participants, publisher } = where
  const actors = participants?.some && onlyActors(participants.some, findings)
  if (actors && isFew(actors)) {
    const rest = { ...where, participants: { ...participants, some: null } }
    return { parentIds: actors, drivingTable: drivenByActor(sql`parent.id`, participants!.some!.roles), rest }
  }
  const publishers = publisher?.map((id) => uuidOf('publisher', id))
  if (publishers && isFew(publishers)) {
    return {
      parentIds: publishers,
      drivingTable: drivenByPublisher(sql`parent.id`),
      rest: { ...where, publisher: null },
    }
  }
  return undefined
}

function isFew(ids: readonly string[]): boolean {
  return ids.length > 1 && ids.length <= MOST_PARENTS
}

interface DrivenFilter {
  drivingTable: DrivingTable
  /** The part of the filter that the driving table does not cover. */
  rest: EventFilter
}

/** The one part of a filter that is likeliest to leave few events, where it has an index in the order of time. */
function chooseDrivingTable(where: EventFilter, findings: ResolvedFilter): DrivenFilter | undefined {
  const { search, participants, storyline, attributedTo, publisher, location } = where
  if (search?.trim()) {
    return {
      drivingTable: drivenBy(eventTexts, matchesText(eventTexts.words, search)),
      rest: { ...where, search: null },
    }
  }
  const actors = participants?.some && onlyActors(participants.some, findings)
  if (actors?.length === 1) {
    const rest = { ...where, participants: { ...participants, some: null } }
    return { drivingTable: drivenByActor(actors[0]!, participants!.some!.roles), rest }
  }
  if (isGiven(storyline)) {
    const such = eq(eventStorylines.storylineId, uuidOf('storyline', storyline))
    return { drivingTable: drivenBy(eventStorylines, such), rest: { ...where, storyline: null } }
  }
  if (publisher?.length === 1) {
    return { drivingTable: drivenByPublisher(uuidOf('publisher', publisher[0]!)), rest: { ...where, publisher: null } }
  }
  if (isGiven(attributedTo)) {
    return { drivingTable: drivenBySource(uuidOf('actor', attributedTo)), rest: { ...where, attributedTo: null } }
  }
  const country = isGiven(location?.country) ? parseCountry(location.country, findings.codes) : null
  if (country !== null) {
    const drivingTable = drivenBy(eventCountries, eq(eventCountries.countryId, country))
    return { drivingTable, rest: { ...where, location: { ...location, country: null } } }
  }
  return undefined
}

type Participant = NonNullable<NonNullable<EventFilter['participants']>['some']>

/** The actors, where a filter of participants speaks of them, and of nothing but their roles besides. */
function onlyActors(
  { actor, actors, name, kind, country, office }: Participant,
  { actorIdsByName }: ResolvedFilter,
): string[] | undefined {
  if (isGiven(kind) || isGiven(country) || isGiven(office)) return undefined
  const given = [
    ...(isGiven(actor) ? [[uuidOf('actor', actor)]] : []),
    ...(isGiven(actors) ? [actors.map((id) => uuidOf('actor', id))] : []),
    ...(name?.trim() ? [actorIdsByName(name)] : []),
  ]
  return given.length === 1 ? [...new Set(given[0])] : undefined
}

function drivenByPublisher(id: SQLWrapper | string): DrivingTable {
  const { eventId, articleId, publisherId } = mentions
  return drivenBy(
    mentions,
    and(
      sql`${publisherId} = ${id}`,
      sql`not exists (select 1 from mentions first where first.event_id = ${eventId} and first.publisher_id = ${publisherId} and first.article_id < ${articleId})`,
    )!,
  )
}

function drivenBySource(actorId: string): DrivingTable {
  const { eventId, agentId, claimId, ordinal } = claimAttributions
  return drivenBy(
    claimAttributions,
    and(
      eq(agentId, actorId),
      sql`not exists (select 1 from claim_attributions first where first.event_id = ${eventId} and first.agent_id = ${agentId} and (first.claim_id, first.ordinal) < (${claimId}, ${ordinal}))`,
    )!,
  )
}
