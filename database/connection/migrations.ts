import { sql } from 'drizzle-orm'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../database.ts'
import { projectRoot } from '../project-root.ts'
import { readRow, readRows } from '../sql/rows.ts'

export const migrationsFolder = join(projectRoot, 'migrations')

/**
 * Whether all migrations of the folder are applied to a database. A database with more migrations, from a newer
 * version of the service, counts as migrated.
 */
export async function isMigrated(db: Database): Promise<boolean> {
  const { hasTable } = await readRow<{ hasTable: boolean }>(
    db,
    sql`select to_regclass('drizzle.__drizzle_migrations') is not null as "hasTable"`,
  )
  if (!hasTable) return false
  const rows = await readRows<{ generatedAt: string }>(
    db,
    sql`select created_at::text as "generatedAt" from drizzle.__drizzle_migrations`,
  )
  const appliedTimes = new Set(rows.map(({ generatedAt }) => generatedAt))
  return readJournal().every(({ when }) => appliedTimes.has(String(when)))
}

/** Drizzle identifies a migration by the time at which it was generated, in milliseconds since 1970. */
function readJournal(): { when: number }[] {
  const { entries } = JSON.parse(readFileSync(join(migrationsFolder, 'meta', '_journal.json'), 'utf8')) as {
    entries: { when: number }[]
  }
  return entries
}
