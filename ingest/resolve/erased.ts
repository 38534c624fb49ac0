import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { tombstones } from '../../database/tables/tombstone.ts'

/**
 * Finds the erased ones among objects: no write may give them content again.
 * @param ids UUIDs
 * @returns the time of the erasure by UUID
 */
export async function findErased(db: Database, ids: Iterable<string>): Promise<Map<string, string>> {
  const rows = await db
    .select({ id: tombstones.id, erasedAt: tombstones.erasedAt })
    .from(tombstones)
    .where(inUuids(tombstones.id, [...new Set(ids)]))
  return new Map(rows.map(({ id, erasedAt }) => [id, erasedAt]))
}

/** @returns the problem of a report that would store an erased object again */
export function describeErased(erasedAt: string): string {
  return `was erased on ${erasedAt.slice(0, 10)} and cannot be stored again. Omit it, or ask the operator.`
}
