import { sql, type SQL } from 'drizzle-orm'

/** Which events something is derived for: those of these UUIDs, or every one. */
export type Scope = readonly string[] | 'EVERY'

/**
 * The condition that an id is in scope.
 * @param id the column of the event's id, such as `e.id`
 */
export const isIn = (scope: Scope, id: SQL): SQL =>
  scope === 'EVERY' ? sql`true` : sql`${id} = any(${sql.param(scope)}::uuid[])`
