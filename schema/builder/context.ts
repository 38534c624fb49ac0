import type { Database } from '../../database/database.ts'
import type { Scope } from '../../database/tables/enums.ts'
import type { RevisionRow } from '../../database/tables/revision.ts'
import type { Cost } from './field-cost.ts'

/** Delivers changes from all instances to subscribers. */
export interface ChangeListener {
  /**
   * Counts one more subscription of a client. Subscriptions are limited for each client and in total.
   * @returns releases the slot
   * @throws {GraphQLError} RATE_LIMITED if a limit is reached
   */
  acquireSlot(client: string): () => void
  /** @returns the position of the last change that this listener knows; 0 if there is none yet */
  lastPosition(): Promise<number>
  /** @returns the changes after a position, at most 100 */
  changesAfter(position: number): Promise<readonly RevisionRow[]>
  /** True once the server is stopping. */
  readonly isStopped: boolean
  /** Starts to wait for the next change. Call it before `changesAfter`, so that no change is missed in between. */
  waitForChange(): { notified: Promise<void>; cancel: () => void }
}

/** The context of the resolvers. The server creates one for each request; loaders are bound to it. */
export interface Context {
  db: Database
  /** Returns a database that reads events as of a moment: see `OpenDatabase`. */
  databaseAsOf?: (at: string) => Database
  /** The as-of contexts of the request by their moment: see the as-of plugin. */
  asOfContexts?: Map<string, Context>
  /** The moment whose state `db` returns; undefined for the present. */
  asOf?: string
  /** Signs and verifies cursors. All instances that share a database must use the same key. */
  cursorKey: string
  /** Aborted when the client disconnects. */
  signal?: AbortSignal
  /** The client's address, if known. */
  client?: string
  /** The authenticated caller; undefined if the request has no key. */
  caller?: Caller
  /** Flushes committed data to disk (fsync), before a client is answered that it is stored. */
  persist?: () => Promise<void>
  /** Undefined if subscriptions are not configured. */
  changeListener?: ChangeListener
  /** Called with the plan of each list, total or group of events that is read. */
  onPlan?: (explanation: object) => void
  /** The cost of the operation, once it is computed. */
  cost?: Cost
}

/** The caller that a key or a token identifies. */
export interface Caller {
  /** The name under which revisions record the caller. */
  name: string
  scopes: readonly Scope[]
}
