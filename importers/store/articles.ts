import { and, isNull, sql, type SQL } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { readRows } from '../../database/sql/rows.ts'
import { articleVersions } from '../../database/tables/article-version.ts'
import { articles } from '../../database/tables/article.ts'
import { claims } from '../../database/tables/claim.ts'
import { datasets } from '../../database/tables/dataset.ts'
import { events } from '../../database/tables/event.ts'
import { publishers } from '../../database/tables/publisher.ts'
import { tombstones } from '../../database/tables/tombstone.ts'
import { deriveUuid } from '../../database/values/ids.ts'
import type { ArticleDraft } from '../feed/draft.ts'

/** Columns of a stored article that get the first value of drafts: all drafts of an article have the same. */
const GAINED_COLUMNS = [sql`publisher_id`]
/** Columns of an article, and of its text, that get the least value of drafts. */
const COLUMNS = [sql`published_on`]
const COLUMNS_OF_TEXT = [sql`headline`, sql`language`, sql`length`]

interface StoredArticles {
  /** The UUIDs of the publishers by the UUIDs of the articles, without articles that have no publisher. */
  publisherIds: Map<string, string>
  /** UUIDs of the articles that were stored without the publisher that they have now. */
  withNewPublisher: string[]
}

/**
 * Stores new articles. A stored article gains the values of the columns that are null. Of several values that rows state,
 * the least is stored, so that it does not depend on the order of rows; what a report or a correction states stays.
 * @param drafts may contain duplicates
 * @param quotedIds UUIDs of the articles with claims, which are of a version of the article
 */
export async function storeArticles(
  tx: Database,
  drafts: readonly ArticleDraft[],
  quotedIds: ReadonlySet<string> = new Set(),
): Promise<StoredArticles> {
  const merged = mergeDrafts(drafts).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  if (merged.length === 0) return { publisherIds: new Map(), withNewPublisher: [] }
  const withoutPublisher = await readWithoutPublisher(
    tx,
    merged.flatMap(({ id, publisher }) => (publisher ? [id] : [])),
  )
  const publisherIds = await storePublishers(tx, [...new Set(merged.flatMap(({ publisher }) => publisher ?? []))])
  const column = (value: (draft: ArticleDraft) => unknown) => sql.param(merged.map((draft) => value(draft) ?? null))
  await tx.execute(sql`insert into ${articles} as stored (id, url, publisher_id, published_on)
    select * from unnest(${column(({ id }) => id)}::uuid[], ${column(({ url }) => url)}::text[],
      ${column(({ publisher }) => publisher && publisherIds.get(publisher))}::uuid[],
      ${column(({ publishedOn }) => publishedOn)}::date[])
    on conflict (id) do update set ${assignmentsOf(GAINED_COLUMNS, COLUMNS, sql`stored.id`)}
    where ${isChanged(GAINED_COLUMNS, COLUMNS, sql`stored.id`)}
      and not exists (select from ${tombstones} t where t.id = stored.id)`)
  await storeTexts(tx, merged, quotedIds)
  const rows = await readRows<{ id: string; publisher: string }>(
    tx,
    sql`select id::text as id, publisher_id::text as publisher from ${articles}
    where publisher_id is not null and id = any(${column(({ id }) => id)}::uuid[])`,
  )
  const publisherIdsByArticle = new Map(rows.map(({ id, publisher }) => [id, publisher]))
  return {
    publisherIds: publisherIdsByArticle,
    withNewPublisher: withoutPublisher.filter((id) => publisherIdsByArticle.has(id)),
  }
}

/** @returns which of the articles are stored without a publisher */
async function readWithoutPublisher(tx: Database, ids: readonly string[]): Promise<string[]> {
  const isWithout = and(inUuids(articles.id, ids), isNull(articles.publisherId))
  const rows = await tx.select({ id: articles.id }).from(articles).where(isWithout).orderBy(articles.id)
  return rows.map(({ id }) => id)
}

/**
 * Stores what drafts say about texts that are not given: it is said of version 1, unless a report has given the text of
 * that version.
 */
