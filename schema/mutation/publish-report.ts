import { IdempotencyKeyError } from '../../ingest/format/problem.ts'
import { publishReport, type PublishResult } from '../../ingest/publish.ts'
import type { ResolvedReference } from '../../ingest/resolve/references.ts'
import { assertMay, datasetNamed } from '../builder/authorize.ts'
import { builder } from '../builder/builder.ts'
import { callerOf } from '../builder/require-scope.ts'
import { Actor, actorLoader } from '../entity/actor.ts'
import { Place, placeLoader } from '../entity/place.ts'
import { Certainty } from '../event/axes.ts'
import { Event, eventLoader } from '../event/event.ts'
import { uuidOf } from '../relay/node.ts'
import { ArticleVersion, versionKey, versionLoader } from '../source/article-version.ts'
import { Article, articleLoader } from '../source/article.ts'
import { WriteError, runWrite, type UserError } from './payload.ts'
import { documentOf, inputPath, PublishReportInput } from './report-input.ts'

const ResolvedEntity = builder.objectRef<ResolvedReference>('ResolvedEntity').implement({
  description: 'How an actor or a place of the report was resolved: matched to a stored one, or created.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'The local key in the report.' }),
    id: t.exposeID('id', { description: 'The id of the stored object.' }),
    isNew: t.exposeBoolean('isNew', {
      description: 'True if it was created; false if it was matched by an external id, or by name and kind.',
    }),
    actor: t.field({
      type: Actor,
      nullable: true,
      description: 'The actor; null for a place, and if nothing was stored.',
      resolve: ({ concept, id }, _args, context) =>
        concept === 'actor' ? actorLoader(context).load(uuidOf('actor', id)) : null,
    }),
    place: t.field({
      type: Place,
      nullable: true,
      description: 'The place; null for an actor, and if nothing was stored.',
      resolve: ({ concept, id }, _args, context) =>
        concept === 'place' ? placeLoader(context).load(uuidOf('place', id)) : null,
    }),
  }),
})

const PublishedEvent = builder.objectRef<PublishResult['events'][number]>('PublishedEvent').implement({
  description: 'An event of a published report.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'The local key in the report.' }),
    id: t.exposeID('id', { description: 'The id of the stored object.' }),
    certainty: t.expose('certainty', { type: Certainty, description: 'The certainty computed from its claims.' }),
    event: t.field({
      type: Event,
      nullable: true,
      description: 'The event; null if nothing was stored.',
      resolve: ({ id }, _args, context) => eventLoader(context).load(uuidOf('event', id)),
    }),
  }),
})

interface PublishReportResult {
  result?: PublishResult
  errors: UserError[]
}

const PublishReportPayload = builder.objectRef<PublishReportResult>('PublishReportPayload').implement({
  description: 'The result of publishReport.',
  fields: (t) => ({
    isNew: t.boolean({
      description:
        'True if the report was stored by this request, or would be with `validateOnly: false`. False if the same report was stored before, and if it is rejected.',
      resolve: ({ result }) => result?.created ?? false,
    }),
    article: t.field({
      type: Article,
      nullable: true,
      description: 'The article; null if nothing was stored.',
      resolve: ({ result }, _args, context) =>
        result ? articleLoader(context).load(uuidOf('article', result.articleId)) : null,
    }),
    articleVersion: t.field({
      type: ArticleVersion,
      nullable: true,
      description: 'The version of the article that the report is about; null if nothing was stored.',
      resolve: ({ result }, _args, context) =>
        result
          ? versionLoader(context).load(versionKey(uuidOf('article', result.articleId), result.articleVersion))
          : null,
    }),
    events: t.field({
      type: [PublishedEvent],
      description: 'The events, in the order of the report; empty if the report is rejected.',
      resolve: ({ result }) => result?.events ?? [],
    }),
    resolved: t.field({
      type: [ResolvedEntity],
      description:
        'How its actors and places were resolved; empty if the report is rejected or was stored before. An ambiguous actor or place is an error.',
      resolve: ({ result }) => result?.resolved ?? [],
    }),
    errors: t.field({
      type: [WriteError],
      description: 'The reasons why the report is rejected, at most 50; empty if it is accepted.',
      resolve: ({ errors }) => errors,
    }),
  }),
})

builder.mutationField('publishReport', (t) =>
  t.field({
    type: PublishReportPayload,
    scope: 'publish',
    description:
      'Stores an article with the events, actors, places and claims that were read from it, in one transaction. A retry with the same idempotency key returns the first result. Requires the scope `publish` for the dataset of the report.',
    args: { input: t.arg({ type: PublishReportInput, required: true, description: 'The report.' }) },
    resolve: async (_root, { input }, context): Promise<PublishReportResult> => {
      const caller = callerOf(context)
      const { text, validateOnly } = input
      let result: PublishResult | undefined
      const errors = await runWrite(
        context,
        async () => {
          result = await publishReport(context.db, documentOf(input), {
            by: caller.id,
            authorize: (dataset) => assertMay(caller, 'publish', datasetNamed(dataset)),
            text: text ?? undefined,
            dryRun: validateOnly,
          })
        },
        (error) => {
          const code = error instanceof IdempotencyKeyError ? 'CONFLICT' : 'BAD_USER_INPUT'
          return error.problems.map(({ path, message }) => ({ code, path: inputPath(path, input), message }))
        },
      )
      return { errors, ...(result && { result }) }
    },
  }),
)
