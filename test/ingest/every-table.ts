import { sql } from 'drizzle-orm'
import type { Service } from '../support/service.ts'

/** The tables that there are, whatever a later migration adds. */
const tablesIn = async ({ db }: Service): Promise<string[]> => {
  const { rows } = (await db.execute(
    sql`select table_name::text as name from information_schema.tables where table_schema = 'public' order by 1`,
  )) as unknown as { rows: { name: string }[] }
  return rows.map(({ name }) => name)
}

/** How many rows each of them has. */
export const countEverything = async (service: Service): Promise<Record<string, number>> => {
  const parts = (await tablesIn(service)).map(
    (name) => sql`select ${name}::text as name, count(*)::int as rows from ${sql.identifier(name)}`,
  )
  const { rows } = (await service.db.execute(sql.join(parts, sql` union all `))) as unknown as {
    rows: { name: string; rows: number }[]
  }
  return Object.fromEntries(rows.map((row) => [row.name, row.rows]))
}
