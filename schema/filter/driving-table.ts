import { eq, sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { inList } from '../../database/sql/conditions.ts'
import { claimAttributions } from '../../database/tables/claim.ts'
import { events } from '../../database/tables/event.ts'
import { mentions } from '../../database/tables/mention.ts'
import { participations } from '../../database/tables/participation.ts'

/**
 * A table that has at most one row per event under the condition `on`, and a copy of the event's sort time. Its index
 * returns the events of one actor or one country in order, however many other events there are.
 */
export interface DrivingTable {
  table: PgTable
  on: SQL
  sort: SQLWrapper
  id: SQLWrapper
  /** Whether it may list a large part of all events. Otherwise all of its events are read for an order other than time. */
  isLarge?: boolean
}

/**
 * Returns a condition on a copy of `occurredSort`.
 * @returns undefined if nothing is known of the start of the events
 */
export type BoundsStart = (sort: SQLWrapper) => SQL | undefined

/** Bounds the scan of a driving table by what is known of the start of all events. */
export function withBounds(table: DrivingTable, boundsStart: BoundsStart): DrivingTable {
  const bounds = boundsStart(table.sort)
  return bounds ? { ...table, on: sql`${table.on} and ${bounds}` } : table
}

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

/** Returns the driving table for the events that a publisher reports. */
export function drivenByPublisher(id: SQLWrapper | string): DrivingTable {
  const { eventId, articleId, publisherId } = mentions
  const condition = sql`${publisherId} = ${id} and not exists (select 1 from mentions first where first.event_id = ${eventId} and first.publisher_id = ${publisherId} and first.article_id < ${articleId})`
  return { ...drivenBy(mentions, condition), isLarge: true }
}

/** Returns the driving table for the events with a claim that is attributed to an actor. */
export function drivenBySource(actorId: string): DrivingTable {
  const { eventId, agentId, claimId, ordinal } = claimAttributions
  return drivenBy(
    claimAttributions,
    sql`${eq(agentId, actorId)} and not exists (select 1 from claim_attributions first where first.event_id = ${eventId} and first.agent_id = ${agentId} and (first.claim_id, first.ordinal) < (${claimId}, ${ordinal}))`,
  )
}
