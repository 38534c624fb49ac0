import { getTableName, sql, type SQL } from 'drizzle-orm'
import type { Database } from '../database.ts'
import { eventTexts } from '../tables/event-text.ts'
import { readRow, readRows } from './rows.ts'

const MIN_EVENTS = 2_000

/**
 * Updates the planner's statistics while tables grow. The embedded engine has no autovacuum, and without statistics the
 * planner treats a full table like an empty one.
 */
export class StatisticsUpdater {
  #analyzedEvents: number | undefined
  #writtenEvents = 0

  /**
   * Records that a batch was written. Analyzes once there are three times as many events as at the last analysis.
   * @param db not a transaction
   * @param events the number of events created or changed
   */
  async recordWrites(db: Database, events: number): Promise<void> {
    this.#writtenEvents += events
    if (events === 0) return
    this.#analyzedEvents ??= await estimateEvents(db)
    if (this.#writtenEvents < Math.max(MIN_EVENTS, 2 * this.#analyzedEvents)) return
    const rows = await readRows<{ name: string }>(
      db,
      sql`select tablename::text as name from pg_tables where schemaname = 'public'`,
    )
    // The statistics of search texts take long and matter only to searches: `end` updates them.
    const names = rows
      .filter(({ name }) => name !== getTableName(eventTexts))
      .map(({ name }) => sql`${sql.identifier(name)}`)
    await this.#analyze(db, names)
  }

  /** Analyzes all tables if anything was written since the last analysis. */
  async end(db: Database): Promise<void> {
    if (this.#writtenEvents > 0) await this.#analyze(db)
  }

  async #analyze(db: Database, tables: SQL[] = []): Promise<void> {
    await db.execute(sql`analyze ${sql.join(tables, sql`, `)}`)
    this.#analyzedEvents = await estimateEvents(db)
    this.#writtenEvents = 0
  }
}

async function estimateEvents(db: Database): Promise<number> {
  const row = await readRow<{ events: number }>(
    db,
    sql`select greatest(reltuples, 0)::float8 as events from pg_class where oid = 'events'::regclass`,
  )
  return row.events
}
