import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../schema/tables/database.ts'
import { holdHistory } from './history-lock.ts'

/** What a transaction has written speaks of something that was merged meanwhile. */
export class Overtaken extends Error {}

/** Two transactions each waited for the other, or could not be put in a row. */
const IN_EACH_OTHERS_WAY = ['40P01', '40001']
const TRIES = 8
const PAUSE_MS = 50

/**
 * Runs a transaction that writes what is said of events, alone among those who do, and begins it anew where something else
 * came in between.
 * @param db a database
 * @param work what is done in it; it may be done more than once
 */
export const transact = async <Result>(db: Database, work: (tx: Database) => Promise<Result>): Promise<Result> => {
  for (let tries = 1; ; tries++) {
    try {
      return await db.transaction(async (tx) => {
        await holdHistory(tx)
        return work(tx)
      })
    } catch (error) {
      if (tries === TRIES || !mayPass(error)) throw error
      await sleep(Math.random() * PAUSE_MS * tries)
    }
  }
}

const mayPass = (error: unknown): boolean => {
  if (error instanceof Overtaken) return true
  const { code } = ((error as { cause?: unknown }).cause ?? error) as { code?: string }
  return code !== undefined && IN_EACH_OTHERS_WAY.includes(code)
}
