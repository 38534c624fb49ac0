import { getTableColumns, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Database } from '../../../database/database.ts'
import { readRows } from '../../../database/sql/rows.ts'
import { columnName } from '../../../database/tables/columns.ts'
import type { EntityTables } from '../../../database/tables/entities.ts'

/** The values of the columns of an actor or place besides its id and name, by the names of the columns. */
export type Facts = Record<string, string | number | null>

/**
 * Which of two sets of facts of one object is kept: with more values, else with longer ones, else the first in the order
 * of characters. So it does not matter which row of a feed comes first.
 */
export function richerOf<Given extends Facts>(a: Given, b: Given): Given {
  return isRicher(b, a) ? b : a
}

function isRicher(a: Facts, b: Facts): boolean {
  const given = (facts: Facts) => Object.values(facts).filter((value) => value !== null)
  const textOf = (facts: Facts) => given(facts).join('\t')
  const difference = given(a).length - given(b).length || textOf(a).length - textOf(b).length
  return difference > 0 || (difference === 0 && textOf(a) < textOf(b))
}

/**
 * Replaces the facts of stored rows by richer facts of the drafts. What a correction gave stays.
 * @param table actors or places
 * @param drafts of rows that a feed made; the facts of all have the same columns
 */
export async function completeFacts(
  tx: Database,
  table: EntityTables['table'],
  drafts: readonly { id: string; facts: Facts }[],
): Promise<void> {
  const [sample] = drafts
  if (sample === undefined) return
  const columns: Record<string, PgColumn> = getTableColumns(table)
  const names = Object.keys(sample.facts)
  const fields = names.flatMap((name) => columns[name] ?? [])
  const selected = sql.join(
    fields.map((column, i) => sql`${column} as ${sql.identifier(names[i] ?? '')}`),
    sql`, `,
  )
  const ids = sql.param(drafts.map(({ id }) => id))
  const stored = await readRows<Facts & { id: string }>(
    tx,
    sql`select id::text as id, ${selected} from ${table}
      where id = any(${ids}::uuid[]) and version = 1 and merged_into_id is null`,
  )
  const factsById = new Map(drafts.map(({ id, facts }) => [id, facts]))
  for (const { id, ...facts } of stored) {
    const given = factsById.get(id)
    if (given === undefined || !isRicher(given, facts)) continue
    const values = fields.map(
      (column, i) => sql`${sql.identifier(columnName(column))} = ${sql.param(given[names[i] ?? ''] ?? null, column)}`,
    )
    await tx.execute(sql`update ${table} set ${sql.join(values, sql`, `)} where id = ${id}::uuid and version = 1`)
  }
}
