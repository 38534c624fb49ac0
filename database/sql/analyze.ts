import { getTableName, sql, type SQL } from 'drizzle-orm'
import type { Database } from '../database.ts'
import { eventTexts } from '../tables/event-text.ts'
import { readRow, readRows } from './rows.ts'

const AT_LEAST = 2_000

/**
 * Keeps the planner's statistics in step while tables grow: the embedded engine has nobody else who does, and without
 * them a full database is read like an empty one.
 */
export class StatisticsUpdater {
  #stored: number | undefined
  #written = 0

  /**
   * Takes in that a batch was written; analyzes when there are three times as many events as the last time.
   * @param db outside of a transaction
   * @param events how many were created or changed
   */
  async recordWrites(db: Database, events: number): Promise<void> {
    this.#written += events
    if (events === 0) return
    this.#stored ??= await estimate(db)
    if (this.#written < Math.max(AT_LEAST, 2 * this.#stored)) return
    const rows = await readRows<{ name: string }>(
      db,
      sql`select tablename::text as name from pg_tables where schemaname = 'public'`,
    )
    // Of the texts very many words are counted, for the sake of those who search: that can wait.
    const names = rows
      .filter(({ name }) => name !== getTableName(eventTexts))
      .map(({ name }) => sql`${sql.identifier(name)}`)
    await this.#analyze(db, names)
  }

  /** Analyzes where anything was written since the last time. */
  async end(db: Database): Promise<void> {
    if (this.#written > 0) await this.#analyze(db)
  }

  async #analyze(db: Database, tables: SQL[] = []): Promise<void> {
    await db.execute(sql`analyze ${sql.join(tables, sql`, `)}`)
    this.#stored = await estimate(db)
    this.#written = 0
  }
}

async function estimate(db: Database): Promise<number> {
  const row = await readRow<{ events: number }>(
    db,
    sql`select greatest(reltuples, 0)::float8 as events from pg_class where oid = 'events'::regclass`,
  )
  return row.events
}
