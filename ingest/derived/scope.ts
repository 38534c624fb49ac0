import { sql, type SQL } from 'drizzle-orm'

/** Which events something is derived for: those of these UUIDs, or every one. */
export type EventScope = readonly string[] | 'EVERY'

/**
 * The condition that an id is in scope.
 * @param id the column of the event's id, such as `e.id`
 */
export function inScope(scope: EventScope, id: SQL): SQL {
  return scope === 'EVERY' ? sql`true` : sql`${id} = any(${sql.param(scope)}::uuid[])`
}
