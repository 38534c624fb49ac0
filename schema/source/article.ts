import { and, eq, gte, isNotNull, lt, sql, type SQL } from 'drizzle-orm'
import { inList, isGiven } from '../../database/sql/conditions.ts'
import { articleVersions } from '../../database/tables/article-version.ts'
import { articles, type ArticleRow } from '../../database/tables/article.ts'
import { WEB_SEARCH } from '../../database/values/full-text.ts'
import { articleIdOf } from '../../database/values/ids.ts'
import { ID_LIST_BOUND, SEARCH_BOUND } from '../builder/bound.ts'
import { builder } from '../builder/builder.ts'
import { badUserInput } from '../builder/errors.ts'
import { LOAD_ORDER, rowBy, sharedByMoments } from '../loaders/loader.ts'
import { after, atHand } from '../loaders/maybe-promise.ts'
import { load, referenced, related, relatedOrNull } from '../prefetch/relation.ts'
import { connectionOf, pageArguments } from '../relay/connection.ts'
import { registerEntity } from '../relay/federation.ts'
import { idField, Node, registerNode, uuidOf } from '../relay/node.ts'
import { listPage } from '../relay/root-list.ts'
import { matchesSearchText } from '../relay/search-text.ts'
import { erasedAt } from '../relay/tombstone.ts'
import {
  ArticleVersion,
  bodyLoader,
  latestVersionLoader,
  MAX_LISTED_VERSIONS,
  versionKey,
  versionsOfArticle,
  ofLatestVersion,
} from './article-version.ts'
import { Publisher, publisherLoader } from './publisher.ts'

export const Article = builder.objectRef<ArticleRow>('Article')

export const articleLoader = sharedByMoments(rowBy(LOAD_ORDER.ARTICLE, articles, articles.id))

Article.implement({
  description:
    'A published article that reports events. Its texts are its versions: the headline, language and text of the article are those of the latest one.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id(idField('article')),
    version: t.exposeInt('version', {
      description:
        'The version of what is stored about the article, increased by each correction and each further text. Corrections require it as the expected version. The texts are numbered in `versions`.',
    }),
    url: t.expose('url', {
      type: 'URL',
      nullable: true,
      description: 'The address at which it was published, as it was first given; null if unknown.',
    }),
    publisher: t.field({
      type: Publisher,
      nullable: true,
      description: 'The publisher; null if unknown.',
      ...relatedOrNull(publisherLoader, 'publisherId'),
    }),
    headline: t.string({
      nullable: true,
      description: 'The headline of the latest version; null if unknown.',
      ...ofLatestVersion(({ headline }) => headline),
    }),
    language: t.string({
      nullable: true,
      description: 'The BCP 47 tag of the language of the latest version; null if unknown.',
      ...ofLatestVersion(({ language }) => language),
    }),
    publishedOn: t.expose('publishedOn', {
      type: 'Date',
      nullable: true,
      description: 'The day of publication; null if unknown.',
    }),
    length: t.int({
      nullable: true,
      description: 'The length of the latest text in UTF-16 code units; null if unknown.',
      ...ofLatestVersion(({ length }) => length),
    }),
    textSha256: t.field({
      type: 'Sha256',
      nullable: true,
      description:
        'The digest of the latest text in UTF-8; null if unknown. A claim refers to the text of its `articleVersion`.',
      ...ofLatestVersion(({ textSha256 }) => textSha256),
    }),
    body: t.string({
      nullable: true,
      description: 'The latest full text; null unless the publisher allows its distribution.',
      loads: [load(latestVersionLoader, 'id')],
      loadsThen: [
        {
          loader: bodyLoader,
          keyOf: ({ id }, context) => {
            const latest = atHand(latestVersionLoader(context).load(id))
            return latest && versionKey(id, latest.version)
          },
        },
      ],
      resolve: ({ id }, _args, context) =>
        after(
          latestVersionLoader(context).load(id),
          (latest) => latest && bodyLoader(context).load(versionKey(id, latest.version)),
        ),
    }),
    versions: t.field({
      type: [ArticleVersion],
      description: `The texts of the article, the latest first, at most ${MAX_LISTED_VERSIONS}; empty if no report was about it.`,
      ...related(versionsOfArticle, 'id'),
    }),
    erasedAt: t.field({
      type: 'DateTime',
      nullable: true,
      ...erasedAt,
    }),
  }),
})

builder.objectField(ArticleVersion, 'article', (t) =>
  t.field({
    type: Article,
    description: 'The article.',
    ...referenced(articleLoader, 'articleId'),
  }),
)

registerNode('article', articleLoader, () => 'Article')
registerEntity(Article, 'article', articleLoader)

const { connection: ArticleConnection } = connectionOf(Article, 'articles')

const ArticleWhere = builder.inputType('ArticleWhere', {
  description: 'A filter for articles. All given conditions must match; omitted ones are ignored.',
  fields: (t) => ({
    search: t.string({
      bound: SEARCH_BOUND,
      description: `The headline of the latest version matches this search text. ${WEB_SEARCH}`,
    }),
    url: t.field({
      type: 'URL',
      description: 'The article has this address, in any spelling that is equivalent by RFC 3986, 6.2.2 and 6.2.3.',
    }),
    publishedFrom: t.field({ type: 'Date', description: 'The article was published on this day or later.' }),
    publishedTo: t.field({ type: 'Date', description: 'The article was published before this day.' }),
    publisher: t.idList({
      bound: ID_LIST_BOUND,
      description: 'The article has one of these publishers, given by their ids.',
    }),
    language: t.stringList({ description: 'The latest version has one of these languages, given as BCP 47 tags.' }),
  }),
})

/** The condition that the latest version of an article meets a condition; none for an undefined one. */
function latestVersionHas(condition: SQL | undefined): SQL | undefined {
  return (
    condition &&
    sql`${articles.id} in (select ${articleVersions.articleId} from ${articleVersions} where ${condition} and not exists (
      select from ${articleVersions} later where later.article_id = ${articleVersions.articleId}
        and later.version > ${articleVersions.version}))`
  )
}

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
        latestVersionHas(inList(articleVersions.language, where?.language)),
        latestVersionHas(
          where?.search?.trim()
            ? matchesSearchText(
                sql`to_tsvector('dateline', search_words(coalesce(${articleVersions.headline}, '')))`,
                where.search,
              )
            : undefined,
        ),
        isGiven(where?.url) ? eq(articles.id, articleIdOf(where.url)) : undefined,
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
