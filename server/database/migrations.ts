import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import type { Database } from '../../schema/tables/database.ts'
import { projectRoot } from '../project-root.ts'

export const migrationsFolder = join(projectRoot, 'migrations')

/** Where both migrators keep what they have applied. */
const APPLIED = sql`drizzle.__drizzle_migrations`

/**
 * How many of the migrations in the folder a database has not seen.
 * @returns 0 where it is up to date
 */
export const countMissing = async (db: Database): Promise<number> => {
  const { entries } = JSON.parse(readFileSync(join(migrationsFolder, 'meta', '_journal.json'), 'utf8')) as {
    entries: unknown[]
  }
  const there = rowsOf<{ there: boolean }>(
    await db.execute(sql`select to_regclass('drizzle.__drizzle_migrations') is not null as there`),
  )
  if (!there[0]!.there) return entries.length
  const applied = rowsOf<{ applied: number }>(await db.execute(sql`select count(*)::int as applied from ${APPLIED}`))
  return Math.max(0, entries.length - applied[0]!.applied)
}

/** Both drivers put the rows of a raw statement under this name. */
const rowsOf = <Row>(result: unknown): Row[] => (result as { rows: Row[] }).rows
