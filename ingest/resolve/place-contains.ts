import { and, eq } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { eventRelations } from '../../database/tables/relation.ts'

/**
 * A statement a level, for recursion is not open to a database that is spread over machines.
 * @param tx a transaction
 * @param part the UUID of an event
 * @param whole that of another, or the same
 * @returns whether the one is, by way of others, a part of the other (SUBEVENT_OF)
 */
export async function isPartOf(tx: Database, part: string, whole: string): Promise<boolean> {
  const known = new Set<string>()
  for (let level = [part]; level.length > 0;) {
    for (const id of level) known.add(id)
    const above = await tx
      .select({ id: eventRelations.targetId })
      .from(eventRelations)
      .where(and(eq(eventRelations.kind, 'SUBEVENT_OF'), inUuids(eventRelations.eventId, level)))
    if (above.some(({ id }) => id === whole)) return true
    level = above.map(({ id }) => id).filter((id) => !known.has(id))
  }
  return false
}
