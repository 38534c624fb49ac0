import { sql } from 'drizzle-orm'
import { mentions, type MentionRow } from '../../../database/tables/mention.ts'
import { CURSOR_BOUND } from '../../builder/bound.ts'
import { builder } from '../../builder/builder.ts'
import { after } from '../../loaders/maybe-promise.ts'
import { load, referenced, relatedOrNull } from '../../prefetch/relation.ts'
import { connectionOf } from '../../relay/connection.ts'
import type { PageArguments } from '../../relay/keyset.ts'
import { nestedList } from '../../relay/nested-list.ts'
import { Article, articleLoader } from '../../source/article.ts'
import { Publisher, publisherLoader } from '../../source/publisher.ts'
import { codingsOfEvent, EventCoding } from '../coding.ts'
import { Event, eventLoader } from '../event.ts'

const Mention = builder.objectRef<MentionRow>('Mention').implement({
  description: 'One article that reports one event.',
  fields: (t) => ({
    article: t.field({
      type: Article,
      description: 'The article.',
      ...referenced(articleLoader, 'articleId'),
    }),
    event: t.field({
      type: Event,
      description: 'The event.',
      ...referenced(eventLoader, 'eventId'),
    }),
    publisher: t.field({
      type: Publisher,
      nullable: true,
      description: 'The publisher of the article; null if unknown.',
      ...relatedOrNull(publisherLoader, 'publisherId'),
    }),
    coding: t.field({
      type: EventCoding,
      nullable: true,
      description:
        'The row of the feed that this mention is of: the offsets are those of the actors of this row. Null if no feed has the mention.',
      loads: [load(codingsOfEvent, 'eventId')],
      resolve: ({ eventId, rowNumber }, _args, context) =>
        after(
          codingsOfEvent(context).load(eventId),
          (codings) => codings.find((coding) => coding.rowNumber === rowNumber) ?? null,
        ),
    }),
    sentence: t.exposeInt('sentence', {
      nullable: true,
      description: 'The number of the sentence that first reports the event, counted from 1; null if unknown.',
    }),
    actor1Offset: t.exposeInt('actor1Offset', {
      nullable: true,
      description:
        'The offset of the first actor of `coding` in the text, in characters (GDELT mentions); null if the feed has none.',
    }),
    actor2Offset: t.exposeInt('actor2Offset', {
      nullable: true,
      description:
        'The offset of the second actor of `coding` in the text, in characters (GDELT mentions); null if the feed has none.',
    }),
    actionOffset: t.exposeInt('actionOffset', {
      nullable: true,
      description: 'The offset of the action in the text, in characters (GDELT mentions); null if the feed has none.',
    }),
    extractionConfidence: t.exposeInt('extractionConfidence', {
      nullable: true,
      description:
        'The confidence of a machine extraction, in percent (GDELT: 10 to 100). It does not measure whether the event is true.',
    }),
    tone: t.exposeFloat('tone', {
      nullable: true,
      description: 'The tone of the article, -100 to 100 (GDELT); null if the feed has none.',
    }),
    mentionedAt: t.expose('mentionedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the feed saw the article; null if the feed does not say.',
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
    description: 'The articles that report the event, in a stable order.',
    args: {
      first: t.arg.int({ description: 'The number of rows, 1 to 100; default 20.' }),
      after: t.arg.string({ bound: CURSOR_BOUND, description: 'Only rows after this cursor.' }),
    },
    reads: ['id'],
    loads: [],
    resolve: ({ id }, args, context) => mentionsOfEvent(id, args, context),
  }),
)
