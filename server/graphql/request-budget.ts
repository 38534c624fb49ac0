import type { ExecutionArgs, ExecutionResult } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { Budget, withBudget } from '../../database/budget/budget.ts'
import { DeadlineError, DisconnectedError } from '../../database/budget/errors.ts'
import type { Context } from '../../schema/builder/context.ts'
import { rateLimited } from '../../schema/builder/errors.ts'
import type { Client } from '../../schema/builder/slots.ts'
import type { Refusal } from '../clients/client-limits.ts'

export interface RequestBudgetOptions {
  /** The time limit of a request, in seconds. */
  requestSeconds: number
  /** Counts the cost of an operation: see `ClientLimits`. */
  spend?: (client: Client, cost: number) => Promise<Refusal | undefined>
}

/** A request shares the connections with others; more statements at once would only wait for them. */
const MAX_STATEMENTS = 3
/** A request of at most this share of the highest cost may use the connections that are reserved for cheap work. */
const CHEAP_SHARE = 1 / 20

type Executed = ExecutionResult | AsyncIterable<ExecutionResult>

/**
 * Runs each operation within its budget: at the deadline, and when the client disconnects, its statements are cancelled
 * and no further ones are sent. A subscription has no deadline, but its statements have the limits of the database.
 */
export function requestBudget({ requestSeconds, spend }: RequestBudgetOptions): Plugin<Context> {
  return {
    onExecute: ({ executeFn, setExecuteFn }) => {
      setExecuteFn(async (args: ExecutionArgs): Promise<Executed> => {
        const { client, cost, signal: disconnected } = args.contextValue as Context
        const refusal = client && cost && (await spend?.(client, cost.cost))
        if (refusal) return { errors: [rateLimited(refusal.message, refusal.retryAfterSeconds)] }
        const abort = new AbortController()
        const timer = setTimeout(() => abort.abort(new DeadlineError(requestSeconds)), requestSeconds * 1000)
        const forget = abortAtDisconnect(abort, disconnected)
        try {
          return (await withBudget(budgetOf(args, abort.signal), () => executeFn(args))) as Executed
        } finally {
          clearTimeout(timer)
          forget()
        }
      })
    },
    onSubscribe: ({ subscribeFn, setSubscribeFn }) => {
      setSubscribeFn(async (args: ExecutionArgs): Promise<Executed> => {
        const abort = new AbortController()
        abortAtDisconnect(abort, (args.contextValue as Context).signal)
        const budget = budgetOf(args, abort.signal)
        const result = (await withBudget(budget, () => subscribeFn(args))) as Executed
        return Symbol.asyncIterator in result ? iterateWithin(budget, result) : result
      })
    },
  }
}

/** @returns a function that ends the connection between the two signals */
function abortAtDisconnect(abort: AbortController, disconnected: AbortSignal | undefined): () => void {
  const onDisconnect = () => abort.abort(new DisconnectedError())
  if (disconnected?.aborted) onDisconnect()
  else disconnected?.addEventListener('abort', onDisconnect, { once: true })
  return () => disconnected?.removeEventListener('abort', onDisconnect)
}

function budgetOf({ contextValue }: ExecutionArgs, signal: AbortSignal): Budget {
  const { client, cost } = contextValue as Context
  return new Budget({
    client: client?.id ?? '',
    isCheap: cost !== undefined && cost.cost <= cost.limit * CHEAP_SHARE,
    signal,
    maxStatements: MAX_STATEMENTS,
  })
}

/** Resolves each result within the budget: the code that asks for it runs in a context of its own. */
function iterateWithin(
  budget: Budget,
  results: AsyncIterable<ExecutionResult>,
): AsyncIterableIterator<ExecutionResult> {
  const iterator = results[Symbol.asyncIterator]()
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    next: () => withBudget(budget, () => iterator.next()),
    return: async () => (await iterator.return?.()) ?? { done: true, value: undefined },
  }
}
