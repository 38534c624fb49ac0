import type { QueryOptions as PgliteOptions, Results } from '@electric-sql/pglite'
import type { CancelSignal } from '../budget/cancellation.ts'
import { EngineError, IN_FAILED_TRANSACTION } from './engine-error.ts'
import type { Engine } from './engine.ts'
import type { Statement } from './messages.ts'

/** Those of PGlite, and whether the engine keeps the plan of the statement: see `Statement`. */
export interface QueryOptions extends PgliteOptions {
  isRepeated?: boolean
}

/** Runs statements like a PGlite instance; Drizzle calls nothing else. */
export interface Queries {
  /** @param options the parsers must leave the text as it is, as those of Drizzle do */
  query<Row>(text: string, params?: unknown[], options?: QueryOptions): Promise<Results<Row>>
}

export interface Transaction extends Queries {
  /**
   * Copies rows into a table.
   * @param target the table and its columns
   * @param chunks the rows in the text format of COPY
   */
  copy(target: string, chunks: Iterable<string>): Promise<void>
}

/** What runs on an engine while no other work does. */
export interface Session extends Queries {
  /** Commits, or rolls back and rethrows if the work fails. */
  transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result>
  /** Runs a script of statements without parameters. */
  execute(script: string): Promise<Results[]>
  /**
   * Runs each statement in a transaction of its own.
   * @param begin a script that begins the transaction
   */
  inTransaction(begin: string): Queries
}

/** How the statements of a session run. */
export interface Limits {
  /** The time limit of each statement, in milliseconds; undefined: none. */
  statementMs: number | undefined
  /** When it is aborted, statements that have not started are rejected with its reason. */
  signal: CancelSignal | undefined
}

/**
 * Runs one statement with parameters.
 * @param begin a script that begins a transaction for this statement only
 */
export async function runQuery<Row>(
  engine: Engine,
  { statementMs, signal, begin }: Limits & { begin?: string },
  ...[text, params = [], options = {}]: Parameters<Queries['query']>
): Promise<Results<Row>> {
  if (signal?.aborted) throw signal.reason
  const statement: Statement = { text, params, textTypes: Object.keys(options.parsers ?? {}).map(Number) }
  if (options.rowMode) statement.rowMode = options.rowMode
  if (begin !== undefined) statement.begin = begin
  // A transaction that reads the past has other tables of the same names.
  else if (options.isRepeated) statement.isRepeated = true
  const [result] = await engine.run(statement, statementMs)
  return (result ?? { rows: [], fields: [] }) as Results<Row>
}

/**
 * Runs a transaction.
 * @throws {EngineError} IN_FAILED_TRANSACTION if the work ignored the failure of a statement, so that nothing is stored
 */
export async function runTransaction<Result>(
  engine: Engine,
  limits: Limits,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  await engine.run({ text: 'begin' }, limits.statementMs)
  let isOpen = true
  const assertOpen = () => {
    if (!isOpen) throw new Error('The transaction has ended.')
  }
  const tx: Transaction = {
    query: async (...statement) => {
      assertOpen()
      return await runQuery(engine, limits, ...statement)
    },
    copy: async (target, chunks) => {
      assertOpen()
      const { buffer } = new TextEncoder().encode([...chunks].join(''))
      await engine.run({ text: `copy ${target} from '/dev/blob'`, params: [], input: buffer }, limits.statementMs)
    },
  }
  let result: Result
  try {
    result = await work(tx)
  } catch (error) {
    isOpen = false
    // An engine that has ended has rolled back.
    await engine.run({ text: 'rollback' }, limits.statementMs).catch(() => undefined)
    throw error
  }
  isOpen = false
  const [commit] = await engine.run({ text: 'commit' }, limits.statementMs)
  if (commit?.command === 'ROLLBACK')
    throw new EngineError(
      IN_FAILED_TRANSACTION,
      'The transaction was rolled back because one of its statements failed.',
    )
  return result
}
