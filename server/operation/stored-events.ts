import { desc, sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import type { Log } from '../../database/log.ts'
import { readRow } from '../../database/sql/rows.ts'
import { revisions } from '../../database/tables/revision.ts'
import { ALL_COUNTRIES, eventCounts } from '../../database/tables/rollups.ts'
import type { StoredSize } from '../../schema/cost/stored-size.ts'
import { MIN_EVENTS } from '../../schema/cost/weights.ts'

const INTERVAL_MS = 60_000
/** The numbers of newest changes whose time is read. More of them would take longer than a query may. */
const CHANGES = [1_000, 10_000, 100_000]

/** The change that has a number of newer ones. */
interface Change {
  newer: number
  /** In milliseconds; undefined if there are fewer changes. */
  at: number | undefined
}

/**
 * The numbers of events and of changes for which costs are computed. They are rounded up, so that the cost of a query
 * changes rarely, and are read again every minute.
 */
export class StoredEvents implements StoredSize {
  readonly #db: Database
  readonly #log: Pick<Log, 'warn'>
  readonly #expected: number | undefined
  #count: number = MIN_EVENTS
  #changes: readonly Change[] = []
  #timer: NodeJS.Timeout | undefined

  /** @param expected the number of events to compute with instead of the stored ones */
  constructor(db: Database, log: Pick<Log, 'warn'>, expected?: number) {
    this.#db = db
    this.#log = log
    this.#expected = expected
  }

  /** Those that are stored, rounded up to one significant digit, and at least `MIN_EVENTS`. */
  get count(): number {
    return this.#expected ?? this.#count
  }

  /** A burst of changes in the last minute is not known yet. */
  changedSince(moment: string): number {
    const time = Date.parse(moment)
    const change = this.#changes.find(({ at }) => at === undefined || at <= time)
    return Math.min(change?.newer ?? this.count, this.count)
  }

  /**
   * Reads the numbers, and starts to read them again.
   * @throws {Error} if they cannot be read; later failures are logged, and the last numbers stay
   */
  async start(intervalMs = INTERVAL_MS): Promise<void> {
    await this.#read()
    const readAgain = () =>
      this.#read().catch((error: unknown) => this.#log.warn({ err: error }, 'Counting the events failed'))
    this.#timer = setInterval(() => void readAgain(), intervalMs).unref()
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
    this.#count = roundedUp(Math.max(count, MIN_EVENTS))
    this.#changes = await Promise.all(CHANGES.map((newer) => this.#readChange(newer)))
  }

  async #readChange(newer: number): Promise<Change> {
    const [row] = await this.#db
      .select({ at: revisions.at })
      .from(revisions)
      .orderBy(desc(revisions.at))
      .offset(newer)
      .limit(1)
    return { newer, at: row && Date.parse(row.at) }
  }
}

/** Rounds a positive number up to one significant digit. */
function roundedUp(number: number): number {
  const unit = 10 ** Math.floor(Math.log10(number))
  return Math.ceil(number / unit) * unit
}
