import { sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { readRows } from '../../database/sql/rows.ts'
import { articles } from '../../database/tables/article.ts'
import { publishers } from '../../database/tables/publisher.ts'
import { tombstones } from '../../database/tables/tombstone.ts'
import { deriveUuid } from '../../database/values/ids.ts'
import type { ArticleDraft } from '../feed/draft.ts'

/** The columns that a stored article gains from a draft if they are null. */
const GAINED_COLUMNS = ['publisher_id', 'headline', 'language', 'published_on', 'length']

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
  const assignments = GAINED_COLUMNS.map((name) => `${name} = coalesce(stored.${name}, excluded.${name})`).join(', ')
  const hasGain = GAINED_COLUMNS.map((name) => `(stored.${name} is null and excluded.${name} is not null)`).join(' or ')
  await tx.execute(sql`insert into ${articles} as stored
      (id, url, publisher_id, headline, language, published_on, length)
    select * from unnest(${column(({ id }) => id)}::uuid[], ${column(({ url }) => url)}::text[],
      ${column(({ publisher }) => publisher && publisherIds.get(publisher))}::uuid[],
      ${column(({ headline }) => headline)}::text[], ${column(({ language }) => language)}::text[],
      ${column(({ publishedOn }) => publishedOn)}::date[], ${column(({ length }) => length)}::int[])
    on conflict (id) do update set ${sql.raw(assignments)} where (${sql.raw(hasGain)})
      and not exists (select from ${tombstones} t where t.id = stored.id)`)
  const rows = await readRows<{ id: string; publisher: string }>(
    tx,
    sql`select id::text as id, publisher_id::text as publisher from ${articles}
    where publisher_id is not null and id = any(${column(({ id }) => id)}::uuid[])`,
  )
  return new Map(rows.map(({ id, publisher }) => [id, publisher]))
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
