import { and } from 'drizzle-orm'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAmong } from '../../database/sql/among.ts'
import { events } from '../../database/tables/event.ts'
import type { RevisionRow } from '../../database/tables/revision.ts'
import { followMerged } from '../../ingest/resolve/stored-ids.ts'
import { builder } from '../builder/builder.ts'
import type { Bell, Context } from '../builder/context.ts'
import { conditionOf, refuseUnlessModest } from '../filter/event-condition.ts'
import { EventWhere, type EventFilter } from '../filter/event-filter.ts'
import { lookUp } from '../filter/lookup.ts'
import { forgetLoaded } from '../loaders/loader.ts'
import { EventChange, positionAfter } from './change.ts'

const AGAIN_MS = 1_000

/** One who follows changes. */
class Follower implements AsyncIterableIterator<RevisionRow> {
  #position: number
  #ready: RevisionRow[] = []
  #stopped = false
  #cancel = () => undefined as void
  readonly #where: EventFilter | undefined
  readonly #context: Context
  readonly #bell: Bell
  readonly #leave: () => void

  constructor(where: EventFilter | undefined, position: number, context: Context, bell: Bell) {
    this.#where = where
    this.#position = position
    this.#context = context
    this.#bell = bell
    this.#leave = bell.enter(context.caller?.name ?? context.client ?? '')
    // Whoever is gone is not always told to the one that waits for the next change.
    if (context.signal?.aborted) void this.return()
    context.signal?.addEventListener('abort', () => void this.return(), { once: true })
  }

  [Symbol.asyncIterator]() {
    return this
  }

  /** What a client has not taken yet is not read: a slow one costs no memory. */
  async next(): Promise<IteratorResult<RevisionRow>> {
    while (this.#ready.length === 0 && !this.#stopped && !this.#bell.ended) {
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
    const { rung, cancel } = this.#bell.wait()
    this.#cancel = cancel
    try {
      const found = await this.#bell.after(this.#position)
      if (found.length === 0) {
        await rung
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
const matching = async (
  where: EventFilter | undefined,
  found: readonly RevisionRow[],
  context: Context,
): Promise<readonly RevisionRow[]> => {
  if (where === undefined || found.length === 0) return found
  const changed = new Set(found.map(({ eventId }) => eventId))
  const merged = await followMerged(context.db, events, changed)
  const rows = await context.db
    .select({ id: events.id })
    .from(events)
    .where(and(isAmong(events.id, [...changed, ...merged.values()]), conditionOf(where, await lookUp(where, context))))
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
      since: t.arg.string({
        description:
          'The cursor of the last change that was seen: what was missed comes first, and then what happens, without a gap. From now on where left out.',
      }),
    },
    subscribe: async (_root, { where, since }, context) => {
      const filter = (where ?? undefined) as EventFilter | undefined
      if (filter) {
        refuseUnlessModest(filter)
        conditionOf(filter, await lookUp(filter, context))
      }
      const { bell } = context
      if (bell === undefined) throw new Error('Nobody rings the bell of changes here.')
      // Very many may come back at once: what the bell knows need not be asked of the database for each.
      const position = typeof since === 'string' ? positionAfter(context, since) : await bell.last()
      return new Follower(filter, position, context, bell)
    },
    resolve: (change) => change,
  }),
)
