import { sql, type SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
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
  const insert = async (selection: SQL) => {
    const rows = await readRows<{ id: string }>(
      db,
      sql`insert into ${target} (place_id, ancestor_id) ${selection} on conflict do nothing returning place_id::text as id`,
    )
    for (const { id } of rows) changedIds.add(id)
    return rows.length
  }
  await insert(
    sql`select p.id, p.id from ${places} p where ${placeIds ? sql`p.id = any(${sql.param(placeIds)}::uuid[]) and` : sql``} not exists (select 1 from ${target} a where a.place_id = p.id and a.ancestor_id = p.id)`,
  )
  const isBelow = placeIds
    ? sql`a.place_id in (select i.place_id from ${target} i where i.ancestor_id = any(${sql.param(placeIds)}::uuid[])) and`
    : sql``
  const next = sql`select distinct a.place_id, e.parent_id from ${target} a join ${placeParents} e on e.place_id = a.ancestor_id and e.kind = 'PART_OF'
    where ${isBelow} not exists (select 1 from ${target} i where i.place_id = a.place_id and i.ancestor_id = e.parent_id)`
  while ((await insert(next)) > 0);
  return changedIds
}
