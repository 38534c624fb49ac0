import { sql, type SQL } from 'drizzle-orm'
import type { Condition } from './condition.ts'
import type { DrivingTable } from './driving-table.ts'

/** With more parents than this, one scan of `events` is cheaper than one scan per parent. */
const MAX_PARENTS = 16

/**
 * Returns how to read the events of a few parents, such as actors: by the driving table of the only one, or by a scan
 * per parent; nothing if there is no parent or there are many.
 * @param parentIds different UUIDs
 * @param drivenByParent returns the driving table of the events of one parent
 */
export function perKeyScanOf(
  parentIds: readonly string[],
  drivenByParent: (id: SQL | string) => DrivingTable,
): Pick<Condition, 'drivingTable' | 'perKeyScan'> {
  const [id, ...otherIds] = parentIds
  if (id === undefined || parentIds.length > MAX_PARENTS) return {}
  if (otherIds.length === 0) return { drivingTable: drivenByParent(id) }
  return { perKeyScan: { parentIds, drivingTable: drivenByParent(sql`parent.id`) } }
}
