import { sql } from 'drizzle-orm'
import { mentions, type MentionRow } from '../../../database/tables/mention.ts'
import { builder } from '../../builder/builder.ts'
import { connectionOf } from '../../relay/connection.ts'
import type { PageArguments } from '../../relay/keyset.ts'
import { nestedList } from '../../relay/nested-list.ts'
import { Article, articleLoader } from '../../source/article.ts'
import { Publisher, publisherLoader } from '../../source/publisher.ts'
import { Event, eventLoader } from '../event.ts'

const Mention = builder.objectRef<MentionRow>('Mention').implement({
  description: 'That one article reports one event.',
  fields: (t) => ({
    article: t.field({
      type: Article,
      description: 'The article.',
      resolve: async ({ articleId }, _args, context) => (await articleLoader(context).load(articleId))!,
    }),
    event: t.field({
      type: Event,
      description: 'The event.',
      resolve: async ({ eventId }, _args, context) => (await eventLoader(context).load(eventId))!,
    }),
    publisher: t.field({
      type: Publisher,
      nullable: true,
      description: 'Who brought the article out, where known.',
      resolve: ({ publisherId }, _args, context) => (publisherId ? publisherLoader(context).load(publisherId) : null),
    }),
    sentence: t.exposeInt('sentence', {
      nullable: true,
      description: 'In which sentence it is first reported, counted from 1.',
    }),
    actor1Offset: t.exposeInt('actor1Offset', {
      nullable: true,
      description: 'Where the first actor stands in the text, in characters, where the feed says so (GDELT mentions).',
    }),
    actor2Offset: t.exposeInt('actor2Offset', {
      nullable: true,
      description: 'Where the second actor stands in the text, in characters, where the feed says so (GDELT mentions).',
    }),
    actionOffset: t.exposeInt('actionOffset', {
      nullable: true,
      description: 'Where the action stands in the text, in characters, where the feed says so (GDELT mentions).',
    }),
    extractionConfidence: t.exposeInt('extractionConfidence', {
      nullable: true,
      description:
        'How sure a machine was of its reading, in percent (GDELT: 10 to 100); it says nothing about the truth of the report.',
    }),
    tone: t.exposeFloat('tone', {
      nullable: true,
      description: 'The tone of the article, -100 to 100, where the feed says so (GDELT).',
    }),
    mentionedAt: t.expose('mentionedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the feed saw the article, where it says so.',
    }),
  }),
})

const mentionsOfEvent = nestedList<MentionRow, PageArguments>({
  list: 'Event.mentions',
  rowsOf: () => ({
    table: mentions,
    where: sql`${mentions.eventId} = parent.id`,
    order: { sort: mentions.eventId, type: 'uuid', id: mentions.articleId, descending: false },
  }),
  scopeOf: () => [],
})

const { connection: MentionConnection } = connectionOf(Mention, 'mentions')

builder.interfaceField(Event, 'mentions', (t) =>
  t.field({
    type: MentionConnection,
    description: 'The articles that report it, in a fixed order.',
    args: {
      first: t.arg.int({ description: 'How many rows, 1 to 100; 20 where left out.' }),
      after: t.arg.string({ description: 'Only rows after this cursor.' }),
    },
    resolve: ({ id }, args, context) => mentionsOfEvent(id, args, context),
  }),
)
