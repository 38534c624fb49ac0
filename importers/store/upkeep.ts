import { sql } from 'drizzle-orm'
import type { Database } from '../../schema/tables/database.ts'

const AT_LEAST = 2_000

/**
 * Keeps the planner's statistics in step while tables grow: the embedded engine has nobody else who does, and without
 * them a full database is read like an empty one.
 */
export class Upkeep {
  #stored: number | undefined
  #written = 0

  /**
   * Takes in that a batch was written; analyzes when the events have doubled since the last time.
   * @param db outside of a transaction
   * @param events how many were created or changed
   */
  async note(db: Database, events: number): Promise<void> {
    this.#written += events
    if (events === 0) return
    this.#stored ??= await estimate(db)
    if (this.#written < Math.max(AT_LEAST, this.#stored)) return
    await this.#analyze(db)
  }

  /** Analyzes where anything was written since the last time. */
  async end(db: Database): Promise<void> {
    if (this.#written > 0) await this.#analyze(db)
  }

  async #analyze(db: Database): Promise<void> {
    await db.execute(sql`analyze`)
    this.#stored = await estimate(db)
    this.#written = 0
  }
}

const estimate = async (db: Database): Promise<number> => {
  const { rows } = (await db.execute(
    sql`select greatest(reltuples, 0)::float8 as events from pg_class where oid = 'events'::regclass`,
  )) as unknown as { rows: [{ events: number }] }
  return rows[0].events
}
