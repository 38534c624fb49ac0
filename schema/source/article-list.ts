import { and, eq, gte, isNotNull, lt, sql, type SQL } from 'drizzle-orm'
import { inList, isGiven } from '../../database/sql/conditions.ts'
import { articleVersions } from '../../database/tables/article-version.ts'
import { articles, type ArticleRow } from '../../database/tables/article.ts'
import { WEB_SEARCH } from '../../database/values/full-text.ts'
import { articleIdOf } from '../../database/values/ids.ts'
import { ID_LIST_BOUND, SEARCH_BOUND } from '../builder/bound.ts'
import { builder } from '../builder/builder.ts'
import { badUserInput } from '../builder/errors.ts'
import { connectionOf, pageArguments } from '../relay/connection.ts'
import { uuidOf } from '../relay/node.ts'
import { listPage } from '../relay/root-list.ts'
import { matchesSearchText } from '../relay/search-text.ts'
import { Article } from './article.ts'

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

builder.queryField('articles', (t) =>
  t.field({
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
)
