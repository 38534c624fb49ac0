import { and } from 'drizzle-orm'
import { inUuids } from '../../database/sql/conditions.ts'
import { events } from '../../database/tables/event.ts'
import type { RevisionRow } from '../../database/tables/revision.ts'
import { followMerges } from '../../ingest/resolve/stored-ids.ts'
import { CURSOR_BOUND } from '../builder/bound.ts'
import { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import { clientError } from '../builder/errors.ts'
import { EventWhere } from '../filter/event-filter.ts'
import { parseFilterWithoutDefaults, type ParsedFilter } from '../filter/parse-filter.ts'
import { planEvents } from '../filter/plan-query.ts'
import { forgetLoaded } from '../loaders/forget.ts'
import { EventChange, positionAfter } from './change.ts'

/**
 * Returns the changes of events whose current state matches a filter. For a merged event the target is compared, since a
 * merged event has no parts of its own.
 */
async function matchingChanges(
  where: ParsedFilter | undefined,
  changes: readonly RevisionRow[],
  context: Context,
): Promise<readonly RevisionRow[]> {
  if (where === undefined || changes.length === 0) return changes
  const changedIds = new Set(changes.map(({ eventId }) => eventId))
  const mergeTargets = await followMerges(context.db, events, changedIds)
  // A change may add a name that the filter looks up.
  forgetLoaded(context)
  const { condition } = await planEvents(where, context)
  const rows = await context.db
    .select({ id: events.id })
    .from(events)
    .where(and(inUuids(events.id, [...changedIds, ...mergeTargets.values()]), condition))
  const matchingIds = new Set(rows.map(({ id }) => id))
  return changes.filter(({ eventId }) => matchingIds.has(mergeTargets.get(eventId) ?? eventId))
}

/** The last value of a subscription whose key or token is refused: its resolver throws UNAUTHENTICATED. */
class RefusedCredential {
  readonly reason: string

  constructor(reason: string) {
    this.reason = reason
  }
}

/**
 * Runs a generator until the client unsubscribes (`return`) or disconnects, or its key or token is refused. A generator
 * alone would answer `return` only after its pending `next`, which may wait for hours.
 * @param onEnd called once, at the end
 */
function iterate<Value>(
  generate: (signal: AbortSignal) => AsyncGenerator<Value, undefined>,
  { signal: disconnected, watchCredential }: Context,
  onEnd: () => void,
): AsyncIterableIterator<Value | RefusedCredential, undefined> {
  const ended = new AbortController()
  const end = () => ended.abort()
  let refused: RefusedCredential | undefined
  const endWatch = watchCredential?.((reason) => {
    refused = new RefusedCredential(reason)
    end()
  })
  ended.signal.addEventListener(
    'abort',
    () => {
      disconnected?.removeEventListener('abort', end)
      endWatch?.()
      onEnd()
    },
    { once: true },
  )
  disconnected?.addEventListener('abort', end, { once: true })
  if (disconnected?.aborted) end()
  const values = generate(ended.signal)
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    next: async () => {
      const result = await values.next()
      if (refused === undefined) return result
      const value = refused
      refused = undefined
      await values.return(undefined)
      return { value, done: false }
    },
    return: () => {
      end()
      return values.return(undefined)
    },
  }
}

/** All operations that are run without a server, as in tests, are those of one client. */
const UNKNOWN_CLIENT = { id: '', block: '' }

builder.subscriptionType({ description: 'The subscriptions.' })

builder.subscriptionField('eventChanged', (t) =>
  t.field({
    type: EventChange,
    description:
      'The changes of events, as soon as they are committed on any instance, in the order of their commits. The filter is compared with the current state of the event, or of its merge target. Unlike in lists, realis, polarity and certainty have no defaults, so that retractions are included.',
    args: {
      where: t.arg({ type: EventWhere, description: 'The filter of events; default all events.' }),
      after: t.arg.string({
        bound: CURSOR_BOUND,
        description:
          'The cursor of the last change that the client has seen. The missed changes come first, then the new ones, without a gap. Default: only new changes.',
      }),
    },
    subscribe: async (_root, { where, after }, context) => {
      const filter = where ? parseFilterWithoutDefaults(where) : undefined
      const { subscriptions } = context
      if (subscriptions === undefined)
        throw new Error('Subscriptions are not configured: the context has no `subscriptions`.')
      const { listener, slots } = subscriptions
      // The listener has the last position, so that many clients that reconnect at once cost no query each.
      const position = typeof after === 'string' ? positionAfter(context, after) : await listener.lastPosition()
      const client = context.client ?? UNKNOWN_CLIENT
      const refusal = slots.refusal(client)
      if (refusal) throw clientError('RATE_LIMITED', `${refusal} The query \`changes\` has no such limit.`)
      return iterate(
        (signal) => listener.changes(position, signal, (page) => matchingChanges(filter, page, context)),
        context,
        slots.acquire(client),
      )
    },
    resolve: (change, _args, context) => {
      if (change instanceof RefusedCredential) throw clientError('UNAUTHENTICATED', change.reason)
      // The rows loaded for the previous change may be out of date.
      forgetLoaded(context)
      return change
    },
  }),
)
