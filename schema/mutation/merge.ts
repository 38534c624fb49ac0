import type { InterfaceRef, ObjectRef } from '@pothos/core'
import type { Database } from '../../database/database.ts'
import type { ExpectedVersion } from '../../ingest/history/expect-version.ts'
import type { AuditInfo } from '../../ingest/history/revise.ts'
import { mergeActors } from '../../ingest/merge/actors.ts'
import { mergeEvents } from '../../ingest/merge/events.ts'
import { mergePlaces } from '../../ingest/merge/places.ts'
import { assertMay } from '../builder/authorize.ts'
import { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import { badUserInput } from '../builder/errors.ts'
import { callerOf } from '../builder/require-scope.ts'
import { Actor, actorLoader } from '../entity/actor.ts'
import { Place, placeLoader } from '../entity/place.ts'
import type { Loader } from '../loaders/loader.ts'
import { uuidOf } from '../relay/node.ts'
import { expectedVersionField, reasonField } from './change-input.ts'
import { eventWritePayload, runEventWrite } from './event-payload.ts'
import { mergeWithRights } from './event-rights.ts'
import { capitalize } from './json-schema-input.ts'
import { errorsField, runWrite, type UserError } from './payload.ts'
import { parseReason } from './reason.ts'

type Types = typeof builder.$inferSchemaTypes

type Mergeable = 'event' | 'actor' | 'place'

const MAX_MERGED = 20

/** The input of a merge; the field with the id of a merged object is named after the concept. */
function mergeInput(concept: Mergeable) {
  const name = capitalize(concept)
  const MergedInput = builder.inputType(`Merged${name}Input`, {
    description: `The ${concept} to merge into the remaining one.`,
    fields: (t) => ({
      ...Object.fromEntries([[concept, t.id({ required: true, description: `The id of the ${concept}.` })]]),
      expectedVersion: expectedVersionField(t, concept),
    }),
  })
  return builder.inputType(`Merge${name}sInput`, {
    description: `The ${concept}s to merge, and the reason.`,
    fields: (t) => ({
      into: t.id({ required: true, description: `The id of the ${concept} that remains.` }),
      expectedVersion: expectedVersionField(t, `remaining ${concept}`),
      merged: t.field({
        type: [MergedInput],
        required: true,
        bound: { items: MAX_MERGED },
        description: `The ${concept}s to merge into it.`,
      }),
      reason: reasonField(t, 'their history'),
    }),
  })
}

type Versioned = Pick<ExpectedVersion, 'expectedVersion'>
type MergeInput = ReturnType<typeof mergeInput>['$inferInput']

interface ParsedMerge {
  into: Required<ExpectedVersion>
  merged: Required<ExpectedVersion>[]
  auditInfo: AuditInfo
}

/** @throws {GraphQLError} BAD_USER_INPUT if an id is invalid or repeated, or there are too few or too many */
function parseMerge(concept: Mergeable, input: MergeInput, context: Context): ParsedMerge {
  const { id: by } = callerOf(context)
  const reason = parseReason(input.reason)
  const { length } = input.merged
  if (length === 0) throw badUserInput(`\`merged\` must name at least one ${concept}; got an empty list.`)
  const id = uuidOf(concept, input.into)
  const merged = input.merged.map(({ expectedVersion, ...source }: Record<string, unknown> & Versioned, n) => ({
    id: uuidOf(concept, String(source[concept])),
    expectedVersion,
    at: { event: ['merged', String(n), concept], expectedVersion: ['merged', String(n), 'expectedVersion'] },
  }))
  if (new Set([id, ...merged.map((source) => source.id)]).size <= length) {
    throw badUserInput(`Each ${concept} in \`merged\` must be named once, and must differ from \`into\`.`)
  }
  const at = { event: ['into'], expectedVersion: ['expectedVersion'] }
  return { into: { id, expectedVersion: input.expectedVersion, at }, merged, auditInfo: { reason, by } }
}

const MergeEventsInput = mergeInput('event')
const MergeEventsPayload = eventWritePayload('MergeEventsPayload', 'The result of mergeEvents.', 'that remains')

builder.mutationField('mergeEvents', (t) =>
  t.field({
    type: MergeEventsPayload,
    scope: 'merge',
    description:
      'Merges events that are the same happening. Their claims, participations, mentions, codes and relations move to the remaining event, which keeps its own title, summary, time and location; its certainty is recomputed from all claims. The others become RETRACTED, their ids keep resolving, and `mergedInto` is the remaining event. `splitEvent` undoes it. Requires the scope `merge` for the datasets of the remaining event and of each merged event that is not imported.',
    args: { input: t.arg({ type: MergeEventsInput, required: true, description: 'The events, and the reason.' }) },
    resolve: (_root, { input }, context) => {
      const { into, merged, auditInfo } = parseMerge('event', input, context)
      return runEventWrite(context, into.id, () =>
        mergeWithRights(
          context,
          into.id,
          merged.map(({ id }) => id),
          (tx) => mergeEvents(tx, into, merged, auditInfo),
        ),
      )
    },
  }),
)

interface EntityMergeResult {
  id?: string
  eventCount: number
  errors: UserError[]
}

/**
 * Declares the mutation that merges actors or places.
 * @param merge returns the number of changed events
 * @param movedParts what moves to the remaining object, for the description
 */
function entityMerge(
  concept: 'actor' | 'place',
  type: ObjectRef<Types, object> | InterfaceRef<Types, object>,
  loader: Loader<string, object | null>,
  merge: (
    db: Database,
    into: Required<ExpectedVersion>,
    merged: Required<ExpectedVersion>[],
    auditInfo: AuditInfo,
  ) => Promise<number>,
  movedParts: string,
): void {
  const name = `merge${capitalize(concept)}s`
  const payload = builder.objectRef<EntityMergeResult>(`Merge${capitalize(concept)}sPayload`).implement({
    description: `The result of ${name}.`,
    fields: (t) => ({
      [concept]: t.field({
        type: type as ObjectRef<Types, object>,
        nullable: true,
        description: `The ${concept} that remains; null if the mutation was rejected.`,
        resolve: ({ id }, _args, context) => (id === undefined ? null : loader(context).load(id)),
      }),
      eventCount: t.exposeInt('eventCount', {
        description: `The number of events that refer to another ${concept} than before; each has a new revision.`,
      }),
      errors: errorsField(t),
    }),
  })
  builder.mutationField(name, (t) =>
    t.field({
      type: payload,
      scope: 'merge',
      description: `Merges ${concept}s that are the same. ${movedParts} move to the remaining ${concept}; each event that changes gets a revision. The ids of the others keep resolving, and their \`mergedInto\` is the remaining ${concept}. \`split${capitalize(concept)}\` undoes it. Requires the scope \`merge\` for the datasets "*".`,
      args: {
        input: t.arg({
          type: mergeInput(concept),
          required: true,
          description: `The ${concept}s, and the reason.`,
        }),
      },
      resolve: async (_root, { input }, context) => {
        assertMay(callerOf(context), 'merge', 'shared')
        const { into, merged, auditInfo } = parseMerge(concept, input, context)
        let eventCount = 0
        const errors = await runWrite(context, async () => {
          eventCount = await merge(context.db, into, merged, auditInfo)
        })
        return { eventCount, errors, ...(errors.length === 0 && { id: into.id }) }
      },
    }),
  )
}

entityMerge(
  'actor',
  Actor,
  actorLoader,
  mergeActors,
  'Names, external ids, memberships, tenures and participations in events',
)
entityMerge('place', Place, placeLoader, mergePlaces, 'Names, external ids, the places within it and its events')
