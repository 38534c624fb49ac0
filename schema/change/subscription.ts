import { and } from 'drizzle-orm'
import { setTimeout as sleep } from 'node:timers/promises'
import { inUuids } from '../../database/sql/conditions.ts'
import { events } from '../../database/tables/event.ts'
import type { RevisionRow } from '../../database/tables/revision.ts'
import { followMerges } from '../../ingest/resolve/stored-ids.ts'
import { builder } from '../builder/builder.ts'
import type { ChangeListener, Context } from '../builder/context.ts'
import { assertFilterSize, conditionOf } from '../filter/event-condition.ts'
import { EventWhere, type EventFilter } from '../filter/event-filter.ts'
import { resolveFilter } from '../filter/lookup.ts'
import { forgetLoaded } from '../loaders/loader.ts'
import { assertListSizes } from '../relay/list-sizes.ts'
import { EventChange, positionAfter } from './change.ts'

const AGAIN_MS = 1_000

/** One who follows changes. */
class ChangeIterator implements AsyncIterableIterator<RevisionRow> {
  #position: number
  #ready: RevisionRow[] = []
  #stopped = false
  #cancel = () => undefined as void
  readonly #where: EventFilter | undefined
  readonly #context: Context
  readonly #changeListener: ChangeListener
  readonly #leave: () => void

  constructor(where: EventFilter | undefined, position: number, context: Context, changeListener: ChangeListener) {
    this.#where = where
    this.#position = position
    this.#context = context
    this.#changeListener = changeListener
    this.#leave = changeListener.acquireSlot(context.caller?.name ?? context.client ?? '')
    // Whoever is gone is not always told to the one that waits for the next change.
    if (context.signal?.aborted) void this.return()
    context.signal?.addEventListener('abort', () => void this.return(), { once: true })
  }

  [Symbol.asyncIterator]() {
    return this
  }

  /** What a client has not taken yet is not read: a slow one costs no memory. */
  async next(): Promise<IteratorResult<RevisionRow>> {
    while (this.#ready.length === 0 && !this.#stopped && !this.#changeListener.isStopped) {
      // A database that is away for a moment is no reason to send away those who follow: nothing is passed over.
      await this.#read().catch(() => sleep(AGAIN_MS, undefined, { ref: false }))
    }
    const change = this.#ready.shift()
    if (change === undefined || this.#stopped) return this.return()
    // A subscription lives as long as a client likes: what was loaded for the last change is not true for ever.
    forgetLoaded(this.#context)
    return { done: false, value: change }
  }

  async return(): Promise<IteratorResult<RevisionRow>> {
    if (!this.#stopped) this.#leave()
    this.#stopped = true
    this.#cancel()
    return { done: true, value: undefined }
  }

  async #read(): Promise<void> {
    const { notified, cancel } = this.#changeListener.waitForChange()
    this.#cancel = cancel
    try {
      const found = await this.#changeListener.changesAfter(this.#position)
      if (found.length === 0) {
        await notified
        return
      }
      this.#ready = [...(await matching(this.#where, found, this.#context))]
      this.#position = found.at(-1)!.position
    } finally {
      cancel()
    }
  }
}

/**
 * The changes of those events that match, as the events are now. What was merged has nothing of its own any more: what
 * stands for it is held against the filter.
 */
async function matching(
  where: EventFilter | undefined,
  found: readonly RevisionRow[],
  context: Context,
): Promise<readonly RevisionRow[]> {
  if (where === undefined || found.length === 0) return found
  const changed = new Set(found.map(({ eventId }) => eventId))
  const merged = await followMerges(context.db, events, changed)
  const rows = await context.db
    .select({ id: events.id })
    .from(events)
    .where(
      and(
        inUuids(events.id, [...changed, ...merged.values()]),
        conditionOf(where, await resolveFilter(where, context)),
      ),
    )
  const matched = new Set(rows.map(({ id }) => id))
  return found.filter(({ eventId }) => matched.has(merged.get(eventId) ?? eventId))
}

builder.subscriptionType({ description: 'What can be followed as it happens.' })

builder.subscriptionField('eventChanged', (t) =>
  t.field({
    type: EventChange,
    description:
      'What is done to events, as soon as it is committed, on whichever instance, in the order of commits. An event is held against the filter as it is now, or what stands for it where it was merged; unlike in lists, no axis is restricted where the filter leaves it out, so that retractions are heard.',
    args: {
      where: t.arg({ type: EventWhere, description: 'Which events; all where left out.' }),
      after: t.arg.string({
        description:
          'The cursor of the last change that was seen: what was missed comes first, and then what happens, without a gap. From now on where left out.',
      }),
    },
    subscribe: async (_root, { where, after }, context) => {
      const filter = (where ?? undefined) as EventFilter | undefined
      if (filter) {
        assertListSizes(filter)
        assertFilterSize(filter)
        conditionOf(filter, await resolveFilter(filter, context))
      }
      const { changeListener } = context
      if (changeListener === undefined) throw new Error('Nobody rings the bell of changes here.')
      // Very many may come back at once: what the bell knows need not be asked of the database for each.
      const position = typeof after === 'string' ? positionAfter(context, after) : await changeListener.lastPosition()
      return new ChangeIterator(filter, position, context, changeListener)
    },
    resolve: (change) => change,
  }),
)
