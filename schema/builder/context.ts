import type { Database } from '../../database/database.ts'
import type { Scope } from '../../database/tables/enums.ts'
import type { RevisionRow } from '../../database/tables/revision.ts'
import type { Cost } from './field-cost.ts'

/** Where those who follow changes wait for them, whoever made them, on whichever instance. */
export interface ChangeListener {
  /**
   * Takes a place among those who follow; there are only so many, for each client and in all.
   * @param client who follows
   * @returns gives the place back
   * @throws {GraphQLError} RATE_LIMITED where there is none left
   */
  acquireSlot(client: string): () => void
  /** @returns the position of the last change that was heard of; 0 where there is none yet */
  lastPosition(): Promise<number>
  /**
   * @param position the last change that was read
   * @returns those after it, at most a hundred; none where there are none yet
   */
  changesAfter(position: number): Promise<readonly RevisionRow[]>
  /** Whether it rings no more: the service is being stopped. */
  readonly isStopped: boolean
  /** Begins to wait for more; to be called before looking whether there is any. */
  waitForChange(): { changed: Promise<void>; cancel: () => void }
}

/** What one request's resolvers are given. The server makes one per request; loaders live and die with it. */
export interface Context {
  db: Database
  /** What was known of events at an instant: see `OpenDatabase`. */
  databaseAsOf?: (at: string) => Database
  /** The contexts in which the past is read, by their instants: see the plugin `past`. */
  asOfContexts?: Map<string, Context>
  /** As of when `db` is read; as of now where left out. */
  asOf?: string
  /** Signs and checks cursors; the same on every instance over one database. */
  cursorKey: string
  /** Aborted when the client is gone. */
  signal?: AbortSignal
  /** From where the request came, where that is known. */
  client?: string
  /** Who asks; nobody where the request has no key. */
  caller?: Caller
  /** Makes what was stored outlast a power cut, before a client is told that it is stored. */
  persist?: () => Promise<void>
  /** Waits for changes, for those who follow them. */
  changeListener?: ChangeListener
  /** What the operation costs, once it is weighed. */
  cost?: Cost
}

/** Who asks, as a key or a token says it. */
export interface Caller {
  /** By what the history names it. */
  name: string
  scopes: readonly Scope[]
}
