import { sql, type SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { readRows } from '../../database/sql/rows.ts'
import type { EntityTables } from '../../database/tables/entities.ts'
import { normalizeName } from '../../database/values/normalize-name.ts'

export interface NamedRow {
  /** UUID of the actor or place. */
  id: string
  name: string
}

const NAMES_PER_STATEMENT = 20_000

/**
 * Inserts the folded spellings of names that are not there yet; lookups by name use them.
 * @param target the table of spellings or a copy of it
 * @returns the UUIDs of the actors or places that gained a spelling
 */
export async function addSpellings(
  db: Database,
  { concept, spellings }: EntityTables,
  names: readonly NamedRow[],
  target: PgTable = spellings,
): Promise<Set<string>> {
  const owner = sql.identifier(`${concept}_id`)
  const changedIds = new Set<string>()
  for (let start = 0; start < names.length; start += NAMES_PER_STATEMENT) {
    const chunk = names.slice(start, start + NAMES_PER_STATEMENT)
    const rows = await readRows<{ id: string }>(
      db,
      sql`insert into ${target} (${owner}, folded)
      select distinct * from unnest(${sql.param(chunk.map(({ id }) => id))}::uuid[], ${sql.param(chunk.map(({ name }) => normalizeName(name)))}::text[])
      order by 1, 2 on conflict do nothing returning ${owner}::text as id`,
    )
    for (const { id } of rows) changedIds.add(id)
  }
  return changedIds
}

/**
 * Inserts the folded spellings of all stored names.
 * @param target the table of spellings or a copy of it
 */
export async function addAllSpellings(db: Database, tables: EntityTables, target?: PgTable): Promise<void> {
  await addSpellings(db, tables, await readNames(db, tables, sql`true`), target)
}

/**
 * Recomputes the spellings of actors or places whose names have changed.
 * @param ids UUIDs
 */
export async function rebuildSpellings(tx: Database, tables: EntityTables, ids: readonly string[]): Promise<void> {
  await tx.delete(tables.spellings).where(inUuids(tables.spellingOwner, ids))
  await addSpellings(tx, tables, await readNames(tx, tables, sql`named.id = any(${sql.param(ids)}::uuid[])`))
}

/** @param condition on the id `named.id` */
function readNames(db: Database, { table, names, nameOwner }: EntityTables, condition: SQL): Promise<NamedRow[]> {
  return readRows<NamedRow>(
    db,
    sql`select named.id::text as id, named.name from (
      select id, name::text as name from ${table} where merged_into_id is null union select ${nameOwner}, name from ${names}
    ) named where ${condition}`,
  )
}
