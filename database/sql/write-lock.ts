import { sql } from 'drizzle-orm'
import type { Database } from '../database.ts'

/** Whoever holds it writes what is said of events, what follows from it, and the history; the others wait for the commit. */
const WRITE_LOCK_KEY = 7_203_654_903

/**
 * Waits until no other transaction writes, and keeps others from it until this one ends. All who write meet in the counts of
 * everything anyway; here they meet before they hold anything that another could wait for. So this comes first.
 * @param tx a transaction
 */
export async function takeWriteLock(tx: Database): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${WRITE_LOCK_KEY}::bigint)`)
}

/**
 * Waits for those who are about to commit what is dated already: what was known up to now is complete then.
 * @param db a database, outside of a transaction
 */
export async function waitForWriters(db: Database): Promise<void> {
  await db.execute(
    sql`select pg_advisory_lock_shared(${WRITE_LOCK_KEY}::bigint), pg_advisory_unlock_shared(${WRITE_LOCK_KEY}::bigint)`,
  )
}

/**
 * Runs a transaction that writes what is said of events, alone among those who do.
 * @param db a database
 * @param work what is done in it
 */
export function withWriteLock<Result>(db: Database, work: (tx: Database) => Promise<Result>): Promise<Result> {
  return db.transaction(async (tx) => {
    await takeWriteLock(tx)
    return work(tx)
  })
}
