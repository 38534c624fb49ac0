import { IdempotencyKeyError } from '../../ingest/format/problem.ts'
import { publishReport, type PublishResult } from '../../ingest/publish.ts'
import type { ResolvedReference } from '../../ingest/resolve/references.ts'
import { builder } from '../builder/builder.ts'
import { requireScope } from '../builder/require-scope.ts'
import { Actor, actorLoader } from '../entity/actor.ts'
import { Place, placeLoader } from '../entity/place.ts'
import { Certainty } from '../event/axes.ts'
import { Event, eventLoader } from '../event/event.ts'
import { uuidOf } from '../relay/node.ts'
import { Article, articleLoader } from '../source/article.ts'
import { WriteError, runWrite, type UserError } from './payload.ts'
import { documentOf, inputPath, PublishReportInput } from './report-input.ts'

const ResolvedEntity = builder.objectRef<ResolvedReference>('ResolvedEntity').implement({
  description: 'What became of an actor or a place of a report: it was stored already, or it is new.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'Its local key in the report.' }),
    id: t.exposeID('id', { description: 'Its id.' }),
    isNew: t.exposeBoolean('isNew', {
      description: 'Whether it was not stored before; otherwise it was matched by an external id, or by name and kind.',
    }),
    actor: t.field({
      type: Actor,
      nullable: true,
      description: 'The actor; null where it is a place, or where nothing was stored.',
      resolve: ({ concept, id }, _args, context) =>
        concept === 'actor' ? actorLoader(context).load(uuidOf('actor', id)) : null,
    }),
    place: t.field({
      type: Place,
      nullable: true,
      description: 'The place; null where it is an actor, or where nothing was stored.',
      resolve: ({ concept, id }, _args, context) =>
        concept === 'place' ? placeLoader(context).load(uuidOf('place', id)) : null,
    }),
  }),
})

const PublishedEvent = builder.objectRef<PublishResult['events'][number]>('PublishedEvent').implement({
  description: 'What became of an event of a report.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'Its local key in the report.' }),
    id: t.exposeID('id', { description: 'Its id.' }),
    certainty: t.expose('certainty', { type: Certainty, description: 'How sure its claims make it.' }),
    event: t.field({
      type: Event,
      nullable: true,
      description: 'The event; null where nothing was stored.',
      resolve: ({ id }, _args, context) => eventLoader(context).load(uuidOf('event', id)),
    }),
  }),
})

interface Published {
  receipt?: PublishResult
  errors: UserError[]
}

const PublishReportPayload = builder.objectRef<Published>('PublishReportPayload').implement({
  description: 'What became of a report.',
  fields: (t) => ({
    isNew: t.boolean({
      description:
        'Whether it was stored just now, or would be. False where the same report was accepted before, and where it is refused.',
      resolve: ({ receipt }) => receipt?.created ?? false,
    }),
    article: t.field({
      type: Article,
      nullable: true,
      description: 'The article; null where nothing was stored.',
      resolve: ({ receipt }, _args, context) =>
        receipt ? articleLoader(context).load(uuidOf('article', receipt.articleId)) : null,
    }),
    events: t.field({
      type: [PublishedEvent],
      description: 'Its events, in the order of the report; none where it is refused.',
      resolve: ({ receipt }) => receipt?.events ?? [],
    }),
    resolved: t.field({
      type: [ResolvedEntity],
      description:
        'What became of its actors and places; none where it is refused, or was accepted before. Those that may be any of several are among the errors.',
      resolve: ({ receipt }) => receipt?.resolved ?? [],
    }),
    errors: t.field({
      type: [WriteError],
      description: 'Everything for which it is refused, at most 50 things; none where it was accepted.',
      resolve: ({ errors }) => errors,
    }),
  }),
})

builder.mutationField('publishReport', (t) =>
  t.field({
    type: PublishReportPayload,
    description:
      'Publishes an article with everything that was read from it: all of it, or nothing. A retry with the same idempotency key gets the first result. Needs a key with the scope `publish`.',
    args: { input: t.arg({ type: PublishReportInput, required: true, description: 'The report.' }) },
    resolve: async (_root, { input }, context): Promise<Published> => {
      const { name: by } = requireScope(context, 'publish')
      const { text, validateOnly: dryRun } = input
      let receipt: PublishResult | undefined
      const errors = await runWrite(
        context,
        async () => {
          receipt = await publishReport(context.db, documentOf(input), { by, text: text ?? undefined, dryRun })
        },
        (refused) => {
          const code = refused instanceof IdempotencyKeyError ? 'CONFLICT' : 'BAD_USER_INPUT'
          return refused.problems.map(({ path, message }) => ({ code, path: inputPath(path, input), message }))
        },
      )
      return { errors, ...(receipt && { receipt }) }
    },
  }),
)