async function storeTexts(
  tx: Database,
  drafts: readonly ArticleDraft[],
  quotedIds: ReadonlySet<string>,
): Promise<void> {
  const described = drafts.filter(
    ({ id, headline, language, length }) => headline ?? language ?? length ?? quotedIds.has(id),
  )
  if (described.length === 0) return
  const column = (value: (draft: ArticleDraft) => unknown) => sql.param(described.map((draft) => value(draft) ?? null))
  await tx.execute(sql`insert into ${articleVersions} as stored (article_id, version, headline, language, length)
    select given.id, 1, given.headline, given.language, given.length
    from unnest(${column(({ id }) => id)}::uuid[], ${column(({ headline }) => headline)}::text[],
      ${column(({ language }) => language)}::text[], ${column(({ length }) => length)}::int[])
      as given(id, headline, language, length)
    where not exists (select from ${tombstones} t where t.id = given.id)
    on conflict (article_id, version) do update set ${assignmentsOf([], COLUMNS_OF_TEXT, sql`stored.article_id`)}
      where stored.text_sha256 is null and ${isChanged([], COLUMNS_OF_TEXT, sql`stored.article_id`)}`)
}

/**
 * @param gained columns that get the first value that is stated
 * @param least columns that get the least value that is stated
 * @param id the UUID of the stored article
 */
function assignmentsOf(gained: readonly SQL[], least: readonly SQL[], id: SQL): SQL {
  return sql.join(
    [
      ...gained.map((name) => sql`${name} = coalesce(stored.${name}, excluded.${name})`),
      ...least.map(
        (name) => sql`${name} = case when stored.${name} is null then excluded.${name}
          when ${isLess(name)} and ${isStatedByFeeds(id)} then excluded.${name} else stored.${name} end`,
      ),
    ],
    sql`, `,
  )
}

function isChanged(gained: readonly SQL[], least: readonly SQL[], id: SQL): SQL {
  const isGain = [...gained, ...least].map((name) => sql`(stored.${name} is null and excluded.${name} is not null)`)
  return sql`case when ${sql.join(isGain, sql` or `)} then true
    when ${sql.join(least.map(isLess), sql` or `)} then ${isStatedByFeeds(id)} else false end`
}

/** In the order of the bytes of UTF-8, as \`leastOf\`; days and numbers as texts of the same order within one length. */
function isLess(name: SQL): SQL {
  return sql`coalesce(excluded.${name}::text collate "C" < stored.${name}::text collate "C", false)`
}

/** The condition that neither a report nor a correction has stated anything of an article. */
function isStatedByFeeds(id: SQL): SQL {
  return sql`((select a.version = 1 from ${articles} a where a.id = ${id})
    and not exists (select from ${claims} c join ${events} e on e.id = c.event_id join ${datasets} d on d.id = e.dataset_id
      where c.article_id = ${id} and d.method = 'EDITED'))`
}

/** Merges the drafts of each article: of each field the first value for what is gained, and the least for the others. */
function mergeDrafts(drafts: readonly ArticleDraft[]): ArticleDraft[] {
  const byId = new Map<string, ArticleDraft>()
  for (const draft of drafts) {
    const earlier = byId.get(draft.id)
    byId.set(
      draft.id,
      earlier === undefined
        ? draft
        : {
            id: draft.id,
            url: earlier.url ?? draft.url,
            publisher: earlier.publisher ?? draft.publisher,
            publishedOn: leastOf(earlier.publishedOn, draft.publishedOn),
            headline: leastOf(earlier.headline, draft.headline),
            language: leastOf(earlier.language, draft.language),
            length: leastOf(earlier.length, draft.length),
          },
    )
  }
  return [...byId.values()]
}

type Stated<Value> = Value | null | undefined

function leastOf<Value extends string | number>(a: Stated<Value>, b: Stated<Value>): Stated<Value> {
  if (a === null || a === undefined || b === null || b === undefined) return a ?? b
  return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b))) <= 0 ? a : b
}

async function storePublishers(tx: Database, names: string[]): Promise<Map<string, string>> {
  if (names.length === 0) return new Map()
  const sorted = sql.param(names.toSorted())
  const ids = sql.param(names.toSorted().map((name) => deriveUuid(0, 'publisher', name)))
  await tx.execute(sql`insert into ${publishers} (id, name) select * from unnest(${ids}::uuid[], ${sorted}::text[])
    on conflict do nothing`)
  const rows = await readRows<{ id: string; name: string }>(
    tx,
    sql`select id::text as id, name from ${publishers} where name = any(${sorted}::text[])`,
  )
  return new Map(rows.map(({ id, name }) => [name, id]))
}
