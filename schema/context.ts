import type { Cost } from './cost.ts'
import type { Database } from './tables/database.ts'

/** What one request's resolvers are given. The server makes one per request; loaders live and die with it. */
export interface Context {
  db: Database
  /** Signs and checks cursors; the same on every instance over one database. */
  cursorKey: string
  /** What the operation costs, once it is weighed. */
  cost?: Cost
}
