import type { Database } from '../database.ts'
import { holdHistory } from './write-lock.ts'

/**
 * Runs a transaction that writes what is said of events, alone among those who do.
 * @param db a database
 * @param work what is done in it
 */
export const transact = <Result>(db: Database, work: (tx: Database) => Promise<Result>): Promise<Result> =>
  db.transaction(async (tx) => {
    await holdHistory(tx)
    return work(tx)
  })
