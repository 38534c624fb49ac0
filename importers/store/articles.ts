import { sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { readRows } from '../../database/sql/rows.ts'
import { articles } from '../../database/tables/article.ts'
import { publishers } from '../../database/tables/publisher.ts'
import { deriveUuid } from '../../database/values/ids.ts'
import type { ArticleDraft } from '../feed/draft.ts'

const GAINED = ['publisher_id', 'headline', 'language', 'published_on', 'length']

/**
 * Stores articles that are new; those that are stored gain what was not known of them.
 * @param tx a transaction
 * @param drafts any number of them, some more than once
 * @returns the UUIDs of their publishers as stored, by those of the articles; without those that have none
 */
export async function storeArticles(tx: Database, drafts: readonly ArticleDraft[]): Promise<Map<string, string>> {
  const wanted = [...merged(drafts).values()].toSorted((one, other) => (one.id < other.id ? -1 : 1))
  if (wanted.length === 0) return new Map()
  const publisherIds = await storePublishers(tx, [...new Set(wanted.flatMap(({ publisher }) => publisher ?? []))])
  const column = (value: (draft: ArticleDraft) => unknown) => sql.param(wanted.map((draft) => value(draft) ?? null))
  await tx.execute(sql`insert into ${articles} as stored (id, url, publisher_id, headline, language, published_on, length)
    select * from unnest(${column(({ id }) => id)}::uuid[], ${column(({ url }) => url)}::text[],
      ${column(({ publisher }) => publisher && publisherIds.get(publisher))}::uuid[], ${column(({ headline }) => headline)}::text[],
      ${column(({ language }) => language)}::text[], ${column(({ publishedOn }) => publishedOn)}::date[], ${column(({ length }) => length)}::int[])
    on conflict (id) do update set ${sql.raw(GAINED.map((name) => `${name} = coalesce(stored.${name}, excluded.${name})`).join(', '))}
    where ${sql.raw(GAINED.map((name) => `(stored.${name} is null and excluded.${name} is not null)`).join(' or '))}`)
  const rows = await readRows<{ id: string; publisher: string }>(
    tx,
    sql`select id::text as id, publisher_id::text as publisher from ${articles}
    where publisher_id is not null and id = any(${column(({ id }) => id)}::uuid[])`,
  )
  return new Map(rows.map(({ id, publisher }) => [id, publisher]))
}

/** Each article once, with what any of its drafts knows of it: the first that does is right. */
function merged(drafts: readonly ArticleDraft[]): Map<string, ArticleDraft> {
  const byId = new Map<string, ArticleDraft>()
  for (const draft of drafts) {
    const known = byId.get(draft.id)
    byId.set(draft.id, known === undefined ? draft : { ...draft, ...definedOf(known) })
  }
  return byId
}

function definedOf(draft: ArticleDraft): ArticleDraft {
  return Object.fromEntries(
    Object.entries(draft).filter(([, value]) => value !== undefined && value !== null),
  ) as ArticleDraft & object
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
