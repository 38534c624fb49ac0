import { eq, sql, type SQL, type SQLWrapper } from 'drizzle-orm'
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
 * A table that has at most one row per event under the condition `on`, and a copy of the event's sort time. Its index
 * returns the events of one actor or one country in order, however many other events there are.
 */
export interface DrivingTable {
  table: PgTable
  on: SQL
  sort: SQLWrapper
  id: SQLWrapper
}

/** How events are read: the driving table, if there is one, and the condition on `events`. */
export interface QueryPlan {
  drivingTable?: DrivingTable | undefined
  where: SQL | undefined
  /** An equivalent plan for lists: it reads the first events of each of several parents and merges them. */
  perKeyScan?: { parentIds: readonly string[]; drivingTable: DrivingTable; where: SQL | undefined } | undefined
}

/** With more parents than this, one scan of `events` is cheaper than one scan per parent. */
const MAX_PARENTS = 16

type Links = PgTable & { eventId: PgColumn; occurredSort: PgColumn }

/**
 * Returns the driving table for the rows of a link table.
 * @param condition selects the rows; at most one per event
 */
export function drivenBy(links: Links, condition: SQL): DrivingTable {
  return {
    table: links,
    on: sql`${eq(links.eventId, events.id)} and (${condition})`,
    sort: links.occurredSort,
    id: links.eventId,
  }
}

/**
 * Returns the driving table for the events of an actor.
 * @param actor the UUID of the actor
 * @param roles if given, only participations in these roles
 */
export function drivenByActor(actor: SQLWrapper | string, roles?: readonly string[] | null): DrivingTable {
  const { eventId, actorId, role } = participations
  // An actor with several roles in one event has several rows: only the first role counts.
  const amongRoles = roles ? sql`and first.role = any(${sql.param(roles)}::text[])` : sql``
  const isFirstRole = sql`not exists (select 1 from participations first where first.event_id = ${eventId} and first.actor_id = ${actorId} and first.role < ${role} ${amongRoles})`
  return drivenBy(
    participations,
    sql.join(
      [sql`${actorId} = ${actor}`, inList(role, roles), isFirstRole].filter((part) => part !== undefined),
      sql` and `,
    ),
  )
}

/**
 * Plans how the events of a filter are read.
 * @param where a filter with the default axes: see `withDefaults`
 */
export function planQuery(where: EventFilter, resolved: ResolvedFilter): QueryPlan {
  const driven = chooseDrivingTable(where, resolved)
  if (driven) {
    return { drivingTable: driven.drivingTable, where: conditionOf(driven.remainingFilter, resolved) }
  }
  const scan = planPerKeyScan(where, resolved)
  return {
    where: conditionOf(where, resolved),
    perKeyScan: scan && {
      parentIds: scan.parentIds,
      drivingTable: scan.drivingTable,
      where: conditionOf(scan.remainingFilter, resolved),
    },
  }
}

/** Returns the parents of a per-key scan if the filter names a few actors or publishers. */
function planPerKeyScan(
  where: EventFilter,
  resolved: ResolvedFilter,
): (DrivenFilter & { parentIds: string[] }) | undefined {
  const { participants, publisher } = where
  const actors = participants?.some && actorIdsOf(participants.some, resolved)
  if (actors && isFew(actors)) {
    const remainingFilter = { ...where, participants: { ...participants, some: null } }
    return {
      parentIds: actors,
      drivingTable: drivenByActor(sql`parent.id`, participants?.some?.roles),
      remainingFilter,
    }
  }
  const publishers = publisher?.map((id) => uuidOf('publisher', id))
  if (publishers && isFew(publishers)) {
    return {
      parentIds: publishers,
      drivingTable: drivenByPublisher(sql`parent.id`),
      remainingFilter: { ...where, publisher: null },
    }
  }
  return undefined
}

function isFew(ids: readonly string[]): boolean {
  return ids.length > 1 && ids.length <= MAX_PARENTS
}

interface DrivenFilter {
  drivingTable: DrivingTable
  /** The conditions that the driving table does not cover. */
  remainingFilter: EventFilter
}

/** Returns the part of a filter that probably matches the fewest events and has an index ordered by time. */
function chooseDrivingTable(where: EventFilter, resolved: ResolvedFilter): DrivenFilter | undefined {
  const { search, participants, storyline, attributedTo, publisher, location } = where
  if (search?.trim()) {
    return {
      drivingTable: drivenBy(eventTexts, matchesText(eventTexts.words, search)),
      remainingFilter: { ...where, search: null },
    }
  }
  const actors = participants?.some && actorIdsOf(participants.some, resolved)
  const [actorId, ...otherActorIds] = actors ?? []
  if (actorId !== undefined && otherActorIds.length === 0) {
    const remainingFilter = { ...where, participants: { ...participants, some: null } }
    return { drivingTable: drivenByActor(actorId, participants?.some?.roles), remainingFilter }
  }
  if (isGiven(storyline)) {
    const condition = eq(eventStorylines.storylineId, uuidOf('storyline', storyline))
    return { drivingTable: drivenBy(eventStorylines, condition), remainingFilter: { ...where, storyline: null } }
  }
  const [publisherId, ...otherPublisherIds] = publisher ?? []
  if (publisherId !== undefined && otherPublisherIds.length === 0) {
    return {
      drivingTable: drivenByPublisher(uuidOf('publisher', publisherId)),
      remainingFilter: { ...where, publisher: null },
    }
  }
  if (isGiven(attributedTo)) {
    return {
      drivingTable: drivenBySource(uuidOf('actor', attributedTo)),
      remainingFilter: { ...where, attributedTo: null },
    }
  }
  const country = isGiven(location?.country) ? parseCountry(location.country, resolved.codes) : null
  if (country !== null) {
    const drivingTable = drivenBy(eventCountries, eq(eventCountries.countryId, country))
    return { drivingTable, remainingFilter: { ...where, location: { ...location, country: null } } }
  }
  return undefined
}

type Participant = NonNullable<NonNullable<EventFilter['participants']>['some']>

/** Returns the UUIDs of the actors of a filter that names actors in one way, and no other property than their roles. */
function actorIdsOf(
  { actor, actors, name, kind, country, office }: Participant,
  { actorIdsByName }: ResolvedFilter,
): string[] | undefined {
  if (isGiven(kind) || isGiven(country) || isGiven(office)) return undefined
  const idLists = [
    ...(isGiven(actor) ? [[uuidOf('actor', actor)]] : []),
    ...(isGiven(actors) ? [actors.map((id) => uuidOf('actor', id))] : []),
    ...(name?.trim() ? [actorIdsByName(name)] : []),
  ]
  return idLists.length === 1 ? [...new Set(idLists[0])] : undefined
}

function drivenByPublisher(id: SQLWrapper | string): DrivingTable {
  const { eventId, articleId, publisherId } = mentions
  return drivenBy(
    mentions,
    sql`${publisherId} = ${id} and not exists (select 1 from mentions first where first.event_id = ${eventId} and first.publisher_id = ${publisherId} and first.article_id < ${articleId})`,
  )
}

function drivenBySource(actorId: string): DrivingTable {
  const { eventId, agentId, claimId, ordinal } = claimAttributions
  return drivenBy(
    claimAttributions,
    sql`${eq(agentId, actorId)} and not exists (select 1 from claim_attributions first where first.event_id = ${eventId} and first.agent_id = ${agentId} and (first.claim_id, first.ordinal) < (${claimId}, ${ordinal}))`,
  )
}
