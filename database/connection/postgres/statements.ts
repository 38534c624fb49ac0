import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { untilAborted, type Budget } from '../../budget/budget.ts'
import { whyRefused } from '../../budget/errors.ts'
import { FairQueue, type Waiting } from '../../budget/fair-queue.ts'
import type { LookUpStatement, Planning, ReadStatement } from '../../fast-reads.ts'
import { isConnectionLost, sqlStateOf } from '../../sql/sql-state.ts'
import { SET_AS_OF, type PoolState } from '../connection.ts'
import { TEXT_MOMENTS, Pipelines } from './pipelines.ts'
import { CONNECT_MS, createPool, type PoolOptions } from './pool.ts'
import { Preparations, StatementNames } from './prepared-statements.ts'

/** The part of a client that Drizzle uses. */
export type QueryClient = Pick<pg.ClientBase, 'query'>

type Statement = pg.QueryConfig
type Values = unknown[] | undefined

/** Connections beside those of `max`: one for the process's writer, which waits for its turn without one. */
const WRITER_CONNECTIONS = 1
/** Readiness and cancellations do not wait for other work: they have connections of their own. */
const CONTROL_CONNECTIONS = 2
/** The share of the connections that expensive work may use: each may take a processor of the database for long. */
const COSTLY_SHARE = 0.4
/** How many look-ups by key run at once; a client may have half of them. They are many times shorter than other reads. */
const MAX_LOOK_UPS = 64
/**
 * The states of a prepared statement that cannot be run again: it is not known to the server, or a migration has changed
 * its columns.
 */
const UNUSABLE_STATES = ['26000', '42P05', '0A000']
/** Those of a look-up that is repeated as an ordinary statement; it also may run too long, or wait too long for a lock. */
const REPEATED_STATES = ['57014', '55P03', ...UNUSABLE_STATES]
/**
 * How often a read is sent at most. Where PostgreSQL ends many connections, the second may be over one that ends a moment
 * later than the first.
 */
const MAX_SENT = 3
/** The delay before a read is sent again; random, so that not all requests return at the same moment. */
const RETRY_MS = { min: 50, max: 250 }

/** The budget of the request that sends a statement; undefined for work of the service itself. */
type Sender = Budget | undefined

/**
 * Sends statements over a pool, each within the budget of its request: they wait for their turn in the process, and are
 * cancelled when the budget ends.
 */
export class PostgresStatements {
  readonly #pool: pg.Pool
  readonly #control: pg.Pool
  readonly #pipelines: Pipelines
  readonly #readers: FairQueue
  readonly #writers = new FairQueue({ max: WRITER_CONNECTIONS, refuse: whyRefused })

  readonly #names = new StatementNames()
  readonly #preparations = new WeakMap<pg.PoolClient, Preparations>()
  readonly #lookUps = new FairQueue({ max: MAX_LOOK_UPS, maxPerClient: MAX_LOOK_UPS / 2, refuse: whyRefused })

