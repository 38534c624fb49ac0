import type { CancelSignal } from '../../database/budget/cancellation.ts'
import type { Database } from '../../database/database.ts'
import type { Context } from '../../schema/builder/context.ts'
import type { Authenticate } from '../auth/authenticate.ts'
import type { ClientLimits } from '../clients/client-limits.ts'
import type { KnownKeys } from '../clients/known-keys.ts'
import type { RequestRecord } from '../observe/request-record.ts'
import type { RequestDatabases } from './request-budget.ts'

/** What the contexts of all requests share. */
export interface ContextOptions extends RequestDatabases {
  db: Database
  /** Signs cursors; all instances over one database use the same key. */
  cursorKey: string
  /** Flushes committed data to disk: see `OpenDatabase`. */
  persist: () => Promise<void>
  /** If omitted, subscriptions are rejected. */
  subscriptions?: Context['subscriptions']
  authenticate: Authenticate
  /** Records which keys were accepted. */
  knownKeys: KnownKeys
  /** Counts the cost of each operation; if omitted, clients have no limit. */
  clientLimits?: Pick<ClientLimits, 'spend' | 'charge'> | undefined
}

interface Sender {
  headers: { authorization?: string | undefined }
  signal?: CancelSignal | undefined
  client?: Context['client']
  record?: RequestRecord | undefined
}

/**
 * Authenticates the sender of a request and makes the context of its resolvers.
 * @throws {GraphQLError} if the sender may not read: see `Authenticate`
 */
export async function contextOf(sender: Sender, options: ContextOptions): Promise<Context> {
  const { db, databaseAsOf, cursorKey, persist, subscriptions, authenticate, knownKeys } = options
  const { authorization } = sender.headers
  const granted = await authenticate(authorization, sender.client?.id)
  const client =
    granted.caller && authorization !== undefined ? knownKeys.remember(authorization, granted.caller.id) : sender.client
  return {
    db,
    cursorKey,
    persist,
    ...(sender.signal && { signal: sender.signal }),
    ...(databaseAsOf && { databaseAsOf }),
    ...(subscriptions && { subscriptions }),
    ...granted,
    ...(client && { client }),
    ...(sender.record && { observeBatch: sender.record.observeBatch }),
  }
}
