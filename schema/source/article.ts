import { articles, type ArticleRow } from '../../database/tables/article.ts'
import { articleIdOf } from '../../database/values/ids.ts'
import { builder } from '../builder/builder.ts'
import { LOAD_ORDER, rowBy, sharedByMoments } from '../loaders/loader.ts'
import { after, atHand } from '../loaders/maybe-promise.ts'
import { load, referenced, related, relatedOrNull } from '../prefetch/relation.ts'
import { addKey, registerEntity } from '../relay/federation.ts'
import { idField, Node, registerNode, uuidOf } from '../relay/node.ts'
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
      description:
        'The address at which it was published, as it was first given; null if unknown. It is a key of the type in a federated graph, in any equivalent spelling.',
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
addKey(Article, 'url', (url, context) => articleLoader(context).load(articleIdOf(url)))

builder.queryField('article', (t) =>
  t.field({
    type: Article,
    nullable: true,
    description: 'The article with an id; null if there is none.',
    args: { id: t.arg.id({ required: true, description: 'The id of the article.' }) },
    resolve: (_root, { id }, context) => articleLoader(context).load(uuidOf('article', id)),
  }),
)
