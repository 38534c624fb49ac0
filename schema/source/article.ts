import { and, eq, gte, isNotNull, lt, sql } from 'drizzle-orm'
import { inList, isGiven } from '../../database/sql/conditions.ts'
import { articles, type ArticleRow } from '../../database/tables/article.ts'
import { matchesText, WEB_SEARCH } from '../../database/values/full-text.ts'
import { articleIdOf } from '../../database/values/ids.ts'
import { ID_LIST_BOUND, SEARCH_BOUND } from '../builder/bound.ts'
import { builder } from '../builder/builder.ts'
import { badUserInput } from '../builder/errors.ts'
import { LOAD_ORDER, rowBy } from '../loaders/loader.ts'
import { connectionOf, pageArguments } from '../relay/connection.ts'
import { registerEntity } from '../relay/federation.ts'
import { idField, Node, registerNode, uuidOf } from '../relay/node.ts'
import { listPage } from '../relay/root-list.ts'
import { erasedAt, ERASED_AT_DESCRIPTION } from '../relay/tombstone.ts'
import { Publisher, publisherLoader } from './publisher.ts'

export const Article = builder.objectRef<ArticleRow>('Article')

export const articleLoader = rowBy(LOAD_ORDER.ARTICLE, articles, articles.id)

Article.implement({
  description:
    'A published text that reports events. Its full text is stored only if the publisher allows its distribution.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id(idField('article')),
    version: t.exposeInt('version', {
      description: 'The version, increased by each correction. Corrections require it as the expected version.',
    }),
    url: t.expose('url', {
      type: 'URL',
      nullable: true,
      description: 'The address at which it was published; null if unknown.',
    }),
    publisher: t.field({
      type: Publisher,
      nullable: true,
      description: 'The publisher; null if unknown.',
      resolve: ({ publisherId }, _args, context) => (publisherId ? publisherLoader(context).load(publisherId) : null),
    }),
    headline: t.exposeString('headline', { nullable: true, description: 'The headline; null if unknown.' }),
    language: t.exposeString('language', {
      nullable: true,
      description: 'The BCP 47 tag of the language; null if unknown.',
    }),
    publishedOn: t.expose('publishedOn', {
      type: 'Date',
      nullable: true,
      description: 'The day of publication; null if unknown.',
    }),
    length: t.exposeInt('length', {
      nullable: true,
      description: 'The length of the text in UTF-16 code units; null if unknown.',
    }),
    textSha256: t.expose('textSha256', {
      type: 'Sha256',
      nullable: true,
      description:
        'The digest of the text in UTF-8, to verify that a copy is the text that the quotes refer to; null if unknown.',
    }),
    body: t.exposeString('body', {
      nullable: true,
      description: 'The full text; null unless the publisher allows its distribution.',
    }),
    erasedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: ERASED_AT_DESCRIPTION,
      resolve: erasedAt,
    }),
  }),
})

registerNode('article', articleLoader, () => 'Article')
registerEntity(Article, 'article', articleLoader)

const { connection: ArticleConnection } = connectionOf(Article, 'articles')

const ArticleWhere = builder.inputType('ArticleWhere', {
  description: 'A filter for articles. All given conditions must match; omitted ones are ignored.',
  fields: (t) => ({
    search: t.string({
      bound: SEARCH_BOUND,
      description: `The headline matches this search text. ${WEB_SEARCH}`,
    }),
    url: t.field({ type: 'URL', description: 'The article has exactly this address.' }),
    publishedFrom: t.field({ type: 'Date', description: 'The article was published on this day or later.' }),
    publishedTo: t.field({ type: 'Date', description: 'The article was published before this day.' }),
    publisher: t.idList({
      bound: ID_LIST_BOUND,
      description: 'The article has one of these publishers, given by their ids.',
    }),
    language: t.stringList({ description: 'The article has one of these languages, given as BCP 47 tags.' }),
  }),
})

builder.queryFields((t) => ({
  article: t.field({
    type: Article,
    nullable: true,
    description: 'The article with an id; null if there is none.',
    args: { id: t.arg.id({ required: true, description: 'The id of the article.' }) },
    resolve: (_root, { id }, context) => articleLoader(context).load(uuidOf('article', id)),
  }),
  articles: t.field({
    type: ArticleConnection,
    description: 'Articles, newest first; those whose day of publication is unknown come last.',
    args: {
      where: t.arg({ type: ArticleWhere, description: 'Which articles to return. Default: all.' }),
      ...pageArguments,
    },
    resolve: (_root, { where, ...page }, context) => {
      const { publishedFrom: from, publishedTo: to } = where ?? {}
      if (isGiven(from) && isGiven(to) && from >= to) {
        throw badUserInput(`\`publishedFrom\` must be before \`publishedTo\`; got ${from} and ${to}.`)
      }
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
        isGiven(from) ? gte(articles.publishedSort, from) : undefined,
        isGiven(to) ? and(isNotNull(articles.publishedOn), lt(articles.publishedSort, to)) : undefined,
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
