import { sql } from 'drizzle-orm'
import type { Database } from '../database.ts'

/** The advisory lock that a transaction holds while it writes events, derived tables and history. */
const WRITE_LOCK_KEY = 7_203_654_903

/**
 * Waits for the write lock and holds it until the transaction ends. Call it before any other statement: all writers
 * update the same rows of the total counts anyway, and a writer that waits here holds no row lock yet, so writers
 * cannot deadlock.
 */
export async function takeWriteLock(tx: Database): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${WRITE_LOCK_KEY}::bigint)`)
}

/**
 * Waits until the current writers have committed. Their revisions are dated already, so after this the history is
 * complete up to the present moment.
 * @param db not a transaction
 */
export async function waitForWriters(db: Database): Promise<void> {
  await db.execute(
    sql`select pg_advisory_lock_shared(${WRITE_LOCK_KEY}::bigint), pg_advisory_unlock_shared(${WRITE_LOCK_KEY}::bigint)`,
  )
}

/** Runs work in a transaction that holds the write lock, so that writers of events run one at a time. */
export function withWriteLock<Result>(db: Database, work: (tx: Database) => Promise<Result>): Promise<Result> {
  return db.transaction(async (tx) => {
    await takeWriteLock(tx)
    return work(tx)
  })
}
