import { sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { readRows } from '../../database/sql/rows.ts'
import { placeAncestors, placeParents, places } from '../../database/tables/place.ts'

/**
 * Adds what places lie within and is not known yet: themselves, and what PART_OF edges lead to. One statement a level,
 * for recursion is not open to a database that is spread over machines.
 * @param db a transaction
 * @param of the UUIDs of the places that are new or have new edges; every place where left out
 * @param target the table of ancestors, or one that is made like it
 * @returns the UUIDs of the places that have gained an ancestor
 */
export async function addAncestors(
  db: Database,
  of?: readonly string[],
  target: PgTable = placeAncestors,
): Promise<Set<string>> {
  const gained = new Set<string>()
  const add = async (found: ReturnType<typeof sql>) => {
    const rows = await readRows<{ id: string }>(
      db,
      sql`insert into ${target} (place_id, ancestor_id) ${found} on conflict do nothing returning place_id::text as id`,
    )
    for (const { id } of rows) gained.add(id)
    return rows.length
  }
  await add(
    sql`select p.id, p.id from ${places} p where ${of ? sql`p.id = any(${sql.param(of)}::uuid[]) and` : sql``} not exists (select 1 from ${target} a where a.place_id = p.id and a.ancestor_id = p.id)`,
  )
  const below = of
    ? sql`a.place_id in (select i.place_id from ${target} i where i.ancestor_id = any(${sql.param(of)}::uuid[])) and`
    : sql``
  const next = sql`select distinct a.place_id, e.parent_id from ${target} a join ${placeParents} e on e.place_id = a.ancestor_id and e.kind = 'PART_OF'
    where ${below} not exists (select 1 from ${target} known where known.place_id = a.place_id and known.ancestor_id = e.parent_id)`
  while ((await add(next)) > 0);
  return gained
}
