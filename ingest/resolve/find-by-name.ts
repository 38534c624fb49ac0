import { sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { readRows } from '../../database/sql/rows.ts'
import type { EntityTables } from '../../database/tables/entities.ts'
import { nameKey, normalizeName } from '../../database/values/normalize-name.ts'

/** An actor or place by one of its names. */
export interface Named {
  /** UUID. */
  id: string
  kind: string
  /** As `nameKey` writes it. */
  key: string
}

/**
 * Finds the actors or places that have one of some names, as `nameKey` compares them, main names and others. One statement;
 * the index of the normalized names finds the candidates.
 * @returns one entry for each object and name
 */
export async function findByName(
  db: Database,
  { table, names, nameOwner, spellings, spellingOwner }: EntityTables,
  wanted: readonly string[],
): Promise<Named[]> {
  if (wanted.length === 0) return []
  const folded = sql.param([...new Set(wanted.map(normalizeName))])
  const rows = await readRows<{ id: string; kind: string; name: string }>(
    db,
    sql`select ${table.id}::text as id, ${table.kind} as kind, named.name from ${table}
      cross join lateral (
        select ${table.name}::text as name where ${table.mergedIntoId} is null
        union all select ${names.name} from ${names} where ${nameOwner} = ${table.id}
      ) named
      where ${table.id} in (select ${spellingOwner} from ${spellings} where ${spellings.folded} = any(${folded}::text[]))`,
  )
  const keys = new Set(wanted.map(nameKey))
  const found = new Map<string, Named>()
  for (const { id, kind, name } of rows) {
    const key = nameKey(name)
    if (keys.has(key)) found.set(`${id} ${key}`, { id, kind, key })
  }
  return [...found.values()]
}
