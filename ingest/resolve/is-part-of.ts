import { and, eq } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { eventRelations } from '../../database/tables/relation.ts'

/**
 * Follows SUBEVENT_OF relations upwards. It runs one statement per level, because distributed PostgreSQL databases do
 * not support recursive queries.
 * @param part UUID of an event
 * @param whole UUID of an event, possibly the same
 * @returns whether `part` is a part of `whole`, directly or through other events
 */
export async function isPartOf(tx: Database, part: string, whole: string): Promise<boolean> {
  const visitedIds = new Set<string>()
  for (let level = [part]; level.length > 0;) {
    for (const id of level) visitedIds.add(id)
    const parents = await tx
      .select({ id: eventRelations.targetId })
      .from(eventRelations)
      .where(and(eq(eventRelations.kind, 'SUBEVENT_OF'), inUuids(eventRelations.eventId, level)))
    if (parents.some(({ id }) => id === whole)) return true
    level = parents.map(({ id }) => id).filter((id) => !visitedIds.has(id))
  }
  return false
}
