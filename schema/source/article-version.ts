import { desc, eq, sql } from 'drizzle-orm'
import { keyLookUp } from '../../database/sql/prepared.ts'
import { prepared } from '../../database/sql/prepared.ts'
import { readRows } from '../../database/sql/rows.ts'
import { articleVersions } from '../../database/tables/article-version.ts'
import { articles } from '../../database/tables/article.ts'
import { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import { createLoader, grouped, LOAD_ORDER, sharedByMoments } from '../loaders/loader.ts'
import { after, type MaybePromise } from '../loaders/maybe-promise.ts'
import { load } from '../prefetch/relation.ts'

/** The number of versions of an article that `Article.versions` lists. */
export const MAX_LISTED_VERSIONS = 100

// The texts, up to a megabyte each, have a loader of their own.
const { articleId, version, textSha256, length, language, headline, recordedAt } = articleVersions
const columns = { articleId, version, textSha256, length, language, headline, recordedAt }

type VersionRow = Pick<typeof articleVersions.$inferSelect, keyof typeof columns>

const readLatest = keyLookUp((db) =>
  db
    .selectDistinctOn([articleId], columns)
    .from(articleVersions)
    .where(sql`${articleId} = any(${sql.placeholder('keys')}::uuid[])`)
    .orderBy(articleId, desc(version)),
)

/** Loads the latest version of an article by its UUID; null if the article has none. */
export const latestVersionLoader = createLoader<string, VersionRow | null>(
  LOAD_ORDER.ARTICLE_VERSION,
  async (ids, { db }) => {
    const rowById = new Map((await readLatest(db, ids)).map((row) => [row.articleId, row]))
    return ids.map((id) => rowById.get(id) ?? null)
  },
)

/** Loads the number of the latest version of an article; under `asOf`, of those that were recorded by then. */
export const latestNumberLoader = createLoader<string, number>(
  LOAD_ORDER.ARTICLE_VERSION,
  async (ids, { db, asOf = 'infinity' }) => {
    const rows = await readRows<{ id: string; latest: number }>(
      db,
      sql`select article_id::text as id, max(version) as latest from ${articleVersions}
        where article_id = any(${sql.param(ids)}::uuid[]) and recorded_at <= ${asOf} group by article_id`,
    )
    const latestById = new Map(rows.map(({ id, latest }) => [id, latest]))
    return ids.map((id) => latestById.get(id) ?? 0)
  },
)

const readNewest = keyLookUp((db) => {
  const newest = db
    .select(columns)
    .from(articleVersions)
    .where(eq(articleId, articles.id))
    .orderBy(desc(version))
    .limit(MAX_LISTED_VERSIONS)
    .as('newest')
  return db
    .select({
      articleId: newest.articleId,
      version: newest.version,
      textSha256: newest.textSha256,
      length: newest.length,
      language: newest.language,
      headline: newest.headline,
      recordedAt: newest.recordedAt,
    })
    .from(articles)
    .innerJoinLateral(newest, sql`true`)
    .where(sql`${articles.id} = any(${sql.placeholder('keys')}::uuid[])`)
    .orderBy(articles.id, desc(newest.version))
})

/** Loads the newest versions of an article by its UUID, the latest first. */
export const versionsOfArticle = createLoader<string, VersionRow[]>(LOAD_ORDER.ARTICLE_VERSION, async (ids, { db }) =>
  grouped(ids, await readNewest(db, ids), (row) => row.articleId),
)

/** The condition that a version has one of the keys of `versionKey`. */
const hasKey = sql`(${articleId}, ${version}) in (select split_part(key, ' ', 1)::uuid, split_part(key, ' ', 2)::int
  from unnest(${sql.placeholder('keys')}::text[]) key)`

const readVersions = keyLookUp((db) => db.select(columns).from(articleVersions).where(hasKey))
const readBodies = prepared((db) =>
  db.select({ articleId, version, body: articleVersions.body }).from(articleVersions).where(hasKey),
)

/** The key of a version for `versionLoader`. */
export function versionKey(article: string, number: number): string {
  return `${article} ${number}`
}

/** Loads versions by `versionKey`. */
export const versionLoader = sharedByMoments(
  createLoader<string, VersionRow | null>(LOAD_ORDER.ARTICLE_VERSION, async (keys, { db }) => {
    const rowByKey = new Map((await readVersions(db, keys)).map((row) => [versionKey(row.articleId, row.version), row]))
    return keys.map((key) => rowByKey.get(key) ?? null)
  }),
)

/** Loads the stored texts of versions by `versionKey`; null where the text is not stored. */
export const bodyLoader = sharedByMoments(
  createLoader<string, string | null>(LOAD_ORDER.PART_OF_ARTICLE_VERSION, async (keys, { db }) => {
    const bodyByKey = new Map(
      (await readBodies(db, keys)).map((row) => [versionKey(row.articleId, row.version), row.body]),
    )
    return keys.map((key) => bodyByKey.get(key) ?? null)
  }),
)

/** The options of a field with a value of the latest version of an article; null if the article has no version. */
export function ofLatestVersion<Value>(pick: (version: VersionRow) => Value) {
  return {
    loads: [load(latestVersionLoader, 'id')],
    resolve: ({ id }: { id: string }, _args: object, context: Context): MaybePromise<Value | null> =>
      after(latestVersionLoader(context).load(id), (version) => version && pick(version)),
  }
}

export const ArticleVersion = builder.objectRef<VersionRow>('ArticleVersion').implement({
  description:
    'One text of an article. Each text that is given for an article is a version of its own, and none is overwritten, so that a quote stays comparable with the text that it is from.',
  fields: (t) => ({
    version: t.exposeInt('version', {
      description: 'The number of the version, counted from 1 in the order in which the texts were published here.',
    }),
    recordedAt: t.expose('recordedAt', {
      type: 'DateTime',
      description: 'When the first report of this version was published here.',
    }),
    textSha256: t.expose('textSha256', {
      type: 'Sha256',
      nullable: true,
      description:
        'The digest of the text in UTF-8, to verify that a copy is the text that quotes refer to; null if the text was not given.',
    }),
    length: t.exposeInt('length', {
      nullable: true,
      description: 'The length of the text in UTF-16 code units; null if unknown.',
    }),
    language: t.exposeString('language', {
      nullable: true,
      description: 'The BCP 47 tag of the language; null if unknown.',
    }),
    headline: t.exposeString('headline', { nullable: true, description: 'The headline; null if unknown.' }),
    body: t.string({
      nullable: true,
      description: 'The full text; null unless the publisher allows its distribution.',
      loads: [{ loader: bodyLoader, keyOf: (row) => versionKey(row.articleId, row.version) }],
      resolve: (row, _args, context) => bodyLoader(context).load(versionKey(row.articleId, row.version)),
    }),
  }),
})
