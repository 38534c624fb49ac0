import { sql, type SQL } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { readRows } from '../../database/sql/rows.ts'
import { articleVersions } from '../../database/tables/article-version.ts'
import { articles } from '../../database/tables/article.ts'
import { publishers } from '../../database/tables/publisher.ts'
import { tombstones } from '../../database/tables/tombstone.ts'
import { deriveUuid } from '../../database/values/ids.ts'
import type { ArticleDraft } from '../feed/draft.ts'

/** The columns that a stored article, or its text, gains from a draft if they are null. */
const GAINED_COLUMNS = ['publisher_id', 'published_on']
const GAINED_OF_TEXT = ['headline', 'language', 'length']

/**
 * Stores new articles. A stored article gains the values of the columns that are null.
 * @param drafts may contain duplicates
 * @returns the UUIDs of the publishers by the UUIDs of the articles, without articles that have no publisher
 */
export async function storeArticles(tx: Database, drafts: readonly ArticleDraft[]): Promise<Map<string, string>> {
  const merged = mergeDrafts(drafts).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  if (merged.length === 0) return new Map()
  const publisherIds = await storePublishers(tx, [...new Set(merged.flatMap(({ publisher }) => publisher ?? []))])
  const column = (value: (draft: ArticleDraft) => unknown) => sql.param(merged.map((draft) => value(draft) ?? null))
  await tx.execute(sql`insert into ${articles} as stored (id, url, publisher_id, published_on)
    select * from unnest(${column(({ id }) => id)}::uuid[], ${column(({ url }) => url)}::text[],
      ${column(({ publisher }) => publisher && publisherIds.get(publisher))}::uuid[],
      ${column(({ publishedOn }) => publishedOn)}::date[])
    on conflict (id) do update set ${assignmentsOf(GAINED_COLUMNS)} where ${hasGain(GAINED_COLUMNS)}
      and not exists (select from ${tombstones} t where t.id = stored.id)`)
  await storeTexts(tx, merged)
  const rows = await readRows<{ id: string; publisher: string }>(
    tx,
    sql`select id::text as id, publisher_id::text as publisher from ${articles}
    where publisher_id is not null and id = any(${column(({ id }) => id)}::uuid[])`,
  )
  return new Map(rows.map(({ id, publisher }) => [id, publisher]))
}

/**
 * Stores what drafts say about texts that are not given: it is said of version 1, unless a report has given the text of
 * that version.
 */
async function storeTexts(tx: Database, drafts: readonly ArticleDraft[]): Promise<void> {
  const described = drafts.filter(({ headline, language, length }) => headline ?? language ?? length)
  if (described.length === 0) return
  const column = (value: (draft: ArticleDraft) => unknown) => sql.param(described.map((draft) => value(draft) ?? null))
  await tx.execute(sql`insert into ${articleVersions} as stored (article_id, version, headline, language, length)
    select given.id, 1, given.headline, given.language, given.length
    from unnest(${column(({ id }) => id)}::uuid[], ${column(({ headline }) => headline)}::text[],
      ${column(({ language }) => language)}::text[], ${column(({ length }) => length)}::int[])
      as given(id, headline, language, length)
    where not exists (select from ${tombstones} t where t.id = given.id)
    on conflict (article_id, version) do update set ${assignmentsOf(GAINED_OF_TEXT)}
      where stored.text_sha256 is null and ${hasGain(GAINED_OF_TEXT)}`)
}

function assignmentsOf(columns: readonly string[]): SQL {
  return sql.raw(columns.map((name) => `${name} = coalesce(stored.${name}, excluded.${name})`).join(', '))
}

function hasGain(columns: readonly string[]): SQL {
  const gains = columns.map((name) => `(stored.${name} is null and excluded.${name} is not null)`)
  return sql.raw(`(${gains.join(' or ')})`)
}

/** Merges the drafts of each article; for each field, the first draft that has a value wins. */
function mergeDrafts(drafts: readonly ArticleDraft[]): ArticleDraft[] {
  const byId = new Map<string, ArticleDraft>()
  for (const draft of drafts) {
    const earlier = byId.get(draft.id)
    byId.set(draft.id, earlier === undefined ? draft : { ...draft, ...withoutNulls(earlier) })
  }
  return [...byId.values()]
}

function withoutNulls(draft: ArticleDraft): Partial<ArticleDraft> {
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined && value !== null))
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
