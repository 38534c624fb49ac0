import { sql } from 'drizzle-orm'
import { withoutBudget } from '../../database/budget/budget.ts'
import type { Database } from '../../database/database.ts'
import type { Log } from '../../database/log.ts'
import { readRow } from '../../database/sql/rows.ts'
import { ALL_COUNTRIES, eventCounts } from '../../database/tables/rollups.ts'
import { MIN_EVENTS } from '../../schema/cost/weights.ts'

const INTERVAL_MS = 60_000

/**
 * The number of events for which costs are computed: those that are stored, rounded up to one significant digit, so
 * that the cost of a query changes rarely, and at least `MIN_EVENTS`. It is read again every minute.
 */
export class EventCount {
  readonly #db: Database
  readonly #log: Pick<Log, 'warn'>
  #value: number = MIN_EVENTS
  #timer: NodeJS.Timeout | undefined

  constructor(db: Database, log: Pick<Log, 'warn'>) {
    this.#db = db
    this.#log = log
  }

  get value(): number {
    return this.#value
  }

  /**
   * Reads the number, and starts to read it again.
   * @throws {Error} if it cannot be read; later failures are logged, and the last number stays
   */
  async start(intervalMs = INTERVAL_MS): Promise<void> {
    await this.#read()
    const readAgain = () =>
      this.#read().catch((error: unknown) => this.#log.warn({ err: error }, 'Counting the events failed'))
    this.#timer = withoutBudget(() => setInterval(() => void readAgain(), intervalMs)).unref()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  async #read(): Promise<void> {
    // Each event counts in one row of this view and grain, so that few rows are read.
    const { count } = await readRow<{ count: number }>(
      this.#db,
      sql`select coalesce(sum(event_count), 0)::int as count from ${eventCounts}
        where view = 'DETAILED' and grain = 'EVER' and country_id = ${ALL_COUNTRIES}`,
    )
    this.#value = roundedUp(Math.max(count, MIN_EVENTS))
  }
}

/** Rounds a positive number up to one significant digit. */
function roundedUp(number: number): number {
  const unit = 10 ** Math.floor(Math.log10(number))
  return Math.ceil(number / unit) * unit
}
