import { and, eq, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'

/** The tables by which a thing is known: its own with the first name, its other names, its ids in other catalogues. */
interface Named {
  table: PgTable & { id: PgColumn; name: PgColumn; mergedIntoId: PgColumn }
  names: PgTable & { name: PgColumn }
  of: PgColumn
  ids: PgTable & { scheme: PgColumn; value: PgColumn }
  idOf: PgColumn
}

interface Handle {
  externalId?: { scheme: string; value: string } | null | undefined
  name?: string | null | undefined
}

/**
 * Finds what bears a name or an external id.
 * @returns its UUID, or null where nothing, or more than one thing, bears the name
 */
export async function findByHandle(
  db: Database,
  { table, names, of, ids, idOf }: Named,
  by: Handle,
): Promise<string | null> {
  if (by.externalId) {
    const { scheme, value } = by.externalId
    const [found] = await db
      .select({ id: idOf })
      .from(ids)
      .where(and(eq(ids.scheme, scheme), eq(ids.value, value)))
    return (found?.id as string | undefined) ?? null
  }
  const name = by.name ?? ''
  const found = await db.execute<{ id: string }>(
    sql`select ${table.id} as id from ${table} where ${table.name} = ${name} and ${table.mergedIntoId} is null union select ${of} from ${names} where ${names.name} = ${name} limit 2`,
  )
  const rows = rowsOf(found)
  return rows.length === 1 ? rows[0]!.id : null
}

/** Both drivers give the rows of a raw statement under this name. */
function rowsOf(result: unknown): { id: string }[] {
  return (result as { rows: { id: string }[] }).rows
}
