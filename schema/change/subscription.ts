import { and } from 'drizzle-orm'
import { setTimeout as sleep } from 'node:timers/promises'
import { inUuids } from '../../database/sql/conditions.ts'
import { events } from '../../database/tables/event.ts'
import type { RevisionRow } from '../../database/tables/revision.ts'
import { followMerges } from '../../ingest/resolve/stored-ids.ts'
import { builder } from '../builder/builder.ts'
import type { ChangeListener, Context } from '../builder/context.ts'
import { EventWhere } from '../filter/event-filter.ts'
import { parseFilterWithoutDefaults, type ParsedFilter } from '../filter/parse-filter.ts'
import { planEvents } from '../filter/plan-query.ts'
import { forgetLoaded } from '../loaders/loader.ts'
import { EventChange, positionAfter } from './change.ts'

const RETRY_DELAY_MS = 1_000

/** The changes of one subscription, read when the client asks for the next one. */
class ChangeIterator implements AsyncIterableIterator<RevisionRow> {
  #position: number
  #ready: RevisionRow[] = []
  #stopped = false
  #cancel = () => undefined as void
  readonly #where: ParsedFilter | undefined
  readonly #context: Context
  readonly #changeListener: ChangeListener
  readonly #releaseSlot: () => void

  constructor(where: ParsedFilter | undefined, position: number, context: Context, changeListener: ChangeListener) {
    this.#where = where
    this.#position = position
    this.#context = context
    this.#changeListener = changeListener
    this.#releaseSlot = changeListener.acquireSlot(context.caller?.name ?? context.client ?? '')
    // An aborted client does not always end the pending `next()`.
    if (context.signal?.aborted) void this.return()
    context.signal?.addEventListener('abort', () => void this.return(), { once: true })
  }

  [Symbol.asyncIterator]() {
    return this
  }

  /** Reads only when the client asks, so that a slow client costs no memory. */
  async next(): Promise<IteratorResult<RevisionRow>> {
    while (this.#ready.length === 0 && !this.#stopped && !this.#changeListener.isStopped) {
      // After a database error the read is retried from the same position, so that no change is lost.
      await this.#read().catch(() => sleep(RETRY_DELAY_MS, undefined, { ref: false }))
    }
    const change = this.#ready.shift()
    if (change === undefined || this.#stopped) return this.return()
    // The rows loaded for the previous change may be out of date.
    forgetLoaded(this.#context)
    return { done: false, value: change }
  }

  async return(): Promise<IteratorResult<RevisionRow>> {
    if (!this.#stopped) this.#releaseSlot()
    this.#stopped = true
    this.#cancel()
    return { done: true, value: undefined }
  }

  async #read(): Promise<void> {
    const { notified, cancel } = this.#changeListener.waitForChange()
    this.#cancel = cancel
    try {
      const changes = await this.#changeListener.changesAfter(this.#position)
      const last = changes.at(-1)
      if (last === undefined) {
        await notified
        return
      }
      this.#ready = [...(await matchingChanges(this.#where, changes, this.#context))]
      this.#position = last.position
    } finally {
      cancel()
    }
  }
}

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
  const { condition } = await planEvents(where, context)
  const rows = await context.db
    .select({ id: events.id })
    .from(events)
    .where(and(inUuids(events.id, [...changedIds, ...mergeTargets.values()]), condition))
  const matchingIds = new Set(rows.map(({ id }) => id))
  return changes.filter(({ eventId }) => matchingIds.has(mergeTargets.get(eventId) ?? eventId))
}

builder.subscriptionType({ description: 'The subscriptions.' })

builder.subscriptionField('eventChanged', (t) =>
  t.field({
    type: EventChange,
    description:
      'The changes of events, as soon as they are committed on any instance, in the order of their commits. The filter is compared with the current state of the event, or of its merge target. Unlike in lists, realis, polarity and certainty have no defaults, so that retractions are included.',
    args: {
      where: t.arg({ type: EventWhere, description: 'The filter of events; default all events.' }),
      after: t.arg.string({
        description:
          'The cursor of the last change that the client has seen. The missed changes come first, then the new ones, without a gap. Default: only new changes.',
      }),
    },
    subscribe: async (_root, { where, after }, context) => {
      const filter = where ? parseFilterWithoutDefaults(where) : undefined
      const { changeListener } = context
      if (changeListener === undefined)
        throw new Error('Subscriptions are not configured: the context has no `changeListener`.')
      // The listener has the last position, so that many clients that reconnect at once cost no query each.
      const position = typeof after === 'string' ? positionAfter(context, after) : await changeListener.lastPosition()
      return new ChangeIterator(filter, position, context, changeListener)
    },
    resolve: (change) => change,
  }),
)
