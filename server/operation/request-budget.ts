import { Budget, withBudget } from '../../database/budget/budget.ts'
import { Cancellation, type CancelSignal } from '../../database/budget/cancellation.ts'
import { DeadlineError, DisconnectedError } from '../../database/budget/errors.ts'
import type { Context } from '../../schema/builder/context.ts'

/** A request shares the connections with others; more statements at once would only wait for them. */
const MAX_STATEMENTS = 3
/** A request of at most this share of the highest cost may use the connections that are reserved for cheap work. */
const CHEAP_SHARE = 1 / 20

/**
 * Runs an operation within its budget: at the deadline, and when the client disconnects, its statements are cancelled
 * and no further ones are sent.
 * @param seconds the deadline
 */
export async function runWithinBudget<Result>(
  context: Context,
  seconds: number,
  run: () => Result,
): Promise<Awaited<Result>> {
  const abort = new Cancellation()
  const timer = setTimeout(() => abort.abort(new DeadlineError(seconds)), seconds * 1000)
  const forget = abortAtDisconnect(abort, context.signal)
  try {
    return await withBudget(budgetOf(context, abort), run)
  } finally {
    clearTimeout(timer)
    forget()
  }
}

/** The budget of a subscription, which has no deadline; its statements have the limits of the database. */
export function budgetOfSubscription(context: Context): Budget {
  const abort = new Cancellation()
  abortAtDisconnect(abort, context.signal)
  return budgetOf(context, abort)
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
