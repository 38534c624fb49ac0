import type { Database } from '../../database/database.ts'
import type { RevisionRow } from '../../database/tables/revision.ts'
import type { Cost } from './field-cost.ts'
import type { Caller } from './require-scope.ts'

/** Where those who follow changes wait for them, whoever made them, on whichever instance. */
export interface Bell {
  /**
   * Takes a place among those who follow; there are only so many, for each client and in all.
   * @param client who follows
   * @returns gives the place back
   * @throws {GraphQLError} RATE_LIMITED where there is none left
   */
  enter(client: string): () => void
  /** @returns the position of the last change that was heard of; 0 where there is none yet */
  last(): Promise<number>
  /**
   * @param position the last change that was read
   * @returns those after it, at most a hundred; none where there are none yet
   */
  after(position: number): Promise<readonly RevisionRow[]>
  /** Whether it rings no more: the service is being stopped. */
  readonly ended: boolean
  /** Begins to wait for more; to be called before looking whether there is any. */
  wait(): { rung: Promise<void>; cancel: () => void }
}

/** What one request's resolvers are given. The server makes one per request; loaders live and die with it. */
export interface Context {
  db: Database
  /** What was known of events at an instant: see `OpenDatabase`. */
  past?: (at: string) => Database
  /** The contexts in which the past is read, by their instants: see the plugin `past`. */
  worlds?: Map<string, Context>
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
  bell?: Bell
  /** What the operation costs, once it is weighed. */
  cost?: Cost
}
