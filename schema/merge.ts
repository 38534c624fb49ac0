import type { InputRef } from '@pothos/core'
import type { Seen } from '../intake/expect-version.ts'
import { mergeActors } from '../intake/merge-actors.ts'
import { mergeEvents } from '../intake/merge-events.ts'
import { mergePlaces } from '../intake/merge-places.ts'
import type { Deed } from '../intake/revise.ts'
import { requireScope } from './access.ts'
import { Actor, actorLoader } from './actor.ts'
import { builder } from './builder.ts'
import type { Context } from './context.ts'
import { badUserInput } from './errors.ts'
import { eventWritePayload, writeEvent } from './event-write.ts'
import { uuidOf } from './node.ts'
import { Place, placeLoader } from './place.ts'
import type { Database } from './tables/database.ts'
import { readReason, WriteError, writing, type WriteFault } from './write.ts'

type Mergeable = 'event' | 'actor' | 'place'

/** One of those that go, and the version of it that was seen. */
type Merged = Record<Mergeable, string> & { expectedVersion: number }

interface Merge {
  into: string
  expectedVersion: number
  merged: Merged[]
  reason: string
}

const MOST_MERGED = 20

const mergeInput = (concept: Mergeable): InputRef<Merge> => {
  const name = concept.charAt(0).toUpperCase() + concept.slice(1)
  const article = concept === 'place' ? 'a' : 'an'
  const one = builder.inputRef<Merged>(`Merged${name}Input`).implement({
    description: `One of the ${concept}s that go, and the version of it that was seen.`,
    fields: (t) =>
      ({
        [concept]: t.id({ required: true, description: `The id of ${article} ${concept}.` }),
        expectedVersion: t.int({
          required: true,
          description: `The version of the ${concept} that was seen; where it has another by now, nothing is done.`,
        }),
      }) as never,
  })
  return builder.inputRef<Merge>(`Merge${name}sInput`).implement({
    description: `Which ${concept}s are one, and why.`,
    fields: (t) => ({
      into: t.id({ required: true, description: `The id of the ${concept} that stays.` }),
      expectedVersion: t.int({
        required: true,
        description: 'The version of the one that stays that was seen; where it has another by now, nothing is done.',
      }),
      merged: t.field({
        type: [one],
        required: true,
        description: `Those that are the same as it, 1 to ${MOST_MERGED}.`,
      }),
      reason: t.string({ required: true, description: 'Why, for their history; at most 1000 characters.' }),
    }),
  })
}

interface ReadMerge {
  into: Required<Seen>
  merged: Required<Seen>[]
  deed: Deed
}

const readMerge = (concept: Mergeable, input: Merge, context: Context): ReadMerge => {
  const { name: by } = requireScope(context, 'publish')
  const reason = readReason(input.reason)
  if (input.merged.length === 0 || input.merged.length > MOST_MERGED) {
    throw badUserInput(`\`merged\` must name 1 to ${MOST_MERGED}, not ${input.merged.length}.`)
  }
  const id = uuidOf(concept, input.into)
  const merged = input.merged.map((each, n) => ({
    id: uuidOf(concept, each[concept]),
    expectedVersion: each.expectedVersion,
    at: { event: ['merged', String(n), concept], expectedVersion: ['merged', String(n), 'expectedVersion'] },
  }))
  if (new Set([id, ...merged.map((each) => each.id)]).size <= merged.length) {
    throw badUserInput(`Each ${concept} can be named once only, and none can be merged into itself.`)
  }
  const at = { event: ['into'], expectedVersion: ['expectedVersion'] }
  return { into: { id, expectedVersion: input.expectedVersion, at }, merged, deed: { reason, by } }
}

const MergeEventsInput = mergeInput('event')
const MergeEventsPayload = eventWritePayload('MergeEventsPayload', 'What became of a merger.', 'all of them in one')

builder.mutationField('mergeEvents', (t) =>
  t.field({
    type: MergeEventsPayload,
    description:
      'Makes events one that were found to be the same happening. What is said of them, who takes part, their reports, codes and ties become those of the one that stays, which keeps what it says of itself; how sure it is follows from all the claims. The others are RETRACTED, keep resolving, and say by `mergedInto` what stands for them. Needs a key with the scope `publish`.',
    args: { input: t.arg({ type: MergeEventsInput, required: true, description: 'Which events, and why.' }) },
    resolve: (_root, { input }, context) => {
      const { into, merged, deed } = readMerge('event', input, context)
      return writeEvent(context, into.id, () => mergeEvents(context.db, into, merged, deed))
    },
  }),
)

/** What became of a merger of actors or places. */
interface NamedMerge {
  id?: string
  eventCount: number
  errors: WriteFault[]
}

const mergeNamed = async (
  context: Context,
  { into, merged, deed }: ReadMerge,
  work: (db: Database, ...merge: [Required<Seen>, Required<Seen>[], Deed]) => Promise<number>,
): Promise<NamedMerge> => {
  let eventCount = 0
  const errors = await writing(context, async () => {
    eventCount = await work(context.db, into, merged, deed)
  })
  return { eventCount, errors, ...(errors.length === 0 && { id: into.id }) }
}

const rest = {
  eventCount: 'How many events speak of another than before; each has a revision more.',
  errors: 'Everything for which nothing was done; none where it was.',
}

const MergeActorsPayload = builder.objectRef<NamedMerge>('MergeActorsPayload').implement({
  description: 'What became of a merger of actors.',
  fields: (t) => ({
    actor: t.field({
      type: Actor,
      nullable: true,
      description: 'The actor that stays; null where nothing was done.',
      resolve: ({ id }, _args, context) => (id === undefined ? null : actorLoader(context).load(id)),
    }),
    eventCount: t.exposeInt('eventCount', { description: rest.eventCount }),
    errors: t.field({ type: [WriteError], description: rest.errors, resolve: ({ errors }) => errors }),
  }),
})

builder.mutationField('mergeActors', (t) =>
  t.field({
    type: MergeActorsPayload,
    description:
      'Makes actors one that were found to be the same. Names, external ids, memberships, offices and their part in events become those of the one that stays; each event that is changed says so in its history. The others keep resolving, and say by `mergedInto` what stands for them. Needs a key with the scope `publish`.',
    args: { input: t.arg({ type: mergeInput('actor'), required: true, description: 'Which actors, and why.' }) },
    resolve: (_root, { input }, context) => mergeNamed(context, readMerge('actor', input, context), mergeActors),
  }),
)

const MergePlacesPayload = builder.objectRef<NamedMerge>('MergePlacesPayload').implement({
  description: 'What became of a merger of places.',
  fields: (t) => ({
    place: t.field({
      type: Place,
      nullable: true,
      description: 'The place that stays; null where nothing was done.',
      resolve: ({ id }, _args, context) => (id === undefined ? null : placeLoader(context).load(id)),
    }),
    eventCount: t.exposeInt('eventCount', { description: rest.eventCount }),
    errors: t.field({ type: [WriteError], description: rest.errors, resolve: ({ errors }) => errors }),
  }),
})

builder.mutationField('mergePlaces', (t) =>
  t.field({
    type: MergePlacesPayload,
    description:
      'Makes places one that were found to be the same. Names, external ids, what lies within them and what happened there become those of the one that stays; each event that is changed says so in its history. The others keep resolving, and say by `mergedInto` what stands for them. Needs a key with the scope `publish`.',
    args: { input: t.arg({ type: mergeInput('place'), required: true, description: 'Which places, and why.' }) },
    resolve: (_root, { input }, context) => mergeNamed(context, readMerge('place', input, context), mergePlaces),
  }),
)
