import { sql } from 'drizzle-orm'
import type { Database } from '../database.ts'

/** Whoever holds it writes what is said of events, what follows from it, and the history; the others wait for the commit. */
const HISTORY_LOCK = 7_203_654_903

/**
 * Waits until no other transaction writes, and keeps others from it until this one ends. All who write meet in the counts of
 * everything anyway; here they meet before they hold anything that another could wait for. So this comes first.
 * @param tx a transaction
 */
export const holdHistory = async (tx: Database): Promise<void> => {
  await tx.execute(sql`select pg_advisory_xact_lock(${HISTORY_LOCK}::bigint)`)
}

/**
 * Waits for those who are about to commit what is dated already: what was known up to now is complete then.
 * @param db a database, outside of a transaction
 */
export const settleHistory = async (db: Database): Promise<void> => {
  await db.execute(
    sql`select pg_advisory_lock_shared(${HISTORY_LOCK}::bigint), pg_advisory_unlock_shared(${HISTORY_LOCK}::bigint)`,
  )
}
