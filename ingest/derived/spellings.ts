import { sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { readRows } from '../../database/sql/rows.ts'
import { actorNames, actors, actorSpellings } from '../../database/tables/actor.ts'
import { placeNames, places, placeSpellings } from '../../database/tables/place.ts'
import { normalizeName } from '../../database/values/normalize-name.ts'

/** A name and whose it is. */
export interface NamedRow {
  id: string
  name: string
}

const OWNERS = {
  actor: { spellings: actorSpellings, owner: sql.identifier('actor_id'), table: actors, names: actorNames },
  place: { spellings: placeSpellings, owner: sql.identifier('place_id'), table: places, names: placeNames },
}

const NAMES_A_STATEMENT = 20_000

/**
 * Enters how names are looked up, as far as that is new.
 * @param db a transaction
 * @param concept whose names they are
 * @param named names with the UUIDs of those who bear them
 * @param target the table of spellings, or one that is made like it
 * @returns the UUIDs of those that have gained a spelling
 */
export async function addSpellings(
  db: Database,
  concept: keyof typeof OWNERS,
  named: readonly NamedRow[],
  target: PgTable = OWNERS[concept].spellings,
): Promise<Set<string>> {
  const { owner } = OWNERS[concept]
  const gained = new Set<string>()
  for (let start = 0; start < named.length; start += NAMES_A_STATEMENT) {
    const some = named.slice(start, start + NAMES_A_STATEMENT)
    const rows = await readRows<{ id: string }>(
      db,
      sql`insert into ${target} (${owner}, folded)
      select distinct * from unnest(${sql.param(some.map(({ id }) => id))}::uuid[], ${sql.param(some.map(({ name }) => normalizeName(name)))}::text[])
      order by 1, 2 on conflict do nothing returning ${owner}::text as id`,
    )
    for (const { id } of rows) gained.add(id)
  }
  return gained
}

/**
 * Enters how all names are looked up.
 * @param target see `addSpellings`
 */
export async function addAllSpellings(db: Database, concept: keyof typeof OWNERS, target?: PgTable): Promise<void> {
  const { table, names, owner } = OWNERS[concept]
  const rows = await readRows<NamedRow>(
    db,
    sql`select id::text as id, name from ${table} where merged_into_id is null union select ${owner}::text, name from ${names}`,
  )
  await addSpellings(db, concept, rows, target)
}
