import { sql } from 'drizzle-orm'
import { readRows } from '../../database/sql/rows.ts'
import type { Service } from '../support/service.ts'

/** All tables of the database, so that those of later migrations are included. */
async function tablesIn({ db }: Service): Promise<string[]> {
  const rows = await readRows<{ name: string }>(
    db,
    sql`select table_name::text as name from information_schema.tables where table_schema = 'public' order by 1`,
  )
  return rows.map(({ name }) => name)
}

/** The number of rows by table. */
export async function countEverything(service: Service): Promise<Record<string, number>> {
  const parts = (await tablesIn(service)).map(
    (name) => sql`select ${name}::text as name, count(*)::int as rows from ${sql.identifier(name)}`,
  )
  const rows = await readRows<{ name: string; rows: number }>(service.db, sql.join(parts, sql` union all `))
  return Object.fromEntries(rows.map((row) => [row.name, row.rows]))
}
