import type { CancelSignal } from '../../database/budget/cancellation.ts'
import type { Database } from '../../database/database.ts'
import type { Scope } from '../../database/tables/enums.ts'
import type { ChangeListener } from '../../ingest/history/change-listener.ts'
import type { Cost } from './cost.ts'
import type { Client, Slots } from './slots.ts'

/** The context of the resolvers. The server creates one for each request; loaders are bound to it. */
export interface Context {
  db: Database
  /** Returns a database that reads events as of a moment: see `OpenDatabase`. */
  databaseAsOf?: (at: string) => Database
  /** The as-of contexts of the request by their moment: see the as-of plugin. */
  asOfContexts?: Map<string, Context>
  /** Of an as-of context, the context of the request, which reads the present. */
  present?: Context
  /** The moment whose state `db` returns; undefined for the present. */
  asOf?: string
  /** Signs and verifies cursors. All instances that share a database must use the same key. */
  cursorKey: string
  /** Aborted when the client disconnects. */
  signal?: CancelSignal
  /** Whose limits apply: those of the key, else of the address. */
  client?: Client
  caller?: Caller
  /** Why the key or token of the request was refused; undefined if it was accepted, or there is none. */
  refusal?: string
  /**
   * Calls back once if the key or token of the request is refused later, with the reason.
   * @returns a function that ends the watch
   */
  watchCredential?: (onRefused: (reason: string) => void) => () => void
  /** Flushes committed data to disk (fsync), before a client is answered that it is stored. */
  persist?: () => Promise<void>
  /** What subscriptions read, and their limits; undefined if they are not configured. */
  subscriptions?: { listener: ChangeListener; slots: Slots }
  /** Called with the plan of each list, total or group of events that is read. */
  onPlan?: (explanation: object) => void
  /** Whether fields load as the executor meets them, to compare the answers. */
  withoutPlans?: true
  /** The cost of the operation, once it is computed. */
  cost?: Cost
  /**
   * Runs each batch of a loader, to measure it.
   * @param rank the load stage: see `LOAD_ORDER`
   */
  observeBatch?: <Value>(rank: number, keyCount: number, work: () => Promise<Value>) => Promise<Value>
}

/** Returns the context that reads the present: what has no earlier states is loaded once for all moments of a request. */
export function presentOf(context: Context): Context {
  return context.present ?? context
}

/** The caller that a key or a token identifies. */
export interface Caller {
  /**
   * `key:NAME` or `token:ISSUER#SUBJECT`: unique, and the author that revisions record. The name of a key is never used
   * again, and no subject of a token can spell the id of a key.
   */
  id: string
  scopes: readonly Scope[]
  /** The names of the datasets that the caller may change; `*` for all that are not imported. */
  datasets: readonly string[] | '*'
}
