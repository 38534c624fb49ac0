import { sql, type SQL } from 'drizzle-orm'

/** The events of a derivation: a list of UUIDs, or all events. */
export type EventScope = readonly string[] | 'ALL_EVENTS'

/**
 * The condition that an event is in scope.
 * @param id the column of the event id, such as `e.id`
 */
export function inScope(scope: EventScope, id: SQL): SQL {
  return scope === 'ALL_EVENTS' ? sql`true` : sql`${id} = any(${sql.param(scope)}::uuid[])`
}
