import { sql } from 'drizzle-orm'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../database.ts'
import { projectRoot } from '../project-root.ts'
import { readRow, readRows } from '../sql/rows.ts'

export const migrationsFolder = join(projectRoot, 'migrations')

/**
 * `current`: the database has the migrations of this version. `missing`: it lacks some. `newer`: it has one that is later
 * than all that this version knows, so a newer version has migrated it.
 */
export type MigrationState = 'current' | 'missing' | 'newer'

/** Compares the migrations that a database has with those of the folder. */
export async function migrationState(db: Database): Promise<MigrationState> {
  const { hasTable } = await readRow<{ hasTable: boolean }>(
    db,
    sql`select to_regclass('drizzle.__drizzle_migrations') is not null as "hasTable"`,
  )
  if (!hasTable) return 'missing'
  const rows = await readRows<{ generatedAt: string }>(
    db,
    sql`select created_at::text as "generatedAt" from drizzle.__drizzle_migrations`,
  )
  const appliedTimes = new Set(rows.map(({ generatedAt }) => Number(generatedAt)))
  const knownTimes = readJournal().map(({ when }) => when)
  if (Math.max(...appliedTimes) > Math.max(...knownTimes)) return 'newer'
  return knownTimes.every((time) => appliedTimes.has(time)) ? 'current' : 'missing'
}

/** Drizzle identifies a migration by the time at which it was generated, in milliseconds since 1970. */
function readJournal(): { when: number }[] {
  const { entries } = JSON.parse(readFileSync(join(migrationsFolder, 'meta', '_journal.json'), 'utf8')) as {
    entries: { when: number }[]
  }
  return entries
}
