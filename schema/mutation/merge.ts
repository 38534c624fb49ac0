import type { InputRef, InterfaceRef, ObjectRef } from '@pothos/core'
import type { Database } from '../../database/database.ts'
import type { ExpectedVersion } from '../../ingest/history/expect-version.ts'
import type { AuditInfo } from '../../ingest/history/revise.ts'
import { mergeActors } from '../../ingest/merge/actors.ts'
import { mergeEvents } from '../../ingest/merge/events.ts'
import { mergePlaces } from '../../ingest/merge/places.ts'
import { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import { badUserInput } from '../builder/errors.ts'
import { requireScope } from '../builder/require-scope.ts'
import { Actor, actorLoader } from '../entity/actor.ts'
import { Place, placeLoader } from '../entity/place.ts'
import type { Loader } from '../loaders/loader.ts'
import { uuidOf } from '../relay/node.ts'
import { eventWritePayload, runEventWrite } from './event-payload.ts'
import { parseReason, WriteError, runWrite, type UserError } from './payload.ts'

type Types = typeof builder.$inferSchemaTypes

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

function titleOf(concept: Mergeable): string {
  return concept.charAt(0).toUpperCase() + concept.slice(1)
}

function mergeInput(concept: Mergeable): InputRef<Merge> {
  const name = titleOf(concept)
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
  into: Required<ExpectedVersion>
  merged: Required<ExpectedVersion>[]
  auditInfo: AuditInfo
}

function readMerge(concept: Mergeable, input: Merge, context: Context): ReadMerge {
  const { name: by } = requireScope(context, 'publish')
  const reason = parseReason(input.reason)
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
  return { into: { id, expectedVersion: input.expectedVersion, at }, merged, auditInfo: { reason, by } }
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
      const { into, merged, auditInfo } = readMerge('event', input, context)
      return runEventWrite(context, into.id, () => mergeEvents(context.db, into, merged, auditInfo))
    },
  }),
)

/** What became of a merger of actors or places. */
interface NamedMerge {
  id?: string
  eventCount: number
  errors: UserError[]
}

/**
 * The mutation that makes actors or places one.
 * @param concept which of them
 * @param type what stays is of
 * @param loader loads it
 * @param work does it
 * @param gains what becomes that of the one that stays, in words
 */
function mergeMutation(
  concept: 'actor' | 'place',
  type: ObjectRef<Types, object> | InterfaceRef<Types, object>,
  loader: Loader<string, object | null>,
  work: (
    db: Database,
    ...merge: [Required<ExpectedVersion>, Required<ExpectedVersion>[], AuditInfo]
  ) => Promise<number>,
  gains: string,
): void {
  const name = `merge${titleOf(concept)}s`
  const payload = builder.objectRef<NamedMerge>(`Merge${titleOf(concept)}sPayload`).implement({
    description: `What became of a merger of ${concept}s.`,
    fields: (t) => ({
      [concept]: t.field({
        type: type as ObjectRef<Types, object>,
        nullable: true,
        description: `The ${concept} that stays; null where nothing was done.`,
        resolve: ({ id }, _args, context) => (id === undefined ? null : loader(context).load(id)),
      }),
      eventCount: t.exposeInt('eventCount', {
        description: 'How many events speak of another than before; each has a revision more.',
      }),
      errors: t.field({
        type: [WriteError],
        description: 'Everything for which nothing was done; none where it was.',
        resolve: ({ errors }) => errors,
      }),
    }),
  })
  builder.mutationField(name, (t) =>
    t.field({
      type: payload,
      description: `Makes ${concept}s one that were found to be the same. ${gains} become those of the one that stays; each event that is changed says so in its history. The others keep resolving, and say by \`mergedInto\` what stands for them. Needs a key with the scope \`publish\`.`,
      args: {
        input: t.arg({ type: mergeInput(concept), required: true, description: `Which ${concept}s, and why.` }),
      },
      resolve: async (_root, { input }, context) => {
        const { into, merged, auditInfo } = readMerge(concept, input, context)
        let eventCount = 0
        const errors = await runWrite(context, async () => {
          eventCount = await work(context.db, into, merged, auditInfo)
        })
        return { eventCount, errors, ...(errors.length === 0 && { id: into.id }) }
      },
    }),
  )
}

mergeMutation(
  'actor',
  Actor,
  actorLoader,
  mergeActors,
  'Names, external ids, memberships, offices and their part in events',
)
mergeMutation(
  'place',
  Place,
  placeLoader,
  mergePlaces,
  'Names, external ids, what lies within them and what happened there',
)