  constructor(options: PoolOptions) {
    const { max, url, onConnectionError } = options
    this.#pipelines = new Pipelines(url, onConnectionError)
    this.#pool = createPool({ ...options, max: max + WRITER_CONNECTIONS })
    this.#control = createPool({ ...options, max: CONTROL_CONNECTIONS })
    this.#readers = new FairQueue({
      max,
      maxPerClient: Math.max(1, Math.ceil(max / 2)),
      reserved: max - Math.ceil(max * COSTLY_SHARE),
      refuse: whyRefused,
    })
  }

  /** Runs a statement in a transaction of its own. A read is sent again if the connection was lost: see `MAX_SENT`. */
  query(budget: Sender, statement: Statement, values?: Values): Promise<pg.QueryResult> {
    const send = () => this.#read(budget, (client) => client.query(statement, values))
    return isRead(statement.text) ? retried(budget, send) : send()
  }

  /**
   * Runs a look-up by key on a pipelined connection. It is not cancelled when the budget ends: it ends by itself within
   * `LOOK_UP_MS`, and keeps its place in the queue until then.
   */
  async lookUp(budget: Sender, statement: LookUpStatement): Promise<unknown[][]> {
    const sentAt = performance.now()
    const rows = this.#lookUps.run(budget ?? SERVICE, () => retried(budget, () => this.#pipelines.send(statement)))
    try {
      return await untilAborted(rows, budget?.signal)
    } catch (error) {
      if (budget?.signal.aborted) throw budget.whyEnded(sentAt)
      if (!REPEATED_STATES.includes(sqlStateOf(error) ?? '')) throw error
      return this.#readUnnamed(budget, statement.text, statement.values)
    }
  }

  /**
   * Runs a statement as `query` does; its rows are arrays. It is prepared from its second use on: parsing and planning it
   * can take longer than running it.
   */
  async read(budget: Sender, { text, values, planning }: ReadStatement): Promise<unknown[][]> {
    const name = this.#names.nameOf(text)
    if (name === undefined) return this.#readUnnamed(budget, text, values)
    const statement: pg.QueryArrayConfig = { name, text, values, rowMode: 'array', types: TEXT_MOMENTS }
    try {
      const send = () => this.#read(budget, (client) => client.query(statement), { name, planning })
      const { rows } = await retried(budget, send)
      return rows as unknown[][]
    } catch (error) {
      if (!UNUSABLE_STATES.includes(sqlStateOf(error) ?? '')) throw error
      return this.#readUnnamed(budget, text, values)
    }
  }

  async #readUnnamed(budget: Sender, text: string, values: unknown[]): Promise<unknown[][]> {
    const statement: pg.QueryArrayConfig = { text, rowMode: 'array', types: TEXT_MOMENTS }
    const { rows } = await this.query(budget, statement, values)
    return rows as unknown[][]
  }

  /**
   * Runs a statement as of a moment, in a read-only transaction of its own.
   * @param at the moment, ISO 8601
   */
  queryAsOf(budget: Sender, at: string, statement: Statement, values?: Values): Promise<pg.QueryResult> {
    // The name of a prepared statement is dropped: it belongs to the plan that reads the present.
    const { name: _name, ...unnamed } = statement
    return retried(budget, () =>
      this.#read(budget, async (client) => {
        try {
          await client.query({ text: `begin read only; ${SET_AS_OF.replace('$1', quoted(at))}` })
          const result = await client.query(unnamed, values)
          await client.query({ text: 'commit' })
          return result
        } catch (error) {
          // If it fails, the connection is broken and not used again.
          await client.query({ text: 'rollback' }).catch(() => undefined)
          throw error
        }
      }),
    )
  }

  /** Runs work on a connection for a transaction. Writers of this process run one at a time. */
  onWriter<Result>(budget: Sender, work: (client: QueryClient) => Promise<Result>): Promise<Result> {
    return this.#writers.run(budget ?? SERVICE, () => this.#onClient(budget, work))
  }

  /** Rejects if the database does not answer. It does not wait for other work. */
  async ping(): Promise<void> {
    await this.#control.query('select 1')
  }

  poolStates(): PoolState[] {
    const stateOf = (name: string, { totalCount, idleCount, waitingCount }: pg.Pool): PoolState => ({
      pool: name,
      size: totalCount,
      idle: idleCount,
      waiting: waitingCount,
    })
    const main = stateOf('main', this.#pool)
    // Statements wait in the queues of the process, not for the pool.
    const waiting = this.#readers.waitingCount + this.#writers.waitingCount
    const lookUps = { size: this.#pipelines.size, idle: this.#pipelines.idleCount, waiting: this.#lookUps.waitingCount }
    return [{ ...main, waiting }, { pool: 'look-ups', ...lookUps }, stateOf('control', this.#control)]
  }

  async close(): Promise<void> {
    await Promise.all([this.#pool.end(), this.#control.end(), this.#pipelines.close()])
  }

  #read<Result>(budget: Sender, work: (client: LimitedClient) => Promise<Result>, use?: PreparedUse): Promise<Result> {
    const run = () => this.#readers.run(budget ?? SERVICE, () => this.#onClient(budget, work, use))
    return budget?.limited(run) ?? run()
  }

  async #onClient<Result>(
    budget: Sender,
    work: (client: LimitedClient & QueryClient) => Promise<Result>,
    { name, planning }: PreparedUse = { planning: 'EACH_TIME' },
  ): Promise<Result> {
    const client = await this.#pool.connect()
    const limited = new LimitedClient(client, budget, () => this.#cancel(client))
    const preparations = this.#preparationsOf(client)
    if (name !== undefined) preparations.add(name)
    try {
      await preparations.use(planning, limited)
      return await work(limited as LimitedClient & QueryClient)
    } finally {
      // A cancelled connection is closed, so that the cancellation cannot reach its next statement.
      client.release(limited.failure !== undefined || preparations.isFull)
    }
  }

  #preparationsOf(client: pg.PoolClient): Preparations {
    const existing = this.#preparations.get(client)
    if (existing) return existing
    const preparations = new Preparations()
    this.#preparations.set(client, preparations)
    return preparations
  }

  #cancel(client: pg.PoolClient): void {
    const { processID } = client as pg.PoolClient & { processID: number }
    // If the cancellation is lost, the statement ends at the statement timeout.
    this.#control.query('select pg_cancel_backend($1)', [processID]).catch(() => undefined)
  }
}

/** How the connection of a statement must plan, and the name of a statement that it prepares. */
interface PreparedUse {
  name?: string
  planning: Planning
}

/** A connection whose statements end with the budget of the request. */
class LimitedClient {
  readonly #client: pg.PoolClient
  readonly #budget: Budget | undefined
  readonly #cancel: () => void
  /** The error after which the connection cannot be used again. */
  failure: unknown

  constructor(client: pg.PoolClient, budget: Budget | undefined, cancel: () => void) {
    this.#client = client
    this.#budget = budget
    this.#cancel = cancel
  }

  query = async (statement: Statement, values?: Values): Promise<pg.QueryResult> => {
    if (this.failure !== undefined) throw this.failure
    // The outcome of a cancelled commit would be unknown.
    const signal = statement.text === 'commit' ? undefined : this.#budget?.signal
    const sentAt = performance.now()
    try {
      return await untilAborted(this.#client.query(statement, values), signal, this.#cancel)
    } catch (error) {
      const isEnded = signal?.aborted && error === signal.reason
      const failure: unknown = isEnded ? this.#budget?.whyEnded(sentAt) : error
      const isUnusable = statement.name !== undefined && UNUSABLE_STATES.includes(sqlStateOf(error) ?? '')
      if (isEnded || isUnusable || isConnectionLost(error)) this.failure = failure
      throw failure
    }
  }
}

/** Work of the service itself, such as the look-up of a key. */
const SERVICE: Waiting = {
  client: undefined,
  isCheap: true,
  get signal() {
    return AbortSignal.timeout(CONNECT_MS)
  },
}

function isRead(text: string): boolean {
  return /^\s*\(*\s*(?:select|with)\b/i.test(text) && !/\b(?:insert|update|delete)\b/i.test(text)
}

async function retried<Result>(budget: Sender, read: () => Promise<Result>): Promise<Result> {
  for (let sent = 1; ; sent++) {
    try {
      return await read()
    } catch (error) {
      if (!isConnectionLost(error) || budget?.signal.aborted || sent === MAX_SENT) throw error
      await sleep(RETRY_MS.min + Math.random() * (RETRY_MS.max - RETRY_MS.min))
    }
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
