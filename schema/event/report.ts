import { sql } from 'drizzle-orm'
import { reports, type ReportRow } from '../../database/tables/report.ts'
import { builder } from '../builder/builder.ts'
import { connectionOf } from '../relay/connection.ts'
import type { PageArguments } from '../relay/keyset.ts'
import { pagesOfParents } from '../relay/nested-list.ts'
import { Article, articleLoader } from '../source/article.ts'
import { Publisher, publisherLoader } from '../source/publisher.ts'
import { Event, eventLoader } from './event.ts'

const Report = builder.objectRef<ReportRow>('Report').implement({
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
    reportedAt: t.expose('reportedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the feed saw the article, where it says so.',
    }),
  }),
})

const reportsOfEvent = pagesOfParents<ReportRow, PageArguments>({
  list: 'Event.reports',
  rowsOf: () => ({
    table: reports,
    where: sql`${reports.eventId} = parent.id`,
    order: { sort: reports.eventId, type: 'uuid', id: reports.articleId, descending: false },
  }),
  scopeOf: () => [],
})

const { connection: ReportConnection } = connectionOf(Report, 'reports')

builder.interfaceField(Event, 'reports', (t) =>
  t.field({
    type: ReportConnection,
    description: 'The articles that report it, in a fixed order.',
    args: {
      first: t.arg.int({ description: 'How many rows, 1 to 100; 20 where left out.' }),
      after: t.arg.string({ description: 'Only rows after this cursor.' }),
    },
    resolve: ({ id }, args, context) => reportsOfEvent(id, args, context),
  }),
)
