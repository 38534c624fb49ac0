import { isNotNull, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { actors } from '../../database/tables/actor.ts'
import { events } from '../../database/tables/event.ts'
import { offices } from '../../database/tables/office.ts'
import { places } from '../../database/tables/place.ts'
import { storylines } from '../../database/tables/storyline.ts'
import type { AddProblem } from '../format/problem.ts'
import { isStoredId, uuidOfId, type Referable, type Reference } from '../format/references.ts'

export type Mergeable = PgTable & { id: PgColumn; mergedIntoId: PgColumn }

const TABLES: Record<Referable, (PgTable & { id: PgColumn }) | Mergeable> = {
  actor: actors,
  event: events,
  office: offices,
  place: places,
  storyline: storylines,
}

/**
 * Checks that the ids among references are those of stored objects. Local keys are ignored.
 * @returns a function from a public id to the UUID of its object, or of the object that it was merged into
 */
export async function resolveStoredIds(
  tx: Database,
  references: readonly Reference[],
  addProblem: AddProblem,
): Promise<(id: string) => string> {
  const mergeTargets = new Map<string, string>()
  for (const [concept, table] of Object.entries(TABLES) as [Referable, (typeof TABLES)[Referable]][]) {
    const referenced = references
      .filter((reference) => reference.concept === concept && isStoredId(reference.value))
      .map((reference) => ({ ...reference, uuid: uuidOfId(reference.value) }))
    if (referenced.length === 0) continue
    const ids = referenced.map(({ uuid }) => uuid)
    const rows = await tx.select({ id: table.id }).from(table).where(inUuids(table.id, ids))
    const storedIds = new Set(rows.map(({ id }) => id as string))
    for (const { path, value, uuid } of referenced) {
      if (!storedIds.has(uuid)) addProblem(path, `must be the id of a stored ${concept}; no ${concept} has "${value}".`)
    }
    if ('mergedIntoId' in table) for (const pair of await followMerges(tx, table, ids)) mergeTargets.set(...pair)
  }
  return (id) => {
    const uuid = uuidOfId(id)
    return mergeTargets.get(uuid) ?? uuid
  }
}

/**
 * Finds the objects that merged objects were merged into, through any number of merges.
 * @param ids UUIDs of rows of the table
 * @returns the UUID of the final target by the UUID of each row that was merged
 */
export async function followMerges(
  tx: Database,
  table: Mergeable,
  ids: Iterable<string>,
): Promise<Map<string, string>> {
  const targets = new Map<string, string>()
  for (let level = [...ids]; level.length > 0;) {
    const rows = (await tx
      .select({ id: table.id, into: table.mergedIntoId })
      .from(table as PgTable)
      .where(sql`${inUuids(table.id, level)} and ${isNotNull(table.mergedIntoId)}`)) as { id: string; into: string }[]
    for (const { id, into } of rows) {
      for (const [from, target] of targets) if (target === id) targets.set(from, into)
      targets.set(id, into)
    }
    level = rows.map(({ into }) => into)
  }
  return targets
}
