import { sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { migrationsFolder } from '../../database/connection/migrations.ts'
import type { Database } from '../../database/database.ts'

/** @returns a UUID that is the same each time */
export function uuid(n: number): string {
  return `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
}

/**
 * Applies the first migrations to an empty database, and records them as the migrator does.
 * @param last the number of the last migration that is applied, such as 10 for `0010_located_quotes.sql`
 */
export async function migrateTo(db: Database, last: number): Promise<void> {
  const migrations = readMigrationFiles({ migrationsFolder }).slice(0, last + 1)
  await db.transaction(async (tx) => {
    for (const { sql: statements } of migrations) {
      for (const statement of statements) await tx.execute(sql.raw(statement))
    }
    await tx.execute(sql`create schema drizzle`)
    await tx.execute(
      sql`create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`,
    )
    for (const { hash, folderMillis } of migrations) {
      await tx.execute(
        sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${folderMillis})`,
      )
    }
  })
}

/** Inserts rows, by the names that the columns had then. */
export async function insertOldRows(db: Database, rowsByTable: Record<string, readonly object[]>): Promise<void> {
  for (const [table, rows] of Object.entries(rowsByTable)) {
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].map((name) => sql.identifier(name))
    const list = sql.join(columns, sql`, `)
    await db.execute(
      sql`insert into ${sql.identifier(table)} (${list})
        select ${list} from jsonb_populate_recordset(null::${sql.identifier(table)}, ${JSON.stringify(rows)}::jsonb)`,
    )
  }
}
