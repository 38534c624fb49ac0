import { sql } from 'drizzle-orm'
import type { Database } from '../database.ts'

/** The advisory lock that a transaction holds while it writes events, derived tables and history. */
const WRITE_LOCK_KEY = 7_203_654_903

/**
 * The longest wait for the lock of another process, in milliseconds. It is shorter than the time limit of a statement,
 * so that waiting for other writers is not mistaken for expensive work.
 */
const LOCK_MS = '8000'

/** Evaluated before the lock in the same statement; ends with the transaction. */
const LIMIT_WAIT = sql`set_config('lock_timeout', ${LOCK_MS}, true)`

/**
 * Waits for the write lock and holds it until the transaction ends. Call it before any other statement: all writers
 * update the same rows of the total counts anyway, and a writer that waits here holds no row lock yet, so writers
 * cannot deadlock.
 */
export async function takeWriteLock(tx: Database): Promise<void> {
  await tx.execute(sql`select ${LIMIT_WAIT}, pg_advisory_xact_lock(${WRITE_LOCK_KEY}::bigint)`)
}

/**
 * Waits until the current writers have committed. Their revisions are dated already, so after this the history is
 * complete up to the present moment.
 * @param db not a transaction
 */
export async function waitForWriters(db: Database): Promise<void> {
  await db.execute(
    sql`select ${LIMIT_WAIT}, pg_advisory_lock_shared(${WRITE_LOCK_KEY}::bigint), pg_advisory_unlock_shared(${WRITE_LOCK_KEY}::bigint)`,
  )
}

/** Runs work in a transaction that holds the write lock, so that writers of events run one at a time. */
export function withWriteLock<Result>(db: Database, work: (tx: Database) => Promise<Result>): Promise<Result> {
  return db.transaction(async (tx) => {
    await takeWriteLock(tx)
    return work(tx)
  })
}
