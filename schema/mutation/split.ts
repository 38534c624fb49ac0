import type { InterfaceRef, ObjectRef } from '@pothos/core'
import type { ExpectedVersion } from '../../ingest/history/expect-version.ts'
import type { AuditInfo } from '../../ingest/history/revise.ts'
import { splitActor } from '../../ingest/merge/split-actor.ts'
import { splitEvent } from '../../ingest/merge/split-event.ts'
import { splitPlace } from '../../ingest/merge/split-place.ts'
import { assertMay } from '../builder/authorize.ts'
import { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import { badUserInput } from '../builder/errors.ts'
import { callerOf } from '../builder/require-scope.ts'
import { Actor, actorLoader } from '../entity/actor.ts'
import { Place, placeLoader } from '../entity/place.ts'
import { Event, eventLoader } from '../event/event.ts'
import type { Loader } from '../loaders/loader.ts'
import { uuidOf } from '../relay/node.ts'
import { expectedVersionField, reasonField } from './change-input.ts'
import { mergeWithRights } from './event-rights.ts'
import { capitalize } from './json-schema-input.ts'
import { errorsField, runWrite, type UserError } from './payload.ts'
import { parseReason } from './reason.ts'

type Types = typeof builder.$inferSchemaTypes

interface SplitResult {
  targetId?: string
  splitId?: string
  eventCount: number
  errors: UserError[]
}

/** What differs between the mutations that undo a merge. */
interface Split {
  concept: 'event' | 'actor' | 'place'
  type: ObjectRef<Types, object> | InterfaceRef<Types, object>
  loader: Loader<string, object | null>
  /** @returns the number of changed events, if it can be more than the two */
  split: (context: Context, target: ExpectedVersion, splitId: string, auditInfo: AuditInfo) => Promise<number | void>
  /** What the split returns, for the description. */
  effect: string
  /** Who may split, for the description. */
  rights: string
}

/** Declares the mutation that undoes the merge of one event, actor or place. */
function declareSplit({ concept, type, loader, split, effect, rights }: Split): void {
  const [name, merged] = [`split${capitalize(concept)}`, `merged${capitalize(concept)}`]
  const input = builder.inputType(`${capitalize(name)}Input`, {
    description: `The merge to undo, and the reason.`,
    fields: (t) => ({
      ...Object.fromEntries([
        [concept, t.id({ required: true, description: `The id of the ${concept} that the other was merged into.` })],
        [merged, t.id({ required: true, description: `The id of the merged ${concept}, which stands again.` })],
      ]),
      expectedVersion: expectedVersionField(t, `${concept} in \`${concept}\``),
      reason: reasonField(t, 'their history'),
    }),
  })
  const load = (id: string | undefined, context: Parameters<typeof loader>[0]) =>
    id === undefined ? null : loader(context).load(id)
  const payload = builder.objectRef<SplitResult>(`${capitalize(name)}Payload`).implement({
    description: `The result of ${name}.`,
    fields: (t) => ({
      [concept]: t.field({
        type: type as ObjectRef<Types, object>,
        nullable: true,
        description: `The ${concept} that the other was merged into; null if the mutation was rejected.`,
        resolve: ({ targetId }, _args, context) => load(targetId, context),
      }),
      [merged]: t.field({
        type: type as ObjectRef<Types, object>,
        nullable: true,
        description: `The ${concept} that stands again; null if the mutation was rejected.`,
        resolve: ({ splitId }, _args, context) => load(splitId, context),
      }),
      ...(concept !== 'event' && {
        eventCount: t.exposeInt('eventCount', {
          description: `The number of events that refer to another ${concept} than before; each has a new revision.`,
        }),
      }),
      errors: errorsField(t),
    }),
  })
  builder.mutationField(name, (t) =>
    t.field({
      type: payload,
      scope: 'merge',
      description: `Undoes one merge of ${concept}s. ${effect} Both get a revision, and they can be merged again. ${rights}`,
      args: {
        input: t.arg({ type: input, required: true, description: `The two ${concept}s, and the reason.` }),
      },
      resolve: async (_root, args, context): Promise<SplitResult> => {
        const { expectedVersion, reason, ...ids } = args.input as Record<string, unknown> & {
          expectedVersion: number
          reason: string
        }
        const auditInfo = { reason: parseReason(reason), by: callerOf(context).id }
        const targetId = uuidOf(concept, String(ids[concept]))
        const splitId = uuidOf(concept, String(ids[merged]))
        if (targetId === splitId) throw badUserInput(`\`${concept}\` and \`${merged}\` must be different ${concept}s.`)
        let eventCount = 0
        const errors = await runWrite(context, async () => {
          eventCount = (await split(context, { id: targetId, expectedVersion }, splitId, auditInfo)) ?? 0
        })
        return { eventCount, errors, ...(errors.length === 0 && { targetId, splitId }) }
      },
    }),
  )
}

const SHARED_RIGHTS = 'Requires the scope `merge` for the datasets "*".'

declareSplit({
  concept: 'event',
  type: Event,
  loader: eventLoader,
  split: (context, target, splitId, auditInfo) =>
    mergeWithRights(context, target.id, [splitId], (tx) => splitEvent(tx, target, splitId, auditInfo)),
  rights: 'Requires the scope `merge` for the datasets of the two events, unless the merged one is imported.',
  effect:
    'The merged event stands again under its id with the parts that it had; parts that were added to the other event since stay there. If a part of the merged event was corrected since, the split is refused with CONFLICT, which names it.',
})
declareSplit({
  concept: 'actor',
  type: Actor,
  loader: actorLoader,
  split: (context, ...rest) => {
    assertMay(callerOf(context), 'merge', 'shared')
    return splitActor(context.db, ...rest)
  },
  rights: SHARED_RIGHTS,
  effect:
    'The names, external ids, memberships, tenures, offices and participations that the merged actor had return to it; a participation that was corrected since stays as it was corrected.',
})
declareSplit({
  concept: 'place',
  type: Place,
  loader: placeLoader,
  split: (context, ...rest) => {
    assertMay(callerOf(context), 'merge', 'shared')
    return splitPlace(context.db, ...rest)
  },
  rights: SHARED_RIGHTS,
  effect:
    'The names, external ids, the places within it and the events that the merged place had return to it; an event whose place was corrected since stays where it is.',
})
