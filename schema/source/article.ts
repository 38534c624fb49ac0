import { and, eq, gte, isNotNull, lt, sql } from 'drizzle-orm'
import { inList, isGiven } from '../../database/sql/conditions.ts'
import { articles, type ArticleRow } from '../../database/tables/article.ts'
import { matchesText, WEB_SEARCH } from '../../database/values/full-text.ts'
import { articleIdOf } from '../../database/values/ids.ts'
import { builder } from '../builder/builder.ts'
import { LOAD_ORDER, rowBy } from '../loaders/loader.ts'
import { connectionOf, pageArguments } from '../relay/connection.ts'
import { registerEntity } from '../relay/federation.ts'
import { assertListSizes } from '../relay/list-sizes.ts'
import { idField, Node, registerNode, uuidOf } from '../relay/node.ts'
import { listPage } from '../relay/root-list.ts'
import { Publisher, publisherLoader } from './publisher.ts'

export const Article = builder.objectRef<ArticleRow>('Article')

export const articleLoader = rowBy(LOAD_ORDER.ARTICLE, articles, articles.id)

Article.implement({
  description:
    'A published text that reports events. Its text is kept only where its publisher allows it to be shared.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id(idField('article')),
    url: t.expose('url', { type: 'URL', nullable: true, description: 'Where it was published, where known.' }),
    publisher: t.field({
      type: Publisher,
      nullable: true,
      description: 'Who brought it out, where known.',
      resolve: ({ publisherId }, _args, context) => (publisherId ? publisherLoader(context).load(publisherId) : null),
    }),
    headline: t.exposeString('headline', { nullable: true, description: 'Its headline, where known.' }),
    language: t.exposeString('language', {
      nullable: true,
      description: 'The BCP 47 tag of its language, where known.',
    }),
    publishedOn: t.expose('publishedOn', {
      type: 'Date',
      nullable: true,
      description: 'The day on which it was published, where known.',
    }),
    length: t.exposeInt('length', {
      nullable: true,
      description: 'The length of its text in UTF-16 units, where known.',
    }),
    textSha256: t.expose('textSha256', {
      type: 'Sha256',
      nullable: true,
      description: 'The digest of its text in UTF-8, by which quotes can be checked against a copy; where known.',
    }),
    body: t.exposeString('body', {
      nullable: true,
      description: 'The text itself, only where its publisher allows it to be shared.',
    }),
  }),
})

registerNode('article', articleLoader, () => 'Article')
registerEntity(Article, 'article', articleLoader)

const { connection: ArticleConnection } = connectionOf(Article, 'articles')

const ArticleWhere = builder.inputType('ArticleWhere', {
  description: 'Which articles. What is left out does not matter; all that is given must hold.',
  fields: (t) => ({
    search: t.string({
      description: `These words occur in its headline. ${WEB_SEARCH}`,
    }),
    url: t.field({ type: 'URL', description: 'Published at this very address.' }),
    publishedFrom: t.field({ type: 'Date', description: 'Published on this day or later.' }),
    publishedTo: t.field({ type: 'Date', description: 'Published before this day.' }),
    publisher: t.idList({ description: 'Brought out by any of these publishers.' }),
    language: t.stringList({ description: 'In any of these languages, as BCP 47 tags.' }),
  }),
})

builder.queryFields((t) => ({
  article: t.field({
    type: Article,
    nullable: true,
    description: 'One article, or null where there is none of that id.',
    args: { id: t.arg.id({ required: true, description: 'The id of the article.' }) },
    resolve: (_root, { id }, context) => articleLoader(context).load(uuidOf('article', id)),
  }),
  articles: t.field({
    type: ArticleConnection,
    description: 'Articles, the newest first; those without a known day come last.',
    args: {
      where: t.arg({ type: ArticleWhere, description: 'Which articles; all where left out.' }),
      ...pageArguments,
    },
    resolve: (_root, { where, ...page }, context) => {
      assertListSizes(where)
      const condition = and(
        inList(
          articles.publisherId,
          where?.publisher?.map((id) => uuidOf('publisher', id)),
        ),
        inList(articles.language, where?.language),
        where?.search?.trim()
          ? matchesText(sql`to_tsvector('dateline', coalesce(${articles.headline}, ''))`, where.search)
          : undefined,
        isGiven(where?.url) ? and(eq(articles.id, articleIdOf(where.url)), eq(articles.url, where.url)) : undefined,
        isGiven(where?.publishedFrom) ? gte(articles.publishedSort, where.publishedFrom) : undefined,
        isGiven(where?.publishedTo)
          ? and(isNotNull(articles.publishedOn), lt(articles.publishedSort, where.publishedTo))
          : undefined,
      )
      return listPage<ArticleRow>(
        page,
        {
          rows: () => ({
            table: articles,
            where: condition,
            order: { sort: articles.publishedSort, type: 'date', id: articles.id, descending: true },
          }),
          scope: ['articles', where],
        },
        context,
      )
    },
  }),
}))
