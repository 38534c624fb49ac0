import { Budget } from '../../database/budget/budget.ts'
import { Cancellation, type CancelSignal } from '../../database/budget/cancellation.ts'
import { DeadlineError, DisconnectedError } from '../../database/budget/errors.ts'
import type { Database } from '../../database/database.ts'
import type { Context } from '../../schema/builder/context.ts'

/** A request shares the connections with others; more statements at once would only wait for them. */
const MAX_STATEMENTS = 3
/** A request of at most this share of the highest cost may use the connections that are reserved for cheap work. */
const CHEAP_SHARE = 1 / 20

/** Makes the databases of requests: see `OpenDatabase`. Without them, statements have no budget. */
export interface RequestDatabases {
  databaseWithin?: ((budget: Budget) => Database) | undefined
  databaseAsOf?: ((at: string, budget?: Budget) => Database) | undefined
}

/**
 * Runs an operation within its budget: at the deadline, and when the client disconnects, its statements are cancelled
 * and no further ones are sent.
 * @param seconds the deadline
 */
export async function runWithinBudget<Result>(
  context: Context,
  seconds: number,
  databases: RequestDatabases,
  run: () => Result,
): Promise<Awaited<Result>> {
  const abort = new Cancellation()
  const timer = setTimeout(() => abort.abort(new DeadlineError(seconds)), seconds * 1000)
  const forget = abortAtDisconnect(abort, context.signal)
  try {
    limit(context, budgetOf(context, abort), databases)
    return await run()
  } finally {
    clearTimeout(timer)
    forget()
  }
}

/** Gives a subscription its budget, which has no deadline; its statements have the limits of the database. */
export function limitSubscription(context: Context, databases: RequestDatabases): void {
  const abort = new Cancellation()
  abortAtDisconnect(abort, context.signal)
  limit(context, budgetOf(context, abort), databases)
}

/** Lets all statements of a request use its budget. */
function limit(context: Context, budget: Budget, { databaseWithin, databaseAsOf }: RequestDatabases): void {
  if (databaseWithin) context.db = databaseWithin(budget)
  if (databaseAsOf) context.databaseAsOf = (at) => databaseAsOf(at, budget)
}

/** @returns a function that ends the connection between the two signals */
function abortAtDisconnect(abort: Cancellation, disconnected: CancelSignal | undefined): () => void {
  const onDisconnect = () => abort.abort(new DisconnectedError())
  if (disconnected?.aborted) onDisconnect()
  else disconnected?.addEventListener('abort', onDisconnect, { once: true })
  return () => disconnected?.removeEventListener('abort', onDisconnect)
}

function budgetOf({ client, cost }: Context, signal: CancelSignal): Budget {
  return new Budget({
    client: client?.id ?? '',
    isCheap: cost !== undefined && cost.cost <= cost.limit * CHEAP_SHARE,
    signal,
    maxStatements: MAX_STATEMENTS,
  })
}
