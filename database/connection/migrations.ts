import { sql } from 'drizzle-orm'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../database.ts'
import { projectRoot } from '../project-root.ts'

/** The one folder of migrations; both engines run the same. */
export const migrationsFolder = join(projectRoot, 'migrations')

/**
 * Whether a database has seen every migration of the folder. One that has seen more, because a newer version of the
 * service ran on it, counts as migrated.
 */
export async function isMigrated(db: Database): Promise<boolean> {
  const { rows: there } = await run<{ there: boolean }>(
    db,
    sql`select to_regclass('drizzle.__drizzle_migrations') is not null as there`,
  )
  if (!there[0]!.there) return false
  const { rows } = await run<{ at: string }>(db, sql`select created_at::text as at from drizzle.__drizzle_migrations`)
  const applied = new Set(rows.map(({ at }) => at))
  return journal().every(({ when }) => applied.has(String(when)))
}

/** Drizzle keeps the moment at which a migration was generated as its mark. */
function journal(): { when: number }[] {
  const { entries } = JSON.parse(readFileSync(join(migrationsFolder, 'meta', '_journal.json'), 'utf8')) as {
    entries: { when: number }[]
  }
  return entries
}

/** Both drivers put the rows of a raw statement under this name. */
async function run<Row>(db: Database, statement: ReturnType<typeof sql>): Promise<{ rows: Row[] }> {
  return (await db.execute(statement)) as { rows: Row[] }
}
