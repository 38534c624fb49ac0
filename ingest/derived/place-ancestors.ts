import { sql, type SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { readRows } from '../../database/sql/rows.ts'
import { placeAncestors, placeParents, places } from '../../database/tables/place.ts'

/**
 * Inserts the missing ancestors of places: each place itself, and the places above it by PART_OF edges. It runs one
 * statement per level, because distributed PostgreSQL databases do not support recursive queries.
 * @param placeIds UUIDs of the places that are new or have new edges; the default is all places
 * @param target the table `place_ancestors` or a copy of it
 * @returns the UUIDs of the places that gained an ancestor
 */
export async function addAncestors(
  db: Database,
  placeIds?: readonly string[],
  target: PgTable = placeAncestors,
): Promise<Set<string>> {
  const changedIds = new Set<string>()
  const insert = async (selection: SQL): Promise<AncestorRow[]> => {
    const rows = await readRows<AncestorRow>(
      db,
      sql`insert into ${target} (place_id, ancestor_id) ${selection} on conflict do nothing
        returning place_id::text as "placeId", ancestor_id::text as "ancestorId"`,
    )
    for (const { placeId } of rows) changedIds.add(placeId)
    return rows
  }
  const parentsOf = (from: SQL) =>
    sql`select distinct a.place_id, e.parent_id from ${from} join ${placeParents} e on e.place_id = a.ancestor_id and e.kind = 'PART_OF'`
  await insert(
    sql`select p.id, p.id from ${places} p ${placeIds ? sql`where p.id = any(${sql.param(placeIds)}::uuid[])` : sql``}`,
  )
  const isGiven = placeIds ? sql`where ancestor_id = any(${sql.param(placeIds)}::uuid[])` : sql``
  let added = await insert(parentsOf(sql`(select place_id, ancestor_id from ${target} ${isGiven}) a`))
  // Only a new ancestor can have parents that its place lacks.
  while (added.length > 0) {
    const [below, above] = [added.map(({ placeId }) => placeId), added.map(({ ancestorId }) => ancestorId)]
    added = await insert(
      parentsOf(sql`unnest(${sql.param(below)}::uuid[], ${sql.param(above)}::uuid[]) a(place_id, ancestor_id)`),
    )
  }
  return changedIds
}

/** @returns UUIDs of the places and of all places within them */
export async function readPlaceIdsBelow(tx: Database, placeIds: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ id: placeAncestors.placeId })
    .from(placeAncestors)
    .where(inUuids(placeAncestors.ancestorId, placeIds))
  return rows.map(({ id }) => id)
}

/**
 * Recomputes the ancestors of places after edges between them have changed.
 * @param placeIds UUIDs of all places whose ancestors can have changed: those with other edges, and all below them
 */
export async function rebuildAncestors(tx: Database, placeIds: readonly string[]): Promise<void> {
  await tx.delete(placeAncestors).where(inUuids(placeAncestors.placeId, placeIds))
  await addAncestors(tx, placeIds)
}

/** @returns whether an ancestor of a place, or the place itself, is a part of the place */
export async function isWithinItself(tx: Database, placeId: string): Promise<boolean> {
  const rows = await readRows<object>(
    tx,
    sql`select 1 from ${placeAncestors} a join ${placeParents} e on e.place_id = a.ancestor_id and e.kind = 'PART_OF'
    where a.place_id = ${placeId} and e.parent_id = ${placeId} limit 1`,
  )
  return rows.length > 0
}

interface AncestorRow {
  placeId: string
  ancestorId: string
}
