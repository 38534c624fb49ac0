import { getOperationAST, parse } from 'graphql'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { openDatabase } from '../../database/connection/open-database.ts'
import { createLog } from '../../database/log.ts'
import { coerceVariables } from '../../schema/cost/coerce-variables.ts'
import { operationCost } from '../../schema/cost/operation-cost.ts'
import { schema } from '../../schema/schema.ts'
import { createApp } from '../../server/graphql/app.ts'
import { StoredEvents } from '../../server/operation/stored-events.ts'
import type { GeneratedQuery } from './queries.ts'

/** What a query really took. */
export interface Measured {
  /** CPU time of the connections to PostgreSQL. */
  databaseMs: number
  /** CPU time of the thread of the event loop. */
  loopMs: number
  /** The cost that the service predicted. */
  cost: number
  /** The code and message of the first error, if the query was refused or failed. */
  error: string | undefined
  bytes: number
}

interface Answer {
  errors?: { message: string; extensions?: { code?: string } }[]
  extensions?: { cost?: { cost: number; limit: number } }
}

/** The CPU time of a thread in ms, in nanosecond precision after it has slept; other processes do not change it. */
function cpuMs(thread: number | string): number {
  try {
    return Number(readFileSync(`/proc/${thread}/schedstat`, 'utf8').split(' ')[0]) / 1e6
  } catch (error) {
    // A connection that ended.
    if (thread !== 'self') return 0
    throw new Error('The benchmark needs Linux: it reads CPU times from /proc/PID/schedstat.', { cause: error })
  }
}

export type Meter = Awaited<ReturnType<typeof openMeter>>

/** Measures queries on the real service in this process, over PostgreSQL on this machine. */
export async function openMeter(url: string, limit: number, expectedEvents: number) {
  const log = createLog('fatal')
  const admin = new pg.Client(url)
  await admin.connect()
  // CPU time of parallel workers would not be that of the connection.
  await admin.query(
    `alter database ${pg.escapeIdentifier(new URL(url).pathname.slice(1))} set max_parallel_workers_per_gather = 0`,
  )
  const open = await openDatabase({ url, log })
  const storedEvents = new StoredEvents(open.db, log, expectedEvents)
  await storedEvents.start()
  const app = createApp({
    db: open.db,
    databaseWithin: (budget) => open.within(budget),
    databaseAsOf: (at, budget) => open.asOf(at, budget),
    cursorKey: 'bench',
    log,
    maxQueryCost: limit,
    storedEvents,
  })

  const connectionTimes = async (): Promise<Map<number, number>> => {
    const { rows } = await admin.query<{ pid: number }>(
      "select pid from pg_stat_activity where application_name = 'dateline' and datname = current_database()",
    )
    return new Map(rows.map(({ pid }) => [pid, cpuMs(pid)]))
  }
  const ask = async ({ query, variables }: GeneratedQuery): Promise<{ answer: Answer; bytes: number }> => {
    const response = await app.yoga.fetch('http://dateline.bench/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    })
    const text = await response.text()
    return { answer: JSON.parse(text) as Answer, bytes: text.length }
  }
  const measureOnce = async (query: GeneratedQuery): Promise<Measured> => {
    const databaseBefore = await connectionTimes()
    // The kernel updates the CPU time of a thread when the thread sleeps.
    await sleep(2)
    const loopBefore = cpuMs('self')
    const { answer, bytes } = await ask(query)
    await sleep(2)
    const loopMs = cpuMs('self') - loopBefore
    let databaseMs = 0
    for (const [pid, time] of await connectionTimes()) databaseMs += time - (databaseBefore.get(pid) ?? 0)
    const [error] = answer.errors ?? []
    return {
      databaseMs,
      loopMs,
      bytes,
      cost: answer.extensions?.cost?.cost ?? 0,
      error: error && `${error.extensions?.code ?? 'NO_CODE'}: ${error.message}`,
    }
  }
  return {
    db: open.db,
    ask,
    /** The predicted cost of a query. */
    costOf: ({ query, variables }: GeneratedQuery): number => {
      const document = parse(query)
      const operation = getOperationAST(document)
      if (!operation) throw new Error('A generated query has one operation.')
      const values = coerceVariables(schema, operation, variables)
      return operationCost(schema, document, operation, values, storedEvents).cost
    },
    /** Runs a query several times and returns the shortest times: the first run fills caches. */
    measure: async (query: GeneratedQuery, runs = 3): Promise<Measured> => {
      const first = await measureOnce(query)
      if (first.error !== undefined) return first
      const all: Measured[] = []
      for (let run = 0; run < runs; run++) all.push(await measureOnce(query))
      const least = (value: (measured: Measured) => number) => Math.min(...all.map(value))
      return { ...first, databaseMs: least((m) => m.databaseMs), loopMs: least((m) => m.loopMs) }
    },
    close: async () => {
      storedEvents.stop()
      await open.close()
      await admin.end()
    },
  }
}
